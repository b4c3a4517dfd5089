"""Putting the judges' logits on the scale of real questions: two numbers and the thresholds that follow.

Training asks our own pairs in harder words than people use; from some sixty real questions with their right
pairs the two Platt numbers of a judge are fitted anew (Platt 1999, with his smoothed targets), nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from policies.answering.inquiry import Candidate
from policies.answering.scoring.candidates import barred
from policies.answering.scoring.head import first_places
from policies.answering.scoring.model import Judge, Model, Scale, Thresholds

LEAST = 60
OFFERED = 3
# Of questions whose pair is among the first three this share may be withheld.
MOST_WITHHELD = 0.02
LEAST_OUTSIDE = 20
_STEPS = [step / 100 for step in range(50, 99)]
_LOW_STEPS = [step / 100 for step in range(5, 51)]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a threshold of answering keeps to.

    Attributes:
        wrong: of what is answered directly at most this share may be wrong.
        expected: the same by the judge's own expectation, which is steadier than a share of few questions.
        near: of questions that no pair answers but one comes near, at most this share may be answered.
    """

    wrong: float
    expected: float
    near: float


# For an operator's confirmed questions, and for those of the demonstration library: few of its pairs are as alike as a
# real library's, where more answers are wrong, so it keeps to less than half of that.
REAL, OWN = Limits(0.03, 0.03, 0.04), Limits(0.0125, 0.03, 0.03)


