"""Whether one model understands worse than another, by figures of the same examples cut into the same parts.

What the figures measure: how a model trained on the same sentences, but for the part that is asked about, names the
intent of sentences written by hand. They say nothing of citizens' own words, and nothing of answers: those come from
the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policies.assistant.model import Model

EMERGENCY = "emergency"
# Macro F1 may fall by so much: folds of the same examples move it by about as much for no reason.
TOLERANCE = 0.01
LEAST_SHIFT = 0.02


class Verdict(StrEnum):
    """Whether a model may take another one's place without a reason."""

    FIRST = "first"
    GOOD = "good"
    UNMEASURED = "unmeasured"
    EMERGENCY_FELL = "emergency_fell"
    WORSE = "worse"

    @property
    def needs_reason(self) -> bool:
        """Whether an admin has to say why."""
        return self in (Verdict.UNMEASURED, Verdict.EMERGENCY_FELL, Verdict.WORSE)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a model: shares from 0 to 1, and of each intent precision, recall, f1 and examples."""

    macro_f1: float
    weighted_f1: float
    emergency_recall: float
    examples: int
    per_intent: dict[str, dict[str, float]]
    confusions: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Shift:
    """An intent that is understood better or worse: its F1 with the old model and with the new one."""

    intent: str
    before: float
    after: float
    examples: int

    @property
    def by(self) -> float:
        """By how much."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """A model beside the one that answers.

    Attributes:
        verdict: whether it may take its place.
        new: its figures; None where it was not measured.
        old: the other's, of the same examples.
        shifts: every intent, what fell most first.
        confusions: sentences that the new model takes for something else and the old one did not: (intent, taken
            for, sentence).
    """

    verdict: Verdict
    new: Figures | None
    old: Figures | None
    shifts: tuple[Shift, ...] = ()
    confusions: tuple[tuple[str, str, str], ...] = ()

    @property
    def worse(self) -> tuple[Shift, ...]:
        """Intents that fell by more than chance moves them."""
        return tuple(each for each in self.shifts if each.by <= -LEAST_SHIFT)

    @property
    def better(self) -> tuple[Shift, ...]:
        """Intents that rose, most first."""
        return tuple(each for each in reversed(self.shifts) if each.by >= LEAST_SHIFT)


def figures_of(report: dict[str, Any] | None) -> Figures | None:
    """Return the figures of what `bot.crossval` reports; None where there is nothing."""
    if not report:
        return None
    per_intent = {name: {**each, "f1": each["f1-score"]} for name, each in report["per_intent"].items()}
    return Figures(
        macro_f1=report["macro_f1"],
        weighted_f1=report["weighted_f1"],
        emergency_recall=per_intent.get(EMERGENCY, {}).get("recall", 0.0),
        examples=report["examples"],
        per_intent=per_intent,
        confusions=[(one, other, text) for one, other, text in report["confusions"]],
    )


def compare(new: Model, old: Model | None) -> Comparison:
    """Return how a model stands beside the one that answers, None where none does yet."""
    mine, theirs = figures_of(new.figures), figures_of(old.figures if old else None)
    if old is None:
        return Comparison(Verdict.FIRST, mine, None)
    if mine is None or theirs is None or new.evaluated_on != old.evaluated_on:
        return Comparison(Verdict.UNMEASURED, mine, None)
    shifts = [
        Shift(name, theirs.per_intent[name]["f1"], each["f1"], int(each["support"]))
        for name, each in mine.per_intent.items()
        if name in theirs.per_intent
    ]
    known = {text for _, _, text in theirs.confusions}
    return Comparison(
        _verdict(mine, theirs),
        mine,
        theirs,
        tuple(sorted(shifts, key=lambda each: (each.by, each.intent))),
        tuple(each for each in mine.confusions if each[2] not in known),
    )


def _verdict(new: Figures, old: Figures) -> Verdict:
    if new.emergency_recall < old.emergency_recall:
        return Verdict.EMERGENCY_FELL
    return Verdict.WORSE if new.macro_f1 < old.macro_f1 - TOLERANCE else Verdict.GOOD
