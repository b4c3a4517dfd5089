"""Gaps as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from policies.errors import NotFound
from policies.gaps.asked import Why

WEEK = timedelta(days=7)
# The usual week is the mean of so many before the last one.
USUAL_WEEKS = 4
# What was ignored comes back after so many new questions; what was worked on, with the next one.
BACK_AFTER_IGNORED = 3


class GapNotFound(NotFound):
    """There is no such gap, or not for this department."""


class Deed(StrEnum):
    """What was done about a gap last."""

    SIMILAR = "similar"
    DRAFT = "draft"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions about one matter.

    Attributes:
        id: stays the same from run to run.
        text: the question that stands for all, masked.
        department: whose matter it likely is; None where that is not clear.
        size: how many questions, of the last eight weeks.
        this_week: how many in the last seven days.
        usual: how many a week in the four weeks before; a mean.
        whys: how many for each reason.
        last_at: when the newest was asked.
        deed: what was done last; None where nothing was.
        new_since: how many were asked after that.
    """

    id: str
    text: str
    department: str | None
    size: int
    this_week: int
    usual: float
    whys: dict[Why, int]
    last_at: datetime
    deed: Deed | None
    acted_at: datetime | None
    acted_by: str | None
    pair_id: str | None
    new_since: int

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody: nothing was done yet, or questions came after it."""
        return self.new_since >= (BACK_AFTER_IGNORED if self.deed is Deed.IGNORED else 1)


@dataclass(frozen=True, slots=True)
class Example:
    """A question of a gap, masked; `message_id` is None for an operator's report."""

    text: str
    why: Why
    at: datetime
    message_id: str | None


@dataclass(frozen=True, slots=True)
class NearPair:
    """A published pair that comes near, with the share of the score of the nearest one that it has."""

    id: str
    question: str
    score: float


@dataclass(frozen=True, slots=True)
class WholeGap:
    """A gap with its questions, newest first, and the pairs that come near to it."""

    gap: Gap
    examples: tuple[Example, ...]
    nearest: tuple[NearPair, ...]
