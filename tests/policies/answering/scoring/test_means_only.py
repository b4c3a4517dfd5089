"""A pair that is near by meaning alone never answers unasked."""

from __future__ import annotations

import pytest

from policies.answering.scoring.candidates import means_only


@pytest.mark.parametrize(
    ("question", "told", "alone"), [(0.18, 0.04, True), (0.18, 0.3, False), (0.4, 0.04, False)]
)
def test_words_that_a_pair_neither_asks_nor_says_leave_meaning_alone(
    question: float, told: float, alone: bool
) -> None:
    assert means_only({"question": question, "told": told}) is alone
