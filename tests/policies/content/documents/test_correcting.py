"""A stored document is corrected: clauses split, joined and renumbered while pairs go on citing what they cited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policies.content.audit import audit_entries
from policies.content.documents import clause_tree as tree
from policies.content.documents.following import Fate
from policies.content.documents.readings import ReadingNotFound, Readings
from policies.content.documents.saving import leads, save
from policies.content.editing import Editing
from policies.content.model import Clause, PairState, Responsibility
from policies.content.pairs import versions
from policies.content.pairs.scheduling import Scheduling, publish_due
from policies.content.policy_versions import policy_versions
from policies.content.store import Store
from policies.errors import InputError, SamePerson
from tests.policies.content.documents.conftest import NEW, OLD
from tests.policies.content.documents.test_foresight import TODAY

FIRST, SECOND = 0, 1


@pytest.fixture
def table(store: Store) -> Readings:
    return Readings(store)


def cited(store: Store, qa_id: str) -> list[str | None]:
    return [each.clause_path for each in store.pair(qa_id).citations if each.policy_id == NEW]


def test_a_corrected_clause_is_saved_as_the_next_version_with_what_changed(
    store: Store, table: Readings
) -> None:
    reading = table.correct(NEW, "编辑甲")
    nodes = tree.edited(reading.nodes, SECOND, "第二条", "", "第二条 老年人每餐补贴五元（市财政局负责）。")
    header = replace(reading.header, category="社会救助", effective_on=date(2026, 6, 1))
    reading = table.change(reading, "编辑甲", header=header, nodes=nodes)
    seen = leads(store, reading, TODAY)
    assert (seen.fields, seen.clauses) == (("category", "effective_on"), 1)
    assert [(each.path, each.fate) for each in seen.cited] == [
        ("第一条", Fate.KEPT),
        ("第二条", Fate.REWORDED),
    ]
    saved = save(store, reading, "编辑甲", "排版有误")
    assert (saved.version, saved.category, saved.clauses[1].text) == (2, "社会救助", nodes[1].text)
    assert saved.clauses[1].responsibilities == (Responsibility("市财政局", "负责", "老年人每餐补贴五元"),)
    (before,) = policy_versions(store.engine, NEW)
    assert before.policy.clauses[1].text == "第二条 老年人每餐补贴三元。"
    entry = audit_entries(store, kind="policy", subject=NEW)[0]
    assert (entry.actor, entry.detail["fields"]) == ("编辑甲", ["category", "effective_on"])
    assert (entry.detail["reason"], entry.detail["clauses"]) == ("排版有误", 1)
    with pytest.raises(ReadingNotFound):
        table.get(reading.id)


def test_what_is_no_longer_said_of_another_document_holds_no_longer(store: Store, table: Readings) -> None:
    """The header's day decides from when the repeal counts."""
    reading = table.correct(NEW, "编辑甲")
    text = "第二条 老年人每餐补贴三元。《示范市社区食堂暂行规则》（示民规〔2020〕1号）自2026年10月1日起废止。"
    reading = table.change(reading, "编辑甲", nodes=tree.edited(reading.nodes, SECOND, "第二条", "", text))
    save(store, reading, "编辑甲", "补上废止的日期")
    assert store.policy(OLD).repealed_on == date(2026, 10, 1)


def test_a_citation_follows_its_clause_to_another_number(store: Store, table: Readings) -> None:
    reading = table.correct(NEW, "编辑甲")
    renamed = tree.edited(reading.nodes, SECOND, "第三条", "", reading.nodes[SECOND].text)
    reading = table.change(reading, "编辑甲", nodes=renamed)
    (moved,) = [each for each in leads(store, reading, TODAY).cited if each.fate is Fate.MOVED]
    assert (moved.path, moved.to, [each.id for each in moved.pairs]) == ("第二条", "第三条", ["q-new"])
    save(store, reading, "编辑甲", "编号有误")
    assert cited(store, "q-new") == ["第三条"]
    with store.engine.connect() as connection:
        history = versions.history(connection, "q-new")
    assert [(each.action, each.actor, each.note) for each in history[1:]] == [
        ("follow", "编辑甲", "编号有误")
    ]
    assert store.pair("q-new").state is PairState.PUBLISHED


