"""What is switched off does not answer, by no way; an emergency is always led on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policies.answering.desk import build_desk
from policies.answering.halting import Halts
from policies.answering.inquiry import Outcome, Question
from policies.answering.shelf import Shelf
from policies.answering.suggest import Suggestions
from policies.content.department_moves import DepartmentMoves
from policies.content.service.settings import ServiceSettings
from policies.content.service.switches import Reach, Switches
from policies.language.entities import EntityReader
from tests.policies.answering.conftest import TODAY, Counter

ASKED = "高龄津贴每个月多少钱"


class Halted:
    """A desk whose switches can be moved."""

    def __init__(self, counter: Counter, reader: EntityReader) -> None:
        self.moment = datetime.now(UTC)
        self.switches = Switches(ServiceSettings(counter.store.engine), counter.store)
        self.shelf = Shelf(counter.store, counter.index, Halts(self.switches.now, lambda: self.moment))
        desk = build_desk(counter.index, counter.store, reader, shelf=self.shelf)
        self.counter = Counter(counter.store, counter.index, desk)

    def off(self, reach: Reach, target: str = "", until: datetime | None = None) -> str:
        return self.switches.off(reach, target, until, "管理员", "答复有误").id


@pytest.fixture
def halted(counter: Counter, reader: EntityReader) -> Halted:
    counter.store.save_pair(replace(counter.store.pair("q-allowance"), category="养老/高龄津贴"))
    counter.index.follow(counter.store)
    return Halted(counter, reader)


@pytest.mark.parametrize(
    ("reach", "target"),
    [
        (Reach.PAIR, "q-allowance"),
        (Reach.MATTER, "养老"),
        (Reach.DOCUMENT, "p-new"),
        (Reach.ALL, ""),
    ],
)
def test_what_is_off_is_not_answered_and_the_way_on_is_told(
    halted: Halted, reach: Reach, target: str
) -> None:
    assert halted.counter.ask(ASKED).outcome is Outcome.ANSWERED
    switch = halted.off(reach, target)
    answer = halted.counter.ask(ASKED)
    assert answer.outcome is Outcome.PAUSED
    assert "100元" not in answer.summary
    assert "12345" in answer.summary
    assert "12345" in answer.speech
    assert [each.kind for each in answer.choices] == ["handoff"]
    assert not answer.citations
    assert not answer.detail
    halted.switches.on(switch, "管理员", "已改正")
    assert halted.counter.ask(ASKED).outcome is Outcome.ANSWERED


def test_another_pair_is_answered_meanwhile(halted: Halted) -> None:
    halted.off(Reach.PAIR, "q-allowance")
    assert halted.counter.ask("居民医保怎么缴费").outcome is Outcome.ANSWERED


def test_a_department_is_off_by_each_of_its_names_and_is_named_with_its_number(halted: Halted) -> None:
    halted.off(Reach.DEPARTMENT, "市医保局")
    answer = halted.counter.ask("居民医保怎么缴费")
    assert answer.outcome is Outcome.PAUSED
    assert "示范市医疗保障局" in answer.summary
    assert "0000-88801001" in answer.summary
    switch = halted.switches.now()[0]
    halted.switches.on(switch.id, "管理员", "已核对")
    assert halted.counter.ask("居民医保怎么缴费").outcome is Outcome.ANSWERED


def test_a_department_stays_off_under_a_name_that_it_gets_later(halted: Halted) -> None:
    halted.off(Reach.DEPARTMENT, "示范市医疗保障局")
    DepartmentMoves(halted.counter.store, "管理员").rename("示范市医疗保障局", "示范市医保服务局", "机构改革")
    assert halted.counter.store.pair("q-residents").department == "示范市医保服务局"
    assert halted.counter.ask("居民医保怎么缴费").outcome is Outcome.PAUSED


def test_a_button_of_an_earlier_card_does_not_answer_either(halted: Halted) -> None:
    halted.off(Reach.PAIR, "q-allowance")
    assert halted.counter.ask(ASKED, choice="q-allowance").outcome is Outcome.PAUSED


def test_a_document_that_is_off_is_not_quoted(halted: Halted) -> None:
    assert halted.counter.ask("高龄津贴的资格核查由谁负责").outcome is Outcome.QUOTED
    halted.off(Reach.DOCUMENT, "p-new")
    assert halted.counter.ask("高龄津贴的资格核查由谁负责").outcome is Outcome.PAUSED
    assert halted.counter.ask("示民规〔2026〕1号还有效吗").outcome is Outcome.PAUSED


def test_a_pair_that_is_off_is_neither_offered_nor_suggested(halted: Halted) -> None:
    suggestions = Suggestions(halted.counter.index, halted.shelf)
    assert "q-allowance" in {each.qa_id for each in suggestions.of("高龄津贴", asked_on=TODAY).pairs}
    halted.off(Reach.PAIR, "q-allowance")
    assert "q-allowance" not in {each.qa_id for each in suggestions.of("高龄津贴", asked_on=TODAY).pairs}
    answer = halted.counter.ask("高龄津贴")
    assert "q-allowance" not in {each.qa_id for each in (*answer.choices, *answer.related)}
    assert answer.qa_id != "q-allowance"


@pytest.mark.parametrize("words", ["家里着火了怎么办", "有人晕倒了没有呼吸", "我不想活了"])
def test_an_emergency_is_led_on_while_all_is_off(halted: Halted, words: str) -> None:
    halted.off(Reach.ALL)
    answer = halted.counter.ask(words)
    assert answer.outcome is Outcome.EMERGENCY
    assert all(number in answer.summary for number in ("110", "119", "120"))


def test_a_person_is_still_reached_while_all_is_off(halted: Halted) -> None:
    halted.off(Reach.ALL)
    assert halted.counter.ask("转人工").outcome is Outcome.HANDOFF


def test_staff_look_up_while_all_is_off_but_not_what_is_off_by_itself(halted: Halted) -> None:
    suggestions = Suggestions(halted.counter.index, halted.shelf)

    def found(viewer: str) -> set[str]:
        pairs = suggestions.of("高龄津贴", asked_on=TODAY, viewer=viewer).pairs  # type: ignore[arg-type]
        return {each.qa_id for each in pairs}

    switch = halted.off(Reach.ALL)
    assert found("citizen") == set()
    assert "q-allowance" in found("staff")
    halted.switches.on(switch, "管理员", "恢复")
    halted.off(Reach.PAIR, "q-allowance")
    assert "q-allowance" not in found("staff")


def test_answering_goes_on_by_itself_when_the_time_is_over(halted: Halted) -> None:
    until = datetime.now(UTC) + timedelta(hours=2)
    halted.off(Reach.PAIR, "q-allowance", until)
    told = halted.counter.ask(ASKED)
    assert told.outcome is Outcome.PAUSED
    assert "恢复" in told.summary
    halted.moment = until
    assert halted.counter.ask(ASKED).outcome is Outcome.ANSWERED


def test_the_trace_names_the_switch(halted: Halted) -> None:
    switch = halted.off(Reach.PAIR, "q-allowance")
    inquiry = halted.counter.desk.answer(Question(ASKED, TODAY))
    assert any(switch in step.finding for step in inquiry.trace)
