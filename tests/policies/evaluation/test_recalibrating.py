from __future__ import annotations

import math
import random
from dataclasses import replace

from policies.answering.scoring.calibrating import LEAST, REAL, Seen
from policies.answering.scoring.model import Scale, Thresholds, load_model, sigmoid
from policies.evaluation.leaving_out import Learnt
from policies.evaluation.recalibrating import Figures, recalibrated


def learnt(number: int, logit: float, right: bool, single: bool = False) -> Learnt:
    return Learnt(f"pair {number}", Seen(single, logit, logit, right, right, inside=True, barred=False))


def drawn(count: int, scale: Scale, seed: int, single: bool = False) -> list[Learnt]:
    """Questions whose first candidate is right as often as a scale says."""
    chance = random.Random(seed)
    logits = [chance.uniform(-5, 5) for _ in range(count)]
    return [
        learnt(place, logit, chance.random() < scale.probability(logit), single)
        for place, logit in enumerate(logits)
    ]


def test_a_judge_that_believes_too_much_is_calibrated_down_and_the_error_falls() -> None:
    (found,) = recalibrated(load_model(), drawn(300, Scale(0.6, -1.5), seed=1))
    assert (found.name, found.questions) == ("varied", 300)
    assert not found.is_worse
    assert found.after.calibration_error < found.before.calibration_error / 2
    assert found.after.errors < found.before.errors
    assert math.isclose(found.judge.sure.slope, 0.6, abs_tol=0.2)


def test_a_judge_that_was_right_already_comes_out_worse_on_few_questions() -> None:
    model = load_model()
    true = Scale(1.2, 0.4)
    known = replace(model.single, sure=true, near=true, thresholds=Thresholds(0.8, 0.3))
    (found,) = recalibrated(replace(model, single=known), drawn(LEAST, true, seed=3, single=True))
    assert found.after.loss > found.before.loss
    assert found.is_worse


def test_a_judge_of_which_too_few_questions_were_asked_is_left_alone() -> None:
    few = drawn(LEAST - 1, Scale(1.0, 0.0), seed=2, single=True)
    assert [each.name for each in recalibrated(load_model(), few)] == []
    many = [*few, *drawn(LEAST, Scale(1.0, 0.0), seed=2)]
    assert [each.name for each in recalibrated(load_model(), many)] == ["varied"]


def test_more_wrong_answers_than_before_and_than_allowed_are_worse() -> None:
    (found,) = recalibrated(load_model(), drawn(300, Scale(0.6, -1.5), seed=1))
    before = Figures(covered=0.4, wrong=0.04, errors=4, calibration_error=0.1, loss=0.5)
    assert replace(found, before=before, after=replace(before, wrong=0.06, errors=9)).is_worse
    assert not replace(found, before=before, after=replace(before, wrong=REAL.wrong, errors=9)).is_worse
    assert not replace(found, before=before, after=replace(before, wrong=0.5, errors=1)).is_worse


def test_no_question_is_judged_by_numbers_fitted_to_its_own_entry() -> None:
    """Two entries, each right where the other is wrong: fitted to both the loss is small, held out it is not."""
    rows = [learnt(number // 40, 2.0, number >= 40) for number in range(80)]
    (found,) = recalibrated(load_model(), rows)
    assert abs(sigmoid(found.judge.sure.slope * 2.0 + found.judge.sure.intercept) - 0.5) < 0.05
    assert found.after.loss > 1.5
