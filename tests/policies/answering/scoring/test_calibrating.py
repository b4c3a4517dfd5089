from __future__ import annotations

import math
import random

from policies.answering.scoring.calibrating import platt
from policies.answering.scoring.model import Scale


def test_the_scale_that_made_the_labels_is_found_again() -> None:
    chance, true = random.Random(5), Scale(1.3, 1.8)
    logits = [chance.gauss(-1, 3) for _ in range(3000)]
    found = platt(logits, [chance.random() < true.probability(each) for each in logits])
    assert math.isclose(found.slope, 1.3, abs_tol=0.15)
    assert math.isclose(found.intercept, 1.8, abs_tol=0.2)


def test_labels_that_are_all_the_same_and_far_from_what_was_believed_give_their_share() -> None:
    """Newton's method alone leaps away from here: every chance is nearly one, every label is no."""
    found = platt([5 + place / 100 for place in range(60)], [False] * 60)
    assert 0.0 < found.probability(5.3) < 0.05


def test_logits_that_speak_against_what_they_stand_for_are_not_followed() -> None:
    found = platt([-3.0] * 30 + [3.0] * 30, [True] * 30 + [False] * 30)
    assert found == Scale(0.0, 0.0)
