"""A weighted sum in its parts."""

from __future__ import annotations

from policies.answering.scoring.model import Features, Linear, Model
from policies.explaining.model import Judged, Part


def parts_of(linear: Linear, features: Features) -> tuple[Part, ...]:
    """Return the parts of a sum that add or take something, the greatest first."""
    every = (Part(name, features.get(name, 0.0), weight) for name, weight in linear.weights.items())
    return tuple(sorted((each for each in every if each.amount), key=lambda each: -abs(each.amount)))


def judged(model: Model, features: Features) -> Judged:
    """Return how sure a first candidate is, and by what."""
    judge = model.judge(features)
    return Judged(
        single=bool(features.get("single")),
        confidence=features["confidence"],
        high=judge.thresholds.high,
        offer=features["offer"],
        low=judge.thresholds.low,
        parts=parts_of(judge.confidence, features),
    )
