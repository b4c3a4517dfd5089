from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from policies.evaluation.questions import EvaluationQuestion
from tests.questions import noise

QUESTION = "灵活就业人员社保怎么交"


def test_the_same_question_is_always_spoilt_alike() -> None:
    question = EvaluationQuestion("q1", QUESTION, frozenset({"x"}))
    assert noise.noisy([question]) == noise.noisy([question])


def test_a_homophone_changes_one_character_and_not_its_sound() -> None:
    spoilt = noise.homophone(QUESTION, random.Random(1))
    ((before, after),) = [pair for pair in zip(QUESTION, spoilt, strict=True) if pair[0] != pair[1]]
    assert noise._sound(before) == noise._sound(after)


def test_every_edit_leaves_most_of_the_question() -> None:
    for edit in set(noise.EDITS) - {noise.traditional}:
        spoilt = edit(QUESTION, random.Random(3))
        assert spoilt != QUESTION
        assert len(set(QUESTION) & set(spoilt)) >= len(set(QUESTION)) - 1


def test_traditional_characters_are_the_same_words() -> None:
    assert noise.traditional("医疗保险怎么报销", random.Random(1)) == "醫療保險怎麼報銷"


@given(st.text(min_size=1, max_size=40), st.text())
def test_any_text_can_be_spoilt(text: str, seed: str) -> None:
    assert noise.edited(text, seed)
