"""A store of each kind, a clock that tests turn, and conversations that ask for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from policies.content.conversations import ConversationLog
from policies.content.engine import open_engine
from policies.content.live.claims import Claims
from policies.content.live.handoffs import Handoffs
from policies.content.live.model import Handoff, Operator
from policies.content.live.presence import Presences
from policies.content.live.queueing import Queueing

ANNA, BO = Operator("k-anna", "安娜"), Operator("k-bo", "小波")


@dataclass
class Clock:
    """Gives the moment that a test has set."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 2, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.moment

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**span)


@dataclass
class Desk:
    """Everything of the hand-off over one database."""

    engine: sa.Engine
    clock: Clock

    def __post_init__(self) -> None:
        self.log = ConversationLog(self.engine)
        self.handoffs = Handoffs(self.engine, self.clock)
        self.claims = Claims(self.handoffs)
        self.queue = Queueing(self.handoffs)
        self.presences = Presences(self.engine, self.clock)

    def entered(self, region: str | None = None) -> Handoff:
        """Return a hand-off of a new conversation."""
        return self.handoffs.enter(self.log.start("web"), region)


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    engine = open_engine(database_url)
    yield Desk(engine, Clock())
    engine.dispose()
