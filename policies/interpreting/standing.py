"""Whether a document was interpreted in step with its publication (三同步)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policies.content.model import InterpretationKind, Status

# A week: three working days, as many a rule for 政策解读 asks, with a weekend and a holiday between.
IN_STEP_DAYS = 7


class Step(StrEnum):
    """How a document and its interpretations stand, those first that need somebody."""

    MISSING = "missing"  # nothing explains it
    AFTER_ONLY = "after_only"  # only what was written after it came into force
    LATE = "late"  # the first came more than a week after the document
    UNDATED = "undated"  # one of the two days is not known
    IN_STEP = "in_step"


NEED = tuple(Step)


@dataclass(frozen=True, slots=True)
class Text:
    """An interpretation by name."""

    id: str
    title: str
    kind: InterpretationKind
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A document with its interpretations, the earliest first.

    Attributes:
        published_on: when it was made public; when it was written where that is not known.
        days: from that day to its first interpretation; negative where that came before; None where there is none.
    """

    id: str
    title: str
    doc_number: str | None
    issuer: str | None
    published_on: date | None
    status: Status
    texts: tuple[Text, ...]
    step: Step
    days: int | None


def step_of(published_on: date | None, texts: Sequence[Text]) -> tuple[Step, int | None]:
    """Return how interpretations stand to a document's day, and the days to the first that is not 施行后解读."""
    if not texts:
        return Step.MISSING, None
    at_once = [each for each in texts if each.kind is not InterpretationKind.AFTER]
    if not at_once:
        return Step.AFTER_ONLY, None
    days = [each.published_on for each in at_once if each.published_on is not None]
    if published_on is None or not days:
        return Step.UNDATED, None
    apart = (min(days) - published_on).days
    return (Step.IN_STEP if apart <= IN_STEP_DAYS else Step.LATE), apart
