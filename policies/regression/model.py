"""The regression set as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from policies.errors import EditError, NotFound


class RunNotFound(NotFound):
    """There is no such run."""


class CaseNotFound(NotFound):
    """There is no such question in the set."""


class HeldNotFound(NotFound):
    """There is no such batch."""


class MakesWorse(EditError):
    """Publishing would make the regression set worse: another person has to say why it is published all the same.

    Attributes:
        held: the identifier of the batch that waits; "" where nothing waits and it is refused for good.
        count: how many questions would get worse.
        tested: how many were tested, of `total` in the set.
    """

    def __init__(self, where: str, held: str, count: int, tested: int, total: int) -> None:
        reason = "makes_worse" if held else "import_makes_worse"
        super().__init__(where, reason, count=count, tested=tested, total=total)
        self.held = held
        self.count = count
        self.tested = tested
        self.total = total


class SecondPersonNeeded(EditError):
    """Nobody lets through what they wanted to publish themselves (four eyes)."""

    def __init__(self, where: str, person: str) -> None:
        super().__init__(where, "second_person_needed", person=person)


class Source(StrEnum):
    """Where a question of the set comes from."""

    HAND = "hand"
    FILE = "file"
    CONFIRMED = "confirmed"
    GAP = "gap"
    SIMILAR = "similar"


class Verdict(StrEnum):
    """How a question ended, the worst first."""

    WRONG = "wrong"
    MISSED = "missed"
    OFFERED = "offered"
    RIGHT = "right"

    @property
    def grade(self) -> int:
        """Grows with how well it ended."""
        return list(Verdict).index(self)


class State(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Case:
    """A question of the set.

    Attributes:
        text: masked.
        region: of who asks; "" where it is not known.
        pair_ids: the pairs of which one must answer; none where it must end as `expect` says.
        expect: a key of `policies.evaluation.questions.ROUTES`; None with pairs.
        conversation_id: where it was asked, if it was.
    """

    id: str
    text: str
    region: str
    pair_ids: tuple[str, ...]
    expect: str | None
    source: Source
    added_at: datetime
    added_by: str
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """How a question of the set ended in a run; `found` is what answered or stood first, as people name it."""

    case_id: str
    verdict: Verdict
    outcome: str
    found_id: str | None
    found: str
    confidence: float
    ms: float


@dataclass(frozen=True, slots=True)
class Run:
    """All questions of the set, asked once.

    Attributes:
        revision: of the store when it began.
        day: for which validity was judged.
        seen_at: when it last went on.
        figures: what came of it so far: how many of each verdict, milliseconds.
    """

    id: str
    state: State
    revision: int
    day: date
    started_at: datetime
    started_by: str
    seen_at: datetime
    ended_at: datetime | None
    total: int
    done: int
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """A question that ends otherwise than before."""

    case: Case
    before: Verdict
    now: Verdict
    found: str

    @property
    def is_worse(self) -> bool:
        """Whether it ends worse."""
        return self.now.grade < self.before.grade