def test_clauses_that_change_places_keep_their_own_citations(store: Store, table: Readings) -> None:
    """第一条 and 第二条 stay paths of the document, so that nothing would look broken."""
    reading = table.correct(NEW, "编辑甲")
    nodes = tree.edited(reading.nodes, FIRST, "第九条", "", reading.nodes[FIRST].text)
    nodes = tree.edited(nodes, SECOND, "第一条", "", nodes[SECOND].text)
    nodes = tree.edited(nodes, FIRST, "第二条", "", nodes[FIRST].text)
    save(store, table.change(reading, "编辑甲", nodes=nodes), "编辑甲", "编号颠倒")
    assert cited(store, "q-new") == ["第一条"]
    assert cited(store, "q-both") == ["第二条"]


def test_a_joined_clause_takes_the_citations_along_and_a_split_one_keeps_them(
    store: Store, table: Readings
) -> None:
    reading = table.correct(NEW, "编辑甲")
    joined = tree.joined(reading.nodes, SECOND)
    assert [each.was for each in joined] == [("第一条", "第二条")]
    assert joined[0].text.split("\n")[1] == "第二条 老年人每餐补贴三元。"
    parted = tree.split(joined, 0, joined[0].text.index("第二条"))
    assert [(each.path, each.was) for each in parted] == [("第一条", ("第一条", "第二条")), ("第二条", ())]
    save(store, table.change(reading, "编辑甲", nodes=joined), "编辑甲", "本是一条")
    assert cited(store, "q-new") == ["第一条"]
    assert [each.path for each in store.policy(NEW).clauses] == ["第一条"]


def test_a_cited_clause_does_not_vanish_before_somebody_says_what_stands_for_it(
    store: Store, table: Readings
) -> None:
    reading = table.correct(NEW, "编辑甲")
    reading = table.change(reading, "编辑甲", nodes=tree.removed(reading.nodes, SECOND))
    revision = store.revision()
    for choices, fault in (({}, "citation_without_clause"), ({"第二条": "第八条"}, "citation_to_nothing")):
        with pytest.raises(InputError) as found:
            save(store, reading, "编辑甲", "删去页脚", choices)
        assert found.value.reason == fault
    assert (store.revision(), table.get(reading.id), store.policy(NEW).version) == (revision, reading, 1)
    save(store, reading, "编辑甲", "删去页脚", {"第二条": ""})
    assert cited(store, "q-new") == [None]


def test_a_change_that_waits_follows_too_and_its_writer_still_may_not_approve_it(
    store: Store, table: Readings
) -> None:
    work = Editing(store, "编审乙", today=TODAY)
    pair = work.newest("q-new")
    draft = work.save_draft(replace(pair, summary="老年人每餐补贴三元。"), pair.version)
    work.submit("q-new", draft.pair.version)
    reading = table.correct(NEW, "编辑甲")
    renamed = tree.edited(reading.nodes, SECOND, "第三条", "", reading.nodes[SECOND].text)
    save(store, table.change(reading, "编辑甲", nodes=renamed), "编辑甲", "编号有误")
    newest = work.newest("q-new")
    assert (newest.state, newest.summary) == (PairState.IN_REVIEW, "老年人每餐补贴三元。")
    assert [each.clause_path for each in newest.citations] == ["第三条"]
    assert (cited(store, "q-new"), store.pair("q-new").summary) == (["第三条"], "见文件。")
    with pytest.raises(SamePerson):
        work.approve("q-new", newest.version)
    # Who corrected the document wrote nothing of the pair.
    approved = Editing(store, "编辑甲", today=TODAY).approve("q-new", newest.version)
    assert approved.pair.state is PairState.PUBLISHED


def test_what_a_reviewer_decided_for_a_day_to_come_stays_decided(store: Store, table: Readings) -> None:
    work = Editing(store, "编审乙", today=TODAY)
    pair = work.newest("q-new")
    draft = work.save_draft(replace(pair, summary="老年人每餐补贴三元。"), pair.version)
    version = work.submit("q-new", draft.pair.version).pair.version
    Scheduling(store, "审核丙", today=TODAY).put("q-new", version, TODAY + timedelta(days=2))
    reading = table.correct(NEW, "编辑甲")
    renamed = tree.edited(reading.nodes, SECOND, "第三条", "", reading.nodes[SECOND].text)
    save(store, table.change(reading, "编辑甲", nodes=renamed), "编辑甲", "编号有误")
    (due,) = publish_due(store, TODAY + timedelta(days=2))
    assert due.failed is None
    assert store.pair("q-new").summary == "老年人每餐补贴三元。"
    assert cited(store, "q-new") == ["第三条"]