@dataclass(frozen=True, slots=True)
class Seen:
    """A real question and what the library made of it.

    Attributes:
        single: which judge judged it.
        logit: of the first candidate being right.
        offer: logit of one of the first three being right.
        right: whether the first is.
        near: whether one of the first three is.
        inside: whether any pair answers it.
        barred: whether a sign bars the first candidate from answering.
    """

    single: bool
    logit: float
    offer: float
    right: bool
    near: bool
    inside: bool
    barred: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What one threshold gives.

    Attributes:
        threshold: answers from this confidence on.
        covered: share answered of the questions that a pair answers.
        wrong: share of wrong ones among those answered.
        outside: share answered of the questions that no pair answers.
    """

    threshold: float
    covered: float
    wrong: float
    outside: float


def see(candidates: Sequence[Candidate], right: Collection[str]) -> Seen | None:
    """Return what became of a question; None where nothing was found or a stored question was asked word for word."""
    if not candidates or candidates[0].parts.get("verbatim"):
        return None
    parts = candidates[0].parts
    offered = first_places([each.question for each in candidates])[:OFFERED]
    return Seen(
        single=bool(parts.get("single")),
        logit=parts["logit"],
        offer=parts["offer_logit"],
        right=candidates[0].qa_id in right,
        near=any(candidates[place].qa_id in right for place in offered),
        inside=bool(right),
        barred=barred(parts),
    )


def calibrated(model: Model, seen: Iterable[Seen]) -> Model:
    """Return the model with the judges calibrated anew of which enough of our own questions were seen."""
    both = list(seen)
    singles, others = [each for each in both if each.single], [each for each in both if not each.single]
    return replace(
        model,
        single=refitted(model.single, singles, OWN) if len(singles) >= LEAST else model.single,
        varied=refitted(model.varied, others, OWN) if len(others) >= LEAST else model.varied,
    )


def refitted(judge: Judge, seen: Sequence[Seen], limits: Limits = REAL) -> Judge:
    """Return a judge with its two scales and its thresholds fitted to what was seen; its weights stay."""
    sure = platt([each.logit for each in seen], [each.right for each in seen])
    near = platt([each.offer for each in seen], [each.near for each in seen])
    fresh = replace(judge, sure=sure, near=near)
    return replace(fresh, thresholds=Thresholds(_high(fresh, seen, limits), _low(fresh, seen)))


def table(judge: Judge, seen: Sequence[Seen], steps: Iterable[float] = _STEPS) -> list[Line]:
    """Return what thresholds give on questions of one judge."""
    sure = [(judge.sure.probability(each.logit), each) for each in seen if not each.barred]
    inside = sum(each.inside for each in seen)
    lines = []
    for threshold in steps:
        given = [each for value, each in sure if value >= threshold]
        known = sum(each.inside for each in given)
        wrong = sum(not each.right for each in given)
        lines.append(
            Line(
                threshold,
                known / max(1, inside),
                wrong / max(1, len(given)),
                (len(given) - known) / max(1, len(seen) - inside),
            )
        )
    return lines


def platt(logits: Sequence[float], labels: Sequence[bool]) -> Scale:
    """Return the scale that fits best: Newton's method with backtracking (Lin, Lin & Weng 2007).

    A judge whose logits speak against what they stand for gets slope 0: the share of right ones, whatever it says.
    """
    yes = sum(labels)
    high, low = (yes + 1) / (yes + 2), 1 / (len(labels) - yes + 2)
    targets = [high if label else low for label in labels]
    flat = scale = Scale(0.0, math.log((yes + 1) / (len(labels) - yes + 1)))
    for _ in range(100):
        nearer = _nearer(scale, logits, targets)
        if nearer is None:
            break
        scale = nearer
    scale = scale if scale.slope > 0 else flat
    return Scale(round(scale.slope, 4), round(scale.intercept, 4))


def _nearer(scale: Scale, logits: Sequence[float], targets: Sequence[float]) -> Scale | None:
    """Return a scale that fits better, a step or a part of one away; None at the best."""
    slope, intercept = _newton(scale, logits, targets)
    misfit, part = _misfit(scale, logits, targets), 1.0
    while max(abs(slope), abs(intercept)) * part > 1e-7:
        other = Scale(scale.slope - part * slope, scale.intercept - part * intercept)
        if _misfit(other, logits, targets) < misfit:
            return other
        part /= 2
    return None


def _misfit(scale: Scale, logits: Sequence[float], targets: Sequence[float]) -> float:
    """Return the log loss of a scale; each term is log(1 + e^x) - t·x, without overflow."""
    total = 0.0
    for logit, target in zip(logits, targets, strict=True):
        value = scale.slope * logit + scale.intercept
        total += max(value, 0.0) + math.log1p(math.exp(-abs(value))) - target * value
    return total


def _newton(scale: Scale, logits: Sequence[float], targets: Sequence[float]) -> tuple[float, float]:
    first = second = 0.0
    slopes = mixed = intercepts = 1e-6
    for logit, target in zip(logits, targets, strict=True):
        chance = scale.probability(logit)
        first += (chance - target) * logit
        second += chance - target
        spread = chance * (1 - chance)
        slopes += spread * logit * logit
        mixed += spread * logit
        intercepts += spread
    determinant = slopes * intercepts - mixed * mixed
    if determinant < 1e-12 or not math.isfinite(determinant):
        return 0.0, 0.0
    return (
        (intercepts * first - mixed * second) / determinant,
        (slopes * second - mixed * first) / determinant,
    )


def _high(judge: Judge, seen: Sequence[Seen], limits: Limits) -> float:
    """Return the least threshold that keeps to what may be wrong, by what was seen and by what is expected."""
    outside = sum(not each.inside for each in seen)
    values = [judge.sure.probability(each.logit) for each in seen if not each.barred]
    for line in table(judge, seen):
        given = [value for value in values if value >= line.threshold]
        expected = sum(1 - value for value in given) / max(1, len(given))
        near = line.outside if outside >= LEAST_OUTSIDE else 0.0
        if line.wrong <= limits.wrong and expected <= limits.expected and near <= limits.near:
            return line.threshold
    return _STEPS[-1]


def _low(judge: Judge, seen: Sequence[Seen]) -> float:
    """Return the greatest chance from which on buttons are offered, withholding few right ones."""
    chances = [judge.near.probability(each.offer) for each in seen if each.near]
    for step in reversed(_LOW_STEPS):
        if sum(chance < step for chance in chances) <= MOST_WITHHELD * len(chances):
            return step
    return _LOW_STEPS[0]
