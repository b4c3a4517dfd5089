"""Somebody says where they are: remembered, and the last question is answered for that place."""

from __future__ import annotations

import pytest

from policies.answering.inquiry import Outcome, Turn
from tests.policies.answering.conftest import Counter


@pytest.mark.parametrize(
    "text", ["我在云川区", "换成云川区呢？", "我是云川的", "那云川区呢", "按云川区的规定"]
)
def test_a_place_alone_is_taken_up(counter: Counter, text: str) -> None:
    answer = counter.ask(text)
    assert answer.outcome is Outcome.NEEDS_DETAIL
    assert answer.region == "示范市云川区"
    assert "云川区" in answer.summary


def test_the_last_question_is_answered_for_the_new_place(counter: Counter) -> None:
    question = "高龄津贴每人每月发多少钱"
    first = counter.ask(question)
    turn = Turn(question, first.qa_id, None, "养老")
    moved = counter.ask("换成临港区呢", history=(turn,))
    assert moved.outcome is first.outcome
    assert moved.region == "示范市临港区"
    assert moved.summary == first.summary


def test_a_question_that_names_a_place_stays_a_question(counter: Counter) -> None:
    answer = counter.ask("云川区高龄津贴每人每月发多少钱")
    assert answer.outcome is not Outcome.NEEDS_DETAIL
    assert answer.region == "示范市云川区"


def test_a_wish_for_another_place_is_asked_back_with_the_places(counter: Counter) -> None:
    answer = counter.ask("换个地区")
    assert answer.outcome is Outcome.NEEDS_DETAIL
    assert [choice.label for choice in answer.choices] == ["示范市云川区", "示范市临港区"]
    assert {choice.kind for choice in answer.choices} == {"region"}


def test_an_emergency_with_a_place_stays_an_emergency(counter: Counter) -> None:
    assert counter.ask("我在云川区家里着火了").outcome is Outcome.EMERGENCY