def test_two_who_work_on_one_document_do_not_undo_each_other(store: Store, table: Readings) -> None:
    mine = table.correct(NEW, "编辑甲")
    assert table.correct(NEW, "编辑乙") == mine
    table.change(mine, "编辑乙", header=replace(mine.header, category="社会救助"))
    with pytest.raises(InputError) as found:
        table.change(mine, "编辑甲", header=replace(mine.header, category="养老服务"))
    assert (found.value.reason, found.value.facts["name"]) == ("reading_changed", "编辑乙")
    with pytest.raises(InputError):
        save(store, mine, "编辑甲", "排版")


def test_a_document_that_changed_meanwhile_is_not_overwritten(store: Store, table: Readings) -> None:
    reading = table.correct(NEW, "编辑甲")
    with store.writing("ingest") as write:
        write.revised(replace(store.policy(NEW), title="新的标题"), store.policy(NEW))
    with pytest.raises(InputError) as found:
        save(store, reading, "编辑甲", "排版")
    assert found.value.reason == "reading_outdated"
    table.give_up(reading.id, "编辑甲")
    assert table.correct(NEW, "编辑甲").header.title == "新的标题"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": " "}, "document_without_title"),
        ({"expires_on": date(2020, 1, 1)}, "header_days"),
        ({"issuer": "长" * 301}, "header_too_long"),
        ({"issuer": None, "doc_number": None, "written_on": None}, "not_a_document"),
    ],
)
def test_a_header_that_cannot_be_is_told_and_kept_on_the_table(
    store: Store, table: Readings, changes: dict[str, object], fault: str
) -> None:
    reading = table.correct(NEW, "编辑甲")
    reading = table.change(reading, "编辑甲", header=replace(reading.header, **changes))  # type: ignore[arg-type]
    with pytest.raises(InputError) as found:
        save(store, reading, "编辑甲", "更正")
    assert found.value.reason == fault
    assert table.get(reading.id) == reading


def test_a_correction_needs_a_reason(store: Store, table: Readings) -> None:
    with pytest.raises(InputError) as found:
        save(store, table.correct(NEW, "编辑甲"), "编辑甲", " ")
    assert found.value.reason == "correction_without_reason"


NESTED = tree.nodes_of(
    [
        Clause("一", "一、总则", 0, "总则"),
        Clause("一(一)", "（一）办理。", 1),
        Clause("一(一)1", "1.申请。", 2),
        Clause("二", "二、附则", 0, "附则"),
    ]
)


def test_what_stands_below_a_clause_is_renamed_and_moved_along() -> None:
    renamed = tree.edited(NESTED, 1, "一(二)", "", "（二）办理。")
    assert [each.path for each in renamed] == ["一", "一(二)", "一(二)1", "二"]
    lifted = tree.shifted(NESTED, 1, -1)
    assert [each.level for each in lifted] == [0, 0, 1, 0]
    assert [each.level for each in tree.shifted(lifted, 1, 1)] == [0, 1, 2, 0]


def test_a_parted_clause_is_called_by_its_own_number() -> None:
    nodes = tree.edited(NESTED, 1, "一(一)", "", "（一）办理。\n（二）领取。")
    parted = tree.split(nodes, 1, nodes[1].text.index("（二）"))
    assert [(each.path, each.level, each.text) for each in parted[1:3]] == [
        ("一(一)", 1, "（一）办理。"),
        ("一(二)", 1, "（二）领取。"),
    ]


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        (lambda: tree.edited(NESTED, 1, "二", "", "（一）办理。"), "clause_path_taken"),
        (lambda: tree.edited(NESTED, 1, " ", "", "（一）办理。"), "clause_path"),
        (lambda: tree.edited(NESTED, 1, "一(一)", "", "\n "), "clause_without_text"),
        (lambda: tree.split(NESTED, 1, 0), "clause_split_nowhere"),
        (lambda: tree.joined(NESTED, 0), "clause_first"),
        (lambda: tree.shifted(NESTED, 1, 1), "clause_level"),
        (lambda: tree.shifted(NESTED, 0, -1), "clause_level"),
        (lambda: tree.removed(NESTED[:1], 0), "clause_last"),
        (lambda: tree.removed(NESTED, 9), "clause_gone"),
    ],
)
def test_a_step_that_cannot_be_taken_is_told(step: object, fault: str) -> None:
    with pytest.raises(InputError) as found:
        step()  # type: ignore[operator]
    assert found.value.reason == fault
