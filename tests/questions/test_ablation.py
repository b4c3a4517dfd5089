from __future__ import annotations

from pathlib import Path

import pytest

from policies.answering.inquiry import Question
from policies.content.model import PairState, QaPair
from policies.evaluation.questions import EvaluationQuestion
from policies.library import Library
from tests.questions.ablation import PARTS, measure, taken
from tests.questions.rounds import TODAY, Round, empty_library

ASKED = "俺的居住证拿租房合同去哪弄"


def filled(library: Library) -> Library:
    with library.store.writing("test") as write:
        for name, question, answer in (
            ("a", "居住证如何办理", "携带房屋租赁合同到派出所。"),
            ("b", "护照如何办理", "携带照片到窗口。"),
        ):
            write.pair(QaPair(question, answer, external_id=name, state=PairState.PUBLISHED))
    return library


def score(library: Library) -> float:
    return library.candidates(Question(ASKED, asked_on=TODAY))[0].score


@pytest.mark.parametrize(
    "part", ["single characters", "pairs of characters", "pinyin", "words", "the answer's text"]
)
def test_a_part_that_is_taken_away_counts_no_more_and_comes_back(part: str, tmp_path: Path) -> None:
    with empty_library(tmp_path) as library:
        whole = score(filled(library))
        with taken(library, part):
            assert score(library) < whole
        assert score(library) == whole


def test_what_words_mean_is_taken_away_and_comes_back(tmp_path: Path) -> None:
    def meant(library: Library) -> float:
        return library.candidates(Question(ASKED, asked_on=TODAY))[0].parts["meaning"]

    with empty_library(tmp_path) as library:
        whole = meant(filled(library))
        with taken(library, "what words mean"):
            assert meant(library) == 0
        assert meant(library) == whole > 0


def test_every_part_is_measured_on_the_same_questions(tmp_path: Path) -> None:
    with empty_library(tmp_path) as library:
        asked = Round([EvaluationQuestion("1", ASKED, frozenset({"a"}))], [])
        found = measure(filled(library), iter([asked]))
    assert found.keys() == {*PARTS, "ordering the head anew"}
    assert found["nothing"] == (1.0, 1.0)
