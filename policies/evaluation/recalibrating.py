"""Whether a site's own questions calibrate a judge better: measured on questions that were not fitted to."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policies.answering.scoring.calibrating import LEAST, REAL, Seen, refitted, table
from policies.answering.scoring.model import Judge, Model, Scale
from policies.answering.scoring.site import JUDGES
from policies.evaluation.confidence import Believed, calibration_error, reliability
from policies.evaluation.leaving_out import Learnt

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What a judge does with questions.

    Attributes:
        covered: share answered directly of the questions that a pair answers.
        wrong: share of wrong ones among those answered directly.
        errors: how many those are.
        calibration_error: mean distance of confidence and share right, ten bins.
        loss: mean log loss of both of its chances, the less the better.
    """

    covered: float
    wrong: float
    errors: int
    calibration_error: float
    loss: float


@dataclass(frozen=True, slots=True)
class Recalibrated:
    """A judge before and after.

    Attributes:
        name: which judge.
        questions: how many it was fitted to.
        judge: the new one.
        before: figures of the judge in effect.
        after: figures by cross-validation: each question is judged by numbers fitted without its entry.
    """

    name: str
    questions: int
    judge: Judge
    before: Figures
    after: Figures

    @property
    def is_worse(self) -> bool:
        """Whether it believes worse than before, or answers more wrongly than before and than is allowed."""
        before, after = self.before, self.after
        more_errors = after.errors > before.errors and after.wrong > max(before.wrong, REAL.wrong)
        return more_errors or after.loss > before.loss


def recalibrated(model: Model, learnt: Sequence[Learnt]) -> list[Recalibrated]:
    """Return the judges of which enough questions were asked, fitted anew; none where they are too few."""
    found = []
    for name in JUDGES:
        own = [each for each in learnt if each.seen.single is (name == "single")]
        if len(own) >= LEAST:
            found.append(_recalibrated(name, getattr(model, name), own))
    return found


def _recalibrated(name: str, judge: Judge, learnt: Sequence[Learnt]) -> Recalibrated:
    every = [each.seen for each in learnt]
    before = _figures([(judge, every)])
    after = _figures(list(_held_out(judge, learnt)))
    return Recalibrated(name, len(every), refitted(judge, every), before, after)


def _held_out(judge: Judge, learnt: Sequence[Learnt], seed: int = 7) -> Iterator[tuple[Judge, list[Seen]]]:
    """Give judges with the questions that they were not fitted to; an entry is never parted."""
    entries = sorted({each.entry for each in learnt})
    random.Random(seed).shuffle(entries)  # noqa: S311 - parting questions, not secrets
    fold = {entry: place % FOLDS for place, entry in enumerate(entries)}
    for number in range(FOLDS):
        held = [each.seen for each in learnt if fold[each.entry] == number]
        rest = [each.seen for each in learnt if fold[each.entry] != number]
        if held and rest:
            yield refitted(judge, rest), held


def _figures(judged: Sequence[tuple[Judge, list[Seen]]]) -> Figures:
    covered = inside = 0.0
    answered = wrong = 0
    for judge, seen in judged:
        (line,) = table(judge, seen, [judge.thresholds.high])
        of_those = sum(each.inside for each in seen)
        given = [each for each in seen if _answers(judge, each)]
        inside, covered = inside + of_those, covered + line.covered * of_those
        answered, wrong = answered + len(given), wrong + sum(not each.right for each in given)
    beliefs = [
        Believed(judge.sure.probability(each.logit), each.right) for judge, seen in judged for each in seen
    ]
    loss = _loss(judged, lambda judge, each: (judge.sure, each.logit, each.right))
    loss += _loss(judged, lambda judge, each: (judge.near, each.offer, each.near))
    return Figures(
        covered / max(1.0, inside),
        wrong / max(1, answered),
        wrong,
        calibration_error(reliability(beliefs)) or 0.0,
        loss / 2,
    )


def _answers(judge: Judge, each: Seen) -> bool:
    return not each.barred and judge.sure.probability(each.logit) >= judge.thresholds.high


def _loss(
    judged: Sequence[tuple[Judge, list[Seen]]], part: Callable[[Judge, Seen], tuple[Scale, float, bool]]
) -> float:
    """Return the mean log loss of one of a judge's chances."""
    losses = []
    for judge, seen in judged:
        for each in seen:
            scale, logit, right = part(judge, each)
            chance = min(1 - 1e-6, max(1e-6, scale.probability(logit)))
            losses.append(-math.log(chance if right else 1 - chance))
    return sum(losses) / max(1, len(losses))
