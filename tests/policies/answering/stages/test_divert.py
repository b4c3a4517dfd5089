"""Pairs before routes of little weight; what weighs much goes its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policies.answering.inquiry import Answer, Candidate, Inquiry, Outcome, Question, Reading
from policies.answering.shelf import Shelf
from policies.answering.stages.divert import Divert
from policies.language.normalise import normalise
from tests.policies.answering.conftest import Counter

PARK = "想周末去香樟公园，微信上怎么提前约"
CAR = "车借给朋友闯了红灯，那个分会不会扣到我头上"
JOKE = "给我讲个笑话吧，我好无聊"
FATHER = "我爸名下有两间门面，能给我一间吗"
NEIGHBOUR = "我想知道隔壁老刘退休金一个月领多少"


@pytest.mark.parametrize(
    ("text", "route", "draft", "offer", "end"),
    [
        (PARK, "off_topic", Outcome.ANSWERED, 0.95, None),
        (PARK, "off_topic", Outcome.CLARIFY, 0.95, None),
        (JOKE, "off_topic", Outcome.CLARIFY, 0.95, Outcome.OUT_OF_SCOPE),
        (CAR, "privacy", Outcome.CLARIFY, 0.9, None),
        (CAR, "privacy", Outcome.CLARIFY, 0.5, Outcome.OUT_OF_SCOPE),
        (FATHER, "privacy", Outcome.ANSWERED, 0.95, None),
        (FATHER, "privacy", Outcome.ANSWERED, 0.5, Outcome.OUT_OF_SCOPE),
        (NEIGHBOUR, "privacy", Outcome.CLARIFY, 0.95, Outcome.OUT_OF_SCOPE),
        (NEIGHBOUR, "privacy", Outcome.ANSWERED, 0.95, Outcome.OUT_OF_SCOPE),
    ],
)
def test_a_pair_goes_before_a_route_that_weighs_little(
    counter: Counter, text: str, route: str, draft: Outcome, offer: float, end: Outcome | None
) -> None:
    inquiry = Inquiry(
        Question(text, asked_on=date(2026, 11, 27)),
        Reading(text=normalise(text), route=route),
        candidates=(Candidate("q-1", "问", "问", 0.5, {"offer": offer, "core_of_asked": 0.2}),),
        draft=Answer(draft, 0.9, "答", qa_id="q-1"),
    )
    answer = Divert(Shelf(counter.store, counter.index))(inquiry).answer
    assert (answer.outcome if answer else None) == end


def test_what_weighs_little_and_no_pair_comes_near_is_asked_of_the_documents_first(counter: Counter) -> None:
    shelf = Shelf(counter.store, counter.index)
    asked = Inquiry(Question(CAR, asked_on=date(2026, 11, 27)), Reading(text=normalise(CAR), route="privacy"))
    first, last = Divert(shelf, awaits_documents=True), Divert(shelf)
    assert first(asked).answer is None
    told = last(asked).answer
    assert told is not None
    assert told.outcome is Outcome.OUT_OF_SCOPE
    quoted = replace(asked, draft=Answer(Outcome.QUOTED, 0.9, "第三条写明：谁开车记谁的分。"))
    assert last(quoted).answer is None


@pytest.mark.parametrize(("text", "route"), [(NEIGHBOUR, "privacy"), (JOKE, "off_topic")])
def test_what_weighs_much_and_small_talk_wait_for_no_document(
    counter: Counter, text: str, route: str
) -> None:
    asked = Inquiry(Question(text, asked_on=date(2026, 11, 27)), Reading(text=normalise(text), route=route))
    assert Divert(Shelf(counter.store, counter.index), awaits_documents=True)(asked).answer is not None
