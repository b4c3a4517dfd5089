"""A change of terms that makes answers worse is made with a reason, and never over somebody else's."""

from __future__ import annotations

import pytest

from policies.content.audit import audit_entries
from policies.effect import editing as module
from policies.effect.editing import TermChange, TermEditing
from policies.effect.effect import Verdict
from policies.errors import TermConflict, TermsWorsen
from policies.language.term import Term
from policies.library import Library
from tests.policies.effect.conftest import NAME, TODAY, WAY, changed

HARMFUL = Term("公积金提取", "matter", "住房", ("怎么办", "补贴"))


@pytest.fixture
def editing(library: Library) -> TermEditing:
    return TermEditing(library, lambda: TODAY, longest_s=600.0)


def test_what_makes_answers_worse_is_saved_with_a_reason_only(library: Library, editing: TermEditing) -> None:
    change, before = TermChange((HARMFUL,)), library.store.revision()
    worse = editing.effect(change).count(Verdict.WORSE)
    with pytest.raises(TermsWorsen) as refused:
        editing.apply(change, "李编辑", "  ")
    assert (refused.value.worse, library.store.revision()) == (worse, before)
    editing.apply(change, "李编辑", "本月专项宣传用语")
    (entry,) = audit_entries(library.store, kind="term")
    assert (entry.subject, entry.actor, entry.detail["note"]) == (
        "公积金提取",
        "李编辑",
        "本月专项宣传用语",
    )


def test_what_makes_nothing_worse_is_saved_at_once(library: Library, editing: TermEditing) -> None:
    (saved,) = editing.apply(TermChange((changed(library, WAY),)), "李编辑")
    assert WAY in saved.ways
    assert WAY in library.dictionary.words(f"{WAY}怎么领")


def test_an_effect_is_computed_once_for_the_same_change(
    editing: TermEditing, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = editing.effect(TermChange((HARMFUL,)))
    assert editing.effect(TermChange((HARMFUL,))) is first
    other = editing.effect(TermChange((Term("公积金提取", "matter", "住房", ("怎么办",)),)))
    assert other is not first
    monkeypatch.setattr(module, "HOLDS_S", 0.0)
    assert editing.effect(TermChange((HARMFUL,))) is not first


def test_a_term_that_somebody_else_changed_meanwhile_is_not_overwritten(
    library: Library, editing: TermEditing
) -> None:
    seen = {NAME: 0}
    editing.apply(TermChange((changed(library, WAY),)), "李编辑", "第一次", seen)
    with pytest.raises(TermConflict) as refused:
        editing.apply(TermChange((changed(library, "银龄大礼"),)), "赵编审", "第二次", seen)
    assert refused.value.facts["author"] == "李编辑"
    assert "银龄大礼" not in library.terms.term(NAME).ways
    with pytest.raises(TermConflict):
        editing.apply(TermChange(deleted=NAME), "赵编审", "恢复", seen)


def test_deleting_lets_the_delivered_term_hold_again_and_says_why(
    library: Library, editing: TermEditing
) -> None:
    editing.apply(TermChange((changed(library, WAY),)), "李编辑", "新说法")
    editing.apply(TermChange(deleted=NAME), "李编辑", "说法已不用")
    assert WAY not in library.terms.term(NAME).ways
    entry = audit_entries(library.store, kind="term", action="delete")[0]
    assert (entry.detail["note"], entry.detail["concept"]) == ("说法已不用", NAME)
