from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.editing import Editing
from policies.content.model import Clause, Department, PairCitation, PairState, Policy, QaPair
from policies.content.store import Store
from policies.errors import (
    InputError,
    Misleading,
    NoteMissing,
    PairNotFound,
    SamePerson,
    VersionConflict,
    VersionNotFound,
    WrongState,
)

TODAY = date(2026, 11, 23)
NEW = QaPair(
    question="医疗救助怎么申请？",
    summary="自受理之日起15个工作日内办结。",
    similar=("困难家庭看病钱不够怎么办",),
    citations=(PairCitation("p-aid", "第三条"),),
    department="示范市医疗保障局",
    region="示范市",
)


@pytest.fixture
def store(database_url: str) -> Store:
    made = Store.open(database_url)
    clause = Clause("第三条", "第三条 医疗救助自受理之日起15个工作日内办结，最高20000元。")
    made.save_policy(Policy(id="p-aid", title="示范市医疗救助办法", clauses=(clause,)))
    made.save_department(Department("示范市医疗保障局"))
    return made


@pytest.fixture
def editor(store: Store) -> Editing:
    return Editing(store, "王编辑", today=TODAY)


@pytest.fixture
def reviewer(store: Store) -> Editing:
    return Editing(store, "李审核", today=TODAY)


def published(editor: Editing, reviewer: Editing, pair: QaPair = NEW) -> QaPair:
    draft = editor.save_draft(pair).pair
    submitted = editor.submit(draft.id, draft.version).pair
    return reviewer.approve(draft.id, submitted.version).pair


def test_a_pair_goes_from_draft_through_review_into_publication(
    store: Store, editor: Editing, reviewer: Editing
) -> None:
    draft = editor.save_draft(NEW, note="新政策").pair
    assert (draft.state, draft.version, draft.author) == (PairState.DRAFT, 1, "王编辑")
    editor.submit(draft.id, 1)
    assert [pair.id for pair in editor.in_state(PairState.IN_REVIEW)] == [draft.id]
    assert list(store.pairs()) == []
    done = reviewer.approve(draft.id, 2).pair
    assert (done.state, done.reviewer, done.reviewed_on) == (PairState.PUBLISHED, "李审核", TODAY)
    assert list(store.pairs()) == [done]


def test_nobody_approves_what_they_wrote(editor: Editing, store: Store) -> None:
    draft = editor.save_draft(NEW).pair
    editor.submit(draft.id, 1)
    for same in ("王编辑", " 王编辑 "):
        with pytest.raises(SamePerson):
            Editing(store, same, today=TODAY).approve(draft.id, 2)
    assert list(store.pairs()) == []


def test_whoever_wrote_some_of_it_is_no_second_pair_of_eyes(
    editor: Editing, reviewer: Editing, store: Store
) -> None:
    draft = reviewer.save_draft(NEW).pair
    draft = editor.save_draft(replace(draft, summary="15个工作日内办结。"), draft.version).pair
    editor.submit(draft.id, draft.version)
    with pytest.raises(SamePerson):
        reviewer.approve(draft.id, draft.version + 1)
    third = Editing(store, "赵审核", today=TODAY)
    third.approve(draft.id, draft.version + 1)
    assert len(list(store.pairs())) == 1


def test_a_published_pair_answers_on_while_its_change_waits(
    store: Store, editor: Editing, reviewer: Editing
) -> None:
    before = published(editor, reviewer)
    changed = replace(before, summary="受理后15个工作日内办结。")
    waiting = editor.save_draft(changed, before.version).pair
    editor.submit(waiting.id, waiting.version)
    assert list(store.pairs()) == [before]
    assert editor.newest(before.id).summary == changed.summary
    after = reviewer.approve(waiting.id, waiting.version + 1).pair
    assert [pair.summary for pair in store.pairs()] == [after.summary] == [changed.summary]


def test_a_change_that_waits_can_be_sent_back_and_given_up(
    store: Store, editor: Editing, reviewer: Editing
) -> None:
    before = published(editor, reviewer)
    waiting = editor.save_draft(replace(before, summary="15个工作日办结。"), before.version).pair
    submitted = editor.submit(waiting.id, waiting.version).pair
    with pytest.raises(NoteMissing):
        reviewer.send_back(waiting.id, submitted.version, " ")
    back = reviewer.send_back(waiting.id, submitted.version, "请写明材料").pair
    assert (back.state, list(store.pairs())) == (PairState.DRAFT, [before])
    again = editor.discard(back.id, back.version).pair
    assert (again.state, again.summary) == (PairState.PUBLISHED, before.summary)
    assert editor.newest(before.id) == again == store.pair(before.id)
    with pytest.raises(WrongState):
        editor.discard(again.id, again.version)


