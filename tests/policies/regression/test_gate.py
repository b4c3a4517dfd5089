"""What makes the set worse is not published before another person has said why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies.content.audit import audit_entries
from policies.content.model import PairState, QaPair
from policies.errors import LibraryError, NoteMissing, WrongState
from policies.library import Library
from policies.regression import gate as gate_module
from policies.regression.cases import Cases, NewCase
from policies.regression.gate import Judged, RegressionGate
from policies.regression.holding import Holding
from policies.regression.model import MakesWorse, SecondPersonNeeded, Verdict
from tests.api.content import PAIR, QUESTION
from tests.policies.regression.conftest import SCHOOL, SCHOOL_QUESTION, TODAY, In, submitted, thief


def harmless(library: Library) -> QaPair:
    return submitted(library, QaPair("图书借阅证丢了怎么补", "到图书馆窗口办理。", region="示范市"))


def held_by(by: In, pair: QaPair, name: str = "吴审核") -> MakesWorse:
    with pytest.raises(MakesWorse) as stopped:
        by(name).approve(pair.id, pair.version)
    return stopped.value


def test_what_makes_nothing_worse_is_published(with_set: Library, by: In) -> None:
    pair = harmless(with_set)
    assert by("吴审核").approve(pair.id, pair.version).pair.state is PairState.PUBLISHED
    assert Holding(with_set.store).every() == []


def test_a_change_that_loses_a_question_is_held_back_and_nothing_is_published(
    with_set: Library, by: In
) -> None:
    pair = thief(with_set)
    error = held_by(by, pair)
    assert (error.count, error.tested, error.total) == (1, 3, 3)
    assert with_set.store.pair(SCHOOL).question == SCHOOL_QUESTION
    (held,) = Holding(with_set.store).every()
    assert (held.id, held.state, held.pairs, held.asked_by) == (
        error.held, "held", ((SCHOOL, pair.version),), "吴审核",
    )  # fmt: skip
    (moved,) = held.moved
    assert (moved.case.text, moved.before) == (SCHOOL_QUESTION, Verdict.RIGHT)
    assert moved.now is not Verdict.RIGHT
    assert audit_entries(with_set.store, action="hold")[0].subject == held.id


def test_trying_again_holds_no_second_batch(with_set: Library, by: In) -> None:
    pair = thief(with_set)
    assert held_by(by, pair).held == held_by(by, pair).held
    assert len(Holding(with_set.store).every()) == 1


def test_a_batch_is_judged_together_and_stopped_together(with_set: Library, by: In) -> None:
    good, bad = harmless(with_set), thief(with_set)
    with pytest.raises(MakesWorse):
        by("吴审核").approve_many([(good.id, good.version), (bad.id, bad.version)])
    assert with_set.store.pair(good.id).state is PairState.IN_REVIEW


def test_a_pair_that_cannot_be_published_for_itself_hinders_no_other(with_set: Library, by: In) -> None:
    good = harmless(with_set)
    gone, done = by("吴审核").approve_many([("q-none", 1), (good.id, good.version)])
    assert isinstance(gone, LibraryError)
    assert not isinstance(done, LibraryError)
    assert done.pair.state is PairState.PUBLISHED


def test_another_person_lets_it_through_with_a_reason(with_set: Library, by: In) -> None:
    pair = thief(with_set)
    held = held_by(by, pair).held
    gate = RegressionGate(with_set, lambda: TODAY)
    ready = [by("郑审核").as_published(pair.id, pair.version)]
    with pytest.raises(SecondPersonNeeded):
        gate.release(held, " 吴审核 ", "就这样", ready)
    with pytest.raises(NoteMissing):
        gate.release(held, "郑审核", " ", ready)
    gate.release(held, "郑审核", "入学改由招生办答复", ready)
    with pytest.raises(WrongState):
        gate.release(held, "郑审核", "再来一次", ready)
    assert by("吴审核").approve(pair.id, pair.version).pair.state is PairState.PUBLISHED
    (entry,) = audit_entries(with_set.store, action="let_through")
    assert (entry.actor, entry.detail["reason"]) == ("郑审核", "入学改由招生办答复")


def test_what_was_let_through_holds_for_these_versions_only(with_set: Library, by: In) -> None:
    pair = thief(with_set)
    held = held_by(by, pair).held
    gate = RegressionGate(with_set, lambda: TODAY)
    gate.release(held, "郑审核", "知道了", [by("郑审核").as_published(pair.id, pair.version)])
    again = submitted(with_set, replace(pair, summary="由城管部门维修。"), pair.version)
    assert again.version > pair.version
    held_by(by, again)


def test_more_that_gets_worse_meanwhile_is_shown_before_it_is_let_through(with_set: Library, by: In) -> None:
    pair = thief(with_set)
    held = held_by(by, pair).held
    Cases(with_set.store).add([NewCase("孩子多大可以上小学", (SCHOOL,), region="示范市")], "李编辑")
    gate = RegressionGate(with_set, lambda: TODAY)
    ready = [by("郑审核").as_published(pair.id, pair.version)]
    with pytest.raises(MakesWorse):
        gate.release(held, "郑审核", "知道了", ready)
    assert len(Holding(with_set.store).read(held).moved) == 2
    gate.release(held, "郑审核", "知道了", ready)


def test_a_site_without_a_set_is_not_stopped(library: Library) -> None:
    gate = RegressionGate(library, lambda: TODAY)
    pair = library.store.pair(SCHOOL)
    gate.demand([replace(pair, question="别的事", similar=())], "吴审核")
    assert gate.judge([pair]) == Judged(0, 0, ())


def test_the_library_answers_as_before_after_a_preview(with_set: Library) -> None:
    pair = with_set.store.pair(PAIR)
    judged = RegressionGate(with_set, lambda: TODAY).judge([replace(pair, question="别的", similar=())])
    assert judged.is_worse
    from policies.answering.inquiry import Question

    answer = with_set.ask(Question(QUESTION, TODAY, region="示范市")).answer
    assert answer is not None
    assert answer.qa_id == PAIR


def test_a_large_set_is_sampled_and_says_so(with_set: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_module, "MOST_TESTED", 1)
    pair = with_set.store.pair(SCHOOL)
    judged = RegressionGate(with_set, lambda: TODAY).judge([replace(pair, question="别的", similar=())])
    assert (judged.tested, judged.total) == (1, 3)
    assert judged.worse[0].case.text == SCHOOL_QUESTION


def test_time_is_bounded(with_set: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_module, "LONGEST_S", 0.0)
    judged = RegressionGate(with_set, lambda: TODAY).judge([with_set.store.pair(SCHOOL)])
    assert (judged.tested, judged.total) == (1, 3)
