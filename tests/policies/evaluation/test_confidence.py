from __future__ import annotations

from math import comb

import pytest

from policies.answering.inquiry import Outcome
from policies.evaluation.confidence import (
    Bin,
    calibration_error,
    error_by_chance,
    reliability,
    risk_at,
    risk_coverage,
)
from tests.policies.evaluation.conftest import asked


def test_the_calibration_error_is_the_mean_distance_of_confidence_and_share_right() -> None:
    sure = [asked(1 if number < 6 else 2, Outcome.ANSWERED, confidence=0.9) for number in range(10)]
    unsure = [asked(1, Outcome.CLARIFY, confidence=0.15), asked(None, Outcome.CLARIFY, confidence=0.15)]
    bins = reliability([*sure, *unsure])
    assert [each.questions for each in bins] == [2, 10]
    assert calibration_error(bins) == pytest.approx((10 * 0.3 + 2 * 0.35) / 12)


@pytest.mark.parametrize(("count", "chance"), [(1, 0.5), (7, 0.3), (20, 0.86), (3, 0.99)])
def test_the_error_by_chance_is_the_mean_over_all_that_may_come(count: int, chance: float) -> None:
    every = [comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(count + 1)]
    mean = sum(weight * abs(k / count - chance) for k, weight in enumerate(every))
    assert error_by_chance([Bin(chance, 0.0, count)]) == pytest.approx(mean)


def test_the_error_by_chance_weighs_bins_by_their_questions_and_fades_with_many() -> None:
    few, many = [Bin(0.7, 0.0, 10)], [Bin(0.7, 0.0, 100_000)]
    assert error_by_chance(many) == pytest.approx(0.0, abs=0.002)
    both = error_by_chance([*few, Bin(1.0, 1.0, 30)])
    assert both == pytest.approx((error_by_chance(few) or 0) / 4)
    assert error_by_chance([]) is None


def test_full_confidence_falls_into_the_last_bin() -> None:
    (only,) = reliability([asked(1, Outcome.ANSWERED, confidence=1.0)])
    assert (only.confidence, only.right) == (1.0, 1.0)


def test_a_question_that_was_led_away_has_no_confidence_to_judge() -> None:
    assert calibration_error(reliability([asked(None, Outcome.EMERGENCY, confidence=None)])) is None


def test_the_curve_counts_wrong_answers_to_questions_that_no_pair_answers() -> None:
    points = risk_coverage(
        [
            asked(1, Outcome.ANSWERED, confidence=0.9),
            asked(None, Outcome.ANSWERED, confidence=0.8, answerable=False),
            asked(1, Outcome.CLARIFY, confidence=0.7),
        ]
    )
    assert [(each.coverage, each.risk) for each in points] == [
        (0.5, 0.0),
        (0.5, 0.5),
        (1.0, pytest.approx(1 / 3)),
    ]
    assert risk_at(points, 0.4) == 0.0
    assert risk_at(points, 0.6) == pytest.approx(1 / 3)


def test_questions_of_one_confidence_are_answered_together() -> None:
    points = risk_coverage([asked(1, Outcome.ANSWERED), asked(2, Outcome.ANSWERED)])
    assert [(each.coverage, each.risk) for each in points] == [(1.0, 0.5)]


def test_a_coverage_that_is_never_reached_has_no_risk() -> None:
    points = risk_coverage(
        [
            asked(1, Outcome.ANSWERED),
            asked(None, Outcome.COMPLAINT, confidence=None),
            asked(2, Outcome.CLARIFY),
        ]
    )
    assert risk_at(points, 0.9) is None
