"""A store of each kind, a clock that tests turn, and calls of a hotline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.calling.desk import CallDesk
from policies.content.calling.lines import CallLines
from policies.content.calls import CallRecords
from policies.content.conversations import ConversationLog
from policies.content.keys import Key, KeyRing, Role
from policies.content.live.model import Operator
from policies.content.store import Store
from tests.policies.content.live.conftest import Clock

ANNA, BO = Operator("k-anna", "安娜"), Operator("k-bo", "小波")


@dataclass
class Line:
    """Everything of calls over one database."""

    store: Store
    key: Key
    clock: Clock

    def __post_init__(self) -> None:
        self.engine = self.store.engine
        self.log = ConversationLog(self.engine)
        self.records = CallRecords(self.engine)
        self.lines = CallLines(self.engine)
        self.desk = CallDesk(self.engine, self.clock)

    def rings(self, caller: str | None = None, region: str | None = None) -> str:
        """Return a call that has begun."""
        call_id = self.log.start("hotline", region)
        self.records.opened(call_id, self.key, caller)
        return call_id

    def answered(self, call_id: str, outcome: str) -> None:
        """Let the service answer a question."""
        self.log.record(call_id, None, "问题", {"outcome": outcome, "confidence": 1.0})

    def began(self, call_id: str, moment: datetime) -> None:
        """Let a call have begun at another moment."""
        h = tables.HOTLINE_CALL
        with self.engine.begin() as connection:
            connection.execute(sa.update(h).where(h.c.conversation_id == call_id).values(opened_at=moment))


@pytest.fixture
def line(database_url: str) -> Iterator[Line]:
    store = Store.open(database_url)
    yield Line(store, KeyRing(store).make("热线", [Role.HOTLINE])[0], Clock(datetime.now(UTC)))
    store.close()