def test_an_archived_pair_answers_no_more_and_can_come_back(
    store: Store, editor: Editing, reviewer: Editing
) -> None:
    pair = published(editor, reviewer)
    gone = editor.archive(pair.id, pair.version, "政策已调整").pair
    assert list(store.pairs()) == []
    back = editor.restore(gone.id, pair.version, gone.version, "恢复").pair
    assert (back.state, back.summary) == (PairState.DRAFT, pair.summary)
    submitted = editor.submit(back.id, back.version).pair
    reviewer.approve(back.id, submitted.version)
    assert len(list(store.pairs())) == 1


@pytest.mark.parametrize(
    ("action", "state"), [("approve", "draft"), ("send_back", "draft"), ("submit", "published")]
)
def test_a_step_out_of_order_is_refused(editor: Editing, reviewer: Editing, action: str, state: str) -> None:
    pair = editor.save_draft(NEW).pair if state == "draft" else published(editor, reviewer)
    arguments = {"note": "原因"} if action == "send_back" else {}
    with pytest.raises(WrongState) as refused:
        getattr(reviewer, action)(pair.id, pair.version, **arguments)
    assert refused.value.state == state


def test_a_step_decided_on_an_older_version_is_refused(editor: Editing, reviewer: Editing) -> None:
    draft = editor.save_draft(NEW).pair
    reviewer.save_draft(replace(draft, summary="办结时限15个工作日。"), 1)
    with pytest.raises(VersionConflict) as refused:
        editor.save_draft(replace(draft, summary="我没看见别人的修改。"), 1)
    assert (refused.value.expected, refused.value.found) == (1, 2)
    with pytest.raises(VersionConflict):
        editor.submit(draft.id, 1)


