"""Interpretations: brought in, found, opened, corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.content.audit import audit_entries
from policies.content.documents.wanted import Owner
from policies.content.filed import Filed, Origin
from policies.content.interpretation_filing import Told, file_as_interpretations
from policies.content.model import Clause, Disclosure, InterpretationKind
from policies.errors import InputError, InterpretationNotFound, PolicyNotFound
from policies.interpreting.clauses import printed
from policies.interpreting.correcting import Correction, InterpretationConflict, correct, seen
from policies.interpreting.listing import Sought, interpretations, is_of
from policies.interpreting.opened import opened
from policies.language.live import LiveDictionary
from policies.settings import LibrarySettings
from tests.policies.interpreting.samples import CIVIL, HEALTH, MADE, TODAY, policy, store_of, text

QUESTIONS = """老花镜补贴怎么领

问：补贴一年发多少钱
答：每人每年一百元。
问：到哪里办
答：到社区居委会。
"""


@pytest.fixture(scope="module")
def speech() -> LiveDictionary:
    return LiveDictionary(LibrarySettings().dictionary_dir)


def brought(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def decided(*explains: str, reason: str = "核对过原文") -> Correction:
    return Correction(explains, InterpretationKind.QA, MADE, reason)


def test_a_file_brought_as_an_interpretation_explains_the_document_it_was_brought_for(tmp_path: Path) -> None:
    store = store_of(tmp_path, policy("p-a"))
    path = brought(tmp_path, "领补贴.txt", QUESTIONS)
    (filed,) = file_as_interpretations(store, [path], Origin("李编辑"), Told("p-a", MADE))
    assert filed.result is Filed.NEW
    saved = store.interpretation(str(filed.source_id))
    assert (saved.explains, saved.published_on) == (("p-a",), MADE)
    assert [heading for heading, _ in saved.passages if heading][-2:] == ["补贴一年发多少钱", "到哪里办"]
    assert audit_entries(store, kind="interpretation")[0].actor == "李编辑"
    (again,) = file_as_interpretations(store, [path], Origin("李编辑"), Told("p-a", MADE))
    assert again.result is Filed.UNCHANGED


def test_a_document_with_a_number_of_its_own_is_no_interpretation_and_the_others_go_in(
    tmp_path: Path,
) -> None:
    store = store_of(tmp_path, policy("p-a"))
    ruling = "---\ntitle: 示范办法\ndoc_number: 示政发〔2026〕9号\n---\n第一条 按时办理。\n"
    paths = [brought(tmp_path, "办法.md", ruling), brought(tmp_path, "领补贴.txt", QUESTIONS)]
    results = file_as_interpretations(store, paths, Origin("李编辑"))
    assert [each.result for each in results] == [Filed.FAILED, Filed.NEW]
    assert results[0].error is not None
    assert results[0].error.reason == "not_an_interpretation"
    with pytest.raises(PolicyNotFound):
        file_as_interpretations(store, paths, Origin("李编辑"), Told("p-none"))


def test_what_an_editor_decided_stays_when_the_file_is_read_again(tmp_path: Path) -> None:
    store = store_of(tmp_path, policy("p-a"), policy("p-b"))
    path = brought(tmp_path, "领补贴.txt", QUESTIONS)
    (filed,) = file_as_interpretations(store, [path], Origin("李编辑"), Told("p-a"))
    identifier = str(filed.source_id)
    number = policy("p-b").doc_number
    assert number is not None
    saved = correct(store, identifier, decided(number), "李编辑", seen(store, identifier))
    assert (saved.explains, saved.kind, saved.link_reason) == (("p-b",), InterpretationKind.QA, "核对过原文")
    brought(tmp_path, "领补贴.txt", QUESTIONS.replace("一百元", "一百二十元"))
    (again,) = file_as_interpretations(store, [path], Origin("李编辑"), Told("p-a"))
    assert again.result is Filed.UPDATED
    now = store.interpretation(identifier)
    assert (now.explains, now.kind, now.published_on) == (("p-b",), InterpretationKind.QA, MADE)
    assert "一百二十元" in str(now.passages)


def test_a_correction_is_audited_with_its_reason_and_what_it_changed(tmp_path: Path) -> None:
    store = store_of(tmp_path, policy("p-a"), policy("p-b"), text("i-1", ("p-a",)))
    correct(store, "i-1", decided("p-a", "p-b"), "李编辑", seen(store, "i-1"))
    entry = audit_entries(store, kind="interpretation")[0]
    assert (entry.actor, entry.action, entry.subject) == ("李编辑", "edit", "i-1")
    assert entry.detail["reason"] == "核对过原文"
    assert set(entry.detail["fields"]) == {"explains", "kind", "published_on"}


def test_a_correction_needs_a_reason_a_known_document_and_the_newest_text(tmp_path: Path) -> None:
    store = store_of(tmp_path, policy("p-a"), text("i-1", ("p-a",)))
    revision = seen(store, "i-1")
    for wanted, reason in (
        (decided("p-a", reason=" "), "link_reason"),
        (decided("p-a", reason="长" * 501), "link_reason"),
        (decided("示政发〔2020〕1号"), "link_unknown"),
    ):
        with pytest.raises(InputError) as refused:
            correct(store, "i-1", wanted, "李编辑", revision)
        assert refused.value.reason == reason
    correct(store, "i-1", decided("p-a"), "李编辑", revision)
    with pytest.raises(InterpretationConflict):
        correct(store, "i-1", decided(), "王编辑", revision)
    assert store.interpretation("i-1").explains == ("p-a",)
    with pytest.raises(InterpretationNotFound):
        correct(store, "i-none", decided(), "王编辑", revision)


def test_the_list_is_found_by_words_number_form_and_link(tmp_path: Path) -> None:
    store = store_of(
        tmp_path,
        policy("p-a"),
        policy("p-b", HEALTH),
        text("i-a", ("p-a",), 1),
        text("i-b", ("p-b",), 5, InterpretationKind.CHART),
        text("i-none", (), None),
    )

    def ids(sought: Sought) -> list[str]:
        return [each.id for each in interpretations(store, sought, 0, 50).rows]

    assert ids(Sought()) == ["i-b", "i-a", "i-none"]
    assert ids(Sought(text="p-b")) == ["i-b"]
    assert ids(Sought(text=policy("p-a").doc_number)) == ["i-a"]
    assert ids(Sought(kind=InterpretationKind.CHART)) == ["i-b"]
    assert ids(Sought(linked=False)) == ["i-none"]
    assert ids(Sought(issuer=HEALTH)) == []
    page = interpretations(store, Sought(), 1, 1)
    assert (page.total, [each.id for each in page.rows], page.issuers) == (3, ["i-a"], (CIVIL,))
    # Of a department is what it published and what explains its documents.
    assert ids(Sought(owner=Owner(HEALTH))) == ["i-b"]
    assert is_of(store, "i-b", Owner(HEALTH))
    assert not is_of(store, "i-a", Owner(HEALTH))


def test_parts_stand_beside_the_clauses_they_speak_of(tmp_path: Path, speech: LiveDictionary) -> None:
    store = store_of(tmp_path, policy("p-a"), text("i-1", ("p-a",)))
    shown = opened(store, "i-1", speech, TODAY)
    assert [each.basis.clause.path for each in shown.passages if each.basis] == ["第二条", "第三条"]
    assert (shown.is_open, shown.holds) == (True, True)


def test_an_interpretation_is_as_public_as_its_least_public_document_and_lapses_with_the_last(
    tmp_path: Path, speech: LiveDictionary
) -> None:
    from datetime import date

    store = store_of(
        tmp_path,
        policy("p-a", expires_on=date(2026, 10, 1)),
        policy("p-b", disclosure=Disclosure.ON_REQUEST),
        text("i-lapsed", ("p-a",)),
        text("i-closed", ("p-a", "p-b")),
    )
    lapsed, closed = (opened(store, each, speech, TODAY) for each in ("i-lapsed", "i-closed"))
    assert (lapsed.is_open, lapsed.holds) == (True, False)
    assert (closed.is_open, closed.holds) == (False, True)


def test_a_clause_that_opens_a_list_is_quoted_with_its_list() -> None:
    clauses = (
        Clause("第一条", "第一条 下列人员可以领取："),
        Clause("第一条(一)", "（一）退役军人；", level=1),
        Clause("第二条", "第二条 按月发放。"),
    )
    rule = policy("p-list", clauses=clauses)
    assert printed(rule, clauses[0]) == "第一条 下列人员可以领取：\n（一）退役军人；"
    assert printed(rule, clauses[2]) == "第二条 按月发放。"
