"""How far a confidence may be believed: calibration, and what is risked at each coverage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from policies.evaluation.run import Asked

BINS = 10


class Belief(Protocol):
    """A confidence, None where there was none, and whether it was justified."""

    @property
    def confidence(self) -> float | None:
        """The calibrated chance that the first candidate is right."""

    @property
    def first_is_right(self) -> bool:
        """Whether it is."""


@dataclass(frozen=True, slots=True)
class Believed:
    """A belief as plain data."""

    confidence: float | None
    first_is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies in one tenth: mean confidence, share right, how many."""

    confidence: float
    right: float
    questions: int


@dataclass(frozen=True, slots=True)
class Point:
    """Answering from `confidence` on: share of answerable questions answered, and wrong among answered."""

    confidence: float
    coverage: float
    risk: float


def reliability(asked: Iterable[Belief]) -> list[Bin]:
    """Return the bins that hold questions, lowest confidence first.

    Right means that the first candidate is a right pair; a question that no pair answers is never right.
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for each in asked:
        if each.confidence is not None:
            place = min(BINS - 1, int(each.confidence * BINS))
            held.setdefault(place, []).append((each.confidence, each.first_is_right))
    return [_bin(rows) for _, rows in sorted(held.items())]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error (Naeini 2015): mean distance of confidence and share right."""
    total = sum(each.questions for each in bins)
    if not total:
        return None
    return sum(each.questions * abs(each.confidence - each.right) for each in bins) / total


def error_by_chance(bins: Sequence[Bin]) -> float | None:
    """Return the calibration error that a faultless confidence would show in the mean over so many questions.

    Few questions in a bin are right a little more or less often than even the truest chance says. It is the mean
    absolute deviation of a binomial share (de Moivre 1730; Diaconis & Zabell 1991) at each bin's confidence.
    """
    total = sum(each.questions for each in bins)
    if not total:
        return None
    return sum(each.questions * _deviation(each.questions, each.confidence) for each in bins) / total


def _deviation(count: int, chance: float) -> float:
    """Return the mean distance of the share of `count` draws from their `chance`."""
    if not 0 < chance < 1:
        return 0.0
    most = min(count, math.floor(count * chance) + 1)
    ways = math.lgamma(count + 1) - math.lgamma(most + 1) - math.lgamma(count - most + 1)
    logarithm = ways + most * math.log(chance) + (count - most + 1) * math.log(1 - chance)
    return 2 * most * math.exp(logarithm) / count


def risk_coverage(asked: Sequence[Asked]) -> list[Point]:
    """Return the curve of answering the most confident questions first.

    Coverage counts right and wrong answers to answerable questions; risk counts every wrong answer, those
    to questions that no pair answers included.
    """
    answerable = sum(each.question.answerable for each in asked)
    ordered = sorted((each for each in asked if each.confidence is not None), key=_surest_first)
    points, wrong, reached = [], 0, 0
    for number, each in enumerate(ordered, start=1):
        wrong += not each.first_is_right
        reached += each.question.answerable
        if answerable and (number == len(ordered) or _surest_first(ordered[number]) != _surest_first(each)):
            points.append(Point(each.confidence or 0.0, reached / answerable, wrong / number))
    return points


def risk_at(points: Sequence[Point], coverage: float) -> float | None:
    """Return what is risked where the curve first reaches a coverage, None where it never does."""
    return next((each.risk for each in points if each.coverage >= coverage), None)


def _surest_first(each: Asked) -> float:
    return -(each.confidence or 0.0)


def _bin(rows: Sequence[tuple[float, bool]]) -> Bin:
    return Bin(
        confidence=sum(confidence for confidence, _ in rows) / len(rows),
        right=sum(right for _, right in rows) / len(rows),
        questions=len(rows),
    )