def test_of_many_editors_at_once_one_wins_and_the_others_are_told(store: Store, editor: Editing) -> None:
    draft = editor.save_draft(NEW).pair
    results: list[str] = []

    def edit(name: str) -> None:
        try:
            Editing(store, name, today=TODAY).save_draft(replace(draft, summary=f"{name}改的。"), 1)
            results.append("saved")
        except VersionConflict:
            results.append("refused")

    threads = [threading.Thread(target=edit, args=(f"编辑{number}",)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["refused"] * 4 + ["saved"]


def test_saving_what_is_saved_already_makes_no_version(editor: Editing) -> None:
    draft = editor.save_draft(NEW).pair
    assert editor.save_draft(draft, 1).pair == draft
    assert [version.number for version in editor.history(draft.id)] == [1]


def test_the_history_tells_who_did_what_when_why_and_what_changed(editor: Editing, reviewer: Editing) -> None:
    pair = published(editor, reviewer)
    changed = replace(pair, summary="自受理之日起15个工作日办结。", similar=())
    editor.save_draft(changed, pair.version, note="文字")
    *first, last = editor.history(pair.id)
    assert [(each.action, each.actor) for each in first] == [
        ("create", "王编辑"), ("submit", "王编辑"), ("publish", "李审核"),
    ]  # fmt: skip
    assert (last.action, last.note, last.at.tzinfo is not None) == ("save", "文字", True)
    by_field = {change.field: change for change in last.changes}
    assert set(by_field) == {"summary", "similar", "state"}
    assert [(piece.kind, piece.text) for piece in by_field["summary"].pieces] == [
        ("same", "自受理之日起15个工作日"), ("removed", "内"), ("same", "办结。"),
    ]  # fmt: skip
    assert by_field["similar"].before == ["困难家庭看病钱不够怎么办"]


def test_two_versions_can_be_compared_and_an_older_one_taken_up_again(
    editor: Editing, reviewer: Editing, store: Store
) -> None:
    pair = published(editor, reviewer)
    waiting = editor.save_draft(replace(pair, summary="15个工作日。"), pair.version).pair
    assert [change.field for change in editor.diff(pair.id, pair.version, waiting.version)] == [
        "summary", "state",
    ]  # fmt: skip
    restored = editor.restore(pair.id, 1, waiting.version).pair
    assert (restored.summary, restored.state, restored.version) == (NEW.summary, PairState.DRAFT, 5)
    assert [each.summary for each in store.pairs()] == [NEW.summary]
    with pytest.raises(VersionNotFound):
        editor.diff(pair.id, 1, 99)
    with pytest.raises(VersionNotFound):
        editor.restore(pair.id, 99, restored.version)


def test_a_misleading_pair_is_not_published_and_says_why(editor: Editing, reviewer: Editing) -> None:
    edited = editor.save_draft(replace(NEW, summary="10个工作日内办结。"))
    assert [finding.rule for finding in edited.findings] == ["amount_not_in_clause"]
    editor.submit(edited.pair.id, 1)
    with pytest.raises(Misleading) as refused:
        reviewer.approve(edited.pair.id, 2)
    (finding,) = refused.value.findings
    assert finding.facts["amount"] == "10个工作日"


def test_a_reviewer_may_answer_for_a_figure_with_a_reason(
    store: Store, editor: Editing, reviewer: Editing
) -> None:
    draft = editor.save_draft(replace(NEW, summary="两项合计40000元。")).pair
    editor.submit(draft.id, 1)
    with pytest.raises(NoteMissing):
        reviewer.approve(draft.id, 2, waived=["amount_not_in_clause"])
    reviewer.approve(draft.id, 2, "两项之和，已核", ["amount_not_in_clause"])
    entry = audit(store, "publish")
    assert entry["detail"]["waived"] == ["amount_not_in_clause"]
    assert entry["detail"]["note"] == "两项之和，已核"


def test_nobody_can_answer_for_a_document_that_is_not_in_force(
    store: Store, editor: Editing, reviewer: Editing
) -> None:
    store.save_policy(replace(store.policy("p-aid"), expires_on=date(2026, 1, 1)))
    draft = editor.save_draft(NEW).pair
    editor.submit(draft.id, 1)
    with pytest.raises(Misleading):
        reviewer.approve(draft.id, 2, "我负责", ["cited_not_in_force"])


def test_a_draft_that_cites_nothing_known_is_refused_and_leaves_nothing(
    store: Store, editor: Editing
) -> None:
    with pytest.raises(InputError, match="cites_unknown"):
        editor.save_draft(replace(NEW, citations=(PairCitation("p-none", "第一条"),)))
    assert list(store.pairs(published_only=False)) == []


def test_what_is_not_there_is_said_so(editor: Editing) -> None:
    for step in (editor.newest, editor.history):
        with pytest.raises(PairNotFound):
            step("q-none")
    with pytest.raises(PairNotFound):
        editor.submit("q-none", 1)


def test_every_step_leaves_an_audit_entry_that_cannot_be_changed(
    store: Store, editor: Editing, reviewer: Editing
) -> None:
    pair = published(editor, reviewer)
    entry = audit(store, "create")
    assert (entry["actor"], entry["subject"], entry["detail"]["version"]) == ("王编辑", pair.id, 1)
    assert "summary" in entry["detail"]["fields"]
    for statement in (sa.update(tables.AUDIT).values(actor="别人"), sa.delete(tables.AUDIT)):
        with pytest.raises(sa.exc.DBAPIError), store.engine.begin() as connection:
            connection.execute(statement)


def test_a_pair_from_before_its_history_keeps_how_it_was_found(store: Store, editor: Editing) -> None:
    pair = store.save_pair(replace(NEW, state=PairState.PUBLISHED, author="导入"))
    with store.engine.begin() as connection:
        connection.execute(sa.delete(tables.PAIR_VERSION))
    editor.save_draft(replace(pair, summary="15个工作日。"), pair.version)
    found, saved = editor.history(pair.id)
    assert (found.action, found.actor, found.pair) == ("found", "导入", pair)
    assert saved.number == pair.version + 1


def audit(store: Store, action: str) -> sa.RowMapping:
    query = sa.select(tables.AUDIT).where(tables.AUDIT.c.action == action, tables.AUDIT.c.kind == "pair")
    with store.engine.connect() as connection:
        return connection.execute(query).mappings().one()


def test_the_queue_holds_no_pair_that_was_deleted(store: Store, editor: Editing, reviewer: Editing) -> None:
    draft = editor.save_draft(NEW).pair
    editor.submit(draft.id, draft.version)
    with store.writing("test") as write:
        write.delete("pair", draft.id)
    assert reviewer.in_state(PairState.IN_REVIEW) == []
    assert [each.action for each in reviewer.history(draft.id)][:2] == ["create", "submit"]
