from __future__ import annotations

import pytest

from policies.answering.inquiry import Answer, Outcome
from policies.answering.route_sentences import sentences as learned_from
from policies.language.normalise import normalise
from policies.wording import say
from tests.questions.report import routed
from tests.questions.routes import (
    ORDINARY,
    OUTCOMES,
    WORDINGS,
    Half,
    Routed,
    measure_routes,
    sentences,
    taken_for,
)

HALVES: tuple[Half, ...] = ("dev", "test", "week")


def test_no_sentence_stands_in_two_sets() -> None:
    every = [normalise(text) for half in HALVES for _, text in sentences(half)]
    assert len(every) == len(set(every))


def test_what_is_tested_was_not_learned() -> None:
    learned = {normalise(each.text) for each in learned_from()}
    told = [text for half in ("test", "week") for _, text in sentences(half)]
    assert [text for text in told if normalise(text) in learned] == []


@pytest.mark.parametrize("half", ["test", "week"])
@pytest.mark.parametrize("name", [*OUTCOMES, *WORDINGS])
def test_every_class_is_tested_by_sixty_sentences(name: str, half: Half) -> None:
    assert sum(meant == name for meant, _ in sentences(half)) >= 60


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


def test_a_column_over_other_sentences_says_how_many() -> None:
    figures = {"recall": 0.975, "precision": 1.0, "sentences": 80}
    assert routed(figures, 80) == "97.5 / 100.0"
    assert routed(figures, 149) == "97.5 / 100.0 of 80"
