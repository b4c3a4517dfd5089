from __future__ import annotations

import pytest

from policies.answering.inquiry import Answer, Outcome
from policies.language.normalise import normalise
from policies.wording import say
from tests.questions.routes import ORDINARY, OUTCOMES, WORDINGS, Routed, measure_routes, sentences, taken_for


def test_the_halves_share_no_sentence() -> None:
    dev = {normalise(text) for _, text in sentences("dev")}
    test = [normalise(text) for _, text in sentences("test")]
    assert not dev & set(test)
    assert len(test) == len(set(test))


@pytest.mark.parametrize("name", [*OUTCOMES, *WORDINGS])
def test_every_class_is_tested_by_sixty_sentences(name: str) -> None:
    assert sum(meant == name for meant, _ in sentences("test")) >= 60


def test_three_hundred_ordinary_questions_must_stay() -> None:
    assert sum(meant == ORDINARY for meant, _ in sentences("test")) >= 300


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in WORDINGS.items() for key in keys])
def test_classes_that_end_alike_are_told_by_their_wording(name: str, key: str) -> None:
    summary = say(f"answering.routes.{key}.summary")
    assert taken_for(Answer(Outcome.OUT_OF_SCOPE, 1.0, summary)) == name


def test_an_honest_no_is_no_leading_away() -> None:
    assert taken_for(Answer(Outcome.NOT_FOUND, 0.0, "没有找到")) == ORDINARY


def test_recall_precision_and_the_ordinary_led_away_are_counted() -> None:
    figures = measure_routes(
        [
            Routed("着火了", "emergency", "emergency"),
            Routed("有人落水", "emergency", ORDINARY),
            Routed("火灾保险补贴", ORDINARY, "emergency"),
            Routed("低保标准", ORDINARY, ORDINARY),
        ]
    )
    emergency = figures["classes"]["emergency"]
    assert (emergency["recall"], emergency["precision"]) == (0.5, 0.5)
    assert emergency["missed_as"] == {ORDINARY: 1}
    assert (figures["ordinary_led_away"], figures["accuracy"]) == (0.5, 0.5)
