"""What insights tell, as data."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from policies.answering.inquiry import Outcome
from policies.clock import beginning_of, end_of
from policies.errors import InputError

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Span:
    """Days in China, both included.

    Raises:
        InputError: they are the wrong way round, or more than a year.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise InputError("until", "insights_span")
        if (self.last - self.first).days >= LONGEST_DAYS:
            raise InputError("since", "insights_span_long", most=LONGEST_DAYS)

    @classmethod
    def of_month(cls, year: int, month: int) -> Span:
        """Return a calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @property
    def since(self) -> datetime:
        """The first moment."""
        return beginning_of(self.first) or datetime.min.replace(tzinfo=UTC)

    @property
    def until(self) -> datetime:
        """The first moment after."""
        return end_of(self.last) or datetime.max.replace(tzinfo=UTC)

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=each) for each in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Share:
    """Questions of one department, region, topic or channel, and how many of them had no answer."""

    name: str
    asked: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of matters: how often it was asked about in the span, and in the last week of it beside the usual.

    `usual` is the median of the weeks before; `surges` tells whether the last week stands out (see `surges.py`).
    """

    name: str
    asked: int
    week: int
    usual: float
    surges: bool


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that the library took for an answer, of at most 2,000 of the newest questions; None where there are none."""

    median_s: float | None
    p95_s: float | None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Verdicts on answers, and marks 1 to 5 for conversations as a whole."""

    helpful: int
    unhelpful: int
    score: float | None
    scored: int

    @property
    def rate(self) -> float | None:
        """The share of helpful verdicts; None where there are none."""
        told = self.helpful + self.unhelpful
        return round(self.helpful / told, 4) if told else None


@dataclass(frozen=True, slots=True)
class HandOffs:
    """How many asked for a person, how many were taken, and the median wait in seconds; None where nobody was taken."""

    asked: int
    taken: int
    wait_s: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The library as it is today.

    Attributes:
        published: pairs that answer.
        unfounded: those of them that cite no document.
        reviewed: how many were last reviewed within 90 days, 180 days, a year, longer ago, never.
        in_force: documents that hold.
        unexplained: those of them without an interpretation.
    """

    published: int
    unfounded: int
    reviewed: dict[str, int]
    in_force: int
    unexplained: int


@dataclass(frozen=True, slots=True)
class Insights:
    """How the service did in a span.

    Attributes:
        span: the days.
        daily: questions by day, days without any too.
        outcomes: how questions ended.
        answer_rate: the share of policy questions that were answered directly; None where there were none.
        found_rate: the share that was answered, quoted from the document, or told that a rule holds no longer.
        funnel: (step, questions) of a question's fate, each a part of the one before.
        departments, regions, channels: those asked about most, the first first.
        topics: by how much was asked, surging ones first.
    """

    span: Span
    daily: dict[date, int]
    outcomes: dict[Outcome, int]
    answer_rate: float | None
    found_rate: float | None
    degraded: int
    funnel: tuple[tuple[str, int], ...]
    satisfaction: Satisfaction
    times: Times
    hand_offs: HandOffs
    departments: tuple[Share, ...]
    regions: tuple[Share, ...]
    channels: tuple[Share, ...]
    topics: tuple[Topic, ...]
    coverage: Coverage

    @property
    def asked(self) -> int:
        """How many questions."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One question behind the figures, masked."""

    id: str
    asked_at: datetime
    question: str
    outcome: Outcome
    confidence: float
    channel: str
    department: str | None
    region: str | None
    topic: str | None
    helpful: bool | None
