"""The weights of ranking, confidence and quoting, read from a file that training writes."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("coefficients.json")

Features = dict[str, float]
# What a site's optional helpers say of a candidate: it counts in the order, not in the confidence.
HELPERS = ("dense", "rewritten")


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of named features; a feature without a weight does not count."""

    intercept: float
    weights: dict[str, float]

    def value(self, features: Features) -> float:
        """Return the sum (a logit where it was fitted as one)."""
        read = features.get
        return self.intercept + sum([weight * read(name, 0.0) for name, weight in self.weights.items()])

    def without(self, names: Collection[str]) -> Linear:
        """Return the same sum without some of its features."""
        return Linear(self.intercept, {name: w for name, w in self.weights.items() if name not in names})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where an answer begins and a refusal ends, as probabilities.

    Attributes:
        high: from this confidence on a pair answers.
        low: below this chance that one of the first three is right, none is offered as a button.
    """

    high: float
    low: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A logit on the scale of probabilities (Platt 1999)."""

    slope: float
    intercept: float

    def probability(self, logit: float) -> float:
        """Return the probability that belongs to a logit."""
        return sigmoid(self.slope * logit + self.intercept)


@dataclass(frozen=True, slots=True)
class Judge:
    """How sure the first candidate is, from its features.

    Attributes:
        confidence: logit of the first candidate being right, before calibration.
        offer: logit of one of the first three being right, before calibration.
        sure: calibrates `confidence`.
        near: calibrates `offer`.
        thresholds: from where on it answers and offers.
    """

    confidence: Linear
    offer: Linear
    sure: Scale
    near: Scale
    thresholds: Thresholds

    def calibrated(self, features: Features) -> float:
        """Return the confidence in the first candidate, 0 to 1."""
        return self.sure.probability(self.confidence.value(features))

    def offered(self, features: Features) -> float:
        """Return the chance that one of the first three is right, 0 to 1."""
        return self.near.probability(self.offer.value(features))


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learned.

    Attributes:
        ranker: orders candidates.
        varied: judges a pair that is stored with similar questions.
        single: judges a pair that has but one question, as imported pairs do: the same likeness means other
            things there.
        passage: logit of a passage holding the answer.
        quote: from this chance on a passage is quoted.
    """

    ranker: Linear
    varied: Judge
    single: Judge
    passage: Linear
    quote: float

    def judge(self, features: Features) -> Judge:
        """Return who judges a first candidate."""
        return self.single if features.get("single") else self.varied


def sigmoid(logit: float) -> float:
    """Return the probability that belongs to a logit."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


def read_model(file: Path) -> Model:
    """Return the model of a file.

    Raises:
        OSError, ValueError, KeyError: the file is not a model.
    """
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Model(
        ranker=Linear(**read["ranker"]),
        varied=_judge(read["varied"]),
        single=_judge(read["single"]),
        passage=Linear(**read["passage"]),
        quote=read["quote"],
    )


def _judge(read: dict[str, Any]) -> Judge:
    return Judge(
        confidence=Linear(**read["confidence"]),
        offer=Linear(**read["offer"]),
        sure=Scale(*read["sure"]),
        near=Scale(*read["near"]),
        thresholds=Thresholds(**read["thresholds"]),
    )


@cache
def load_model() -> Model:
    """Return the model delivered with the library."""
    return read_model(FILE)
