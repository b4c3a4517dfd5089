"""The hotline's calls for the auditors: whose key opened one, when, what was asked in it, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.conversations import ConversationNotFound
from policies.content.keys import Key
from policies.content.paging import beyond

H, M = tables.HOTLINE_CALL, tables.MESSAGE


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A call. `ending` and `turns` are None until it has ended; `questions` counts those that were answered or not."""

    id: str
    key_id: str
    key_name: str
    opened_at: datetime
    ended_at: datetime | None
    ending: str | None
    turns: int | None
    questions: int


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """A question of a call, personal data masked, and what became of it."""

    question: str
    outcome: str
    confidence: float
    qa_id: str | None
    asked_at: datetime


class CallRecords:
    """The calls of a store. They last as long as their conversations."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def opened(self, call_id: str, key: Key, caller: str | None = None) -> None:
        """Note that a key opened a call; noted again, it stays as it was.

        Args:
            call_id: the call's conversation.
            key: whose call it is.
            caller: the caller's number, its middle left out.
        """
        row = {
            "conversation_id": call_id,
            "key_id": key.id,
            "key_name": key.name,
            "caller": caller,
            "opened_at": datetime.now(UTC),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(H).values(**row))
        except sa.exc.IntegrityError:
            self.read(call_id)

    def ended(self, call_id: str, ending: str, turns: int) -> None:
        """Note how a call ended, after so many turns; the first word counts."""
        going = sa.update(H).where(H.c.conversation_id == call_id, H.c.ended_at.is_(None))
        with self._engine.begin() as connection:
            connection.execute(going.values(ended_at=datetime.now(UTC), ending=ending, turns=turns))

    def every(
        self, *, key_id: str | None = None, before: str | None = None, limit: int = 50
    ) -> list[RecordedCall]:
        """Return calls, the newest first.

        Args:
            key_id: only those of this key.
            before: the identifier of the last call of the page before.
            limit: at most so many.
        """
        query = _calls().order_by(H.c.opened_at.desc(), H.c.conversation_id).limit(limit)
        if key_id is not None:
            query = query.where(H.c.key_id == key_id)
        if before is not None:
            query = query.where(beyond(H.c.opened_at, H.c.conversation_id, before, newest_first=True))
        with self._engine.connect() as connection:
            return [_call(row) for row in connection.execute(query).mappings()]

    def read(self, call_id: str) -> tuple[RecordedCall, list[RecordedTurn]]:
        """Return a call with its questions in order.

        Raises:
            ConversationNotFound: no call has this identifier.
        """
        columns = (M.c.question, M.c.outcome, M.c.confidence, M.c.qa_id, M.c.asked_at)
        asked = sa.select(*columns).where(M.c.conversation_id == call_id).order_by(M.c.position)
        with self._engine.connect() as connection:
            row = connection.execute(_calls().where(H.c.conversation_id == call_id)).mappings().first()
            if row is None:
                raise ConversationNotFound(call_id)
            turns = [RecordedTurn(**each) for each in connection.execute(asked).mappings()]
        return _call(row), turns


def _calls() -> sa.Select[tuple[object, ...]]:
    questions = sa.select(sa.func.count()).where(M.c.conversation_id == H.c.conversation_id).scalar_subquery()
    names = ("conversation_id", "key_id", "key_name", "opened_at", "ended_at", "ending", "turns")
    return sa.select(*(H.c[name] for name in names), questions.label("questions"))


def _call(row: sa.RowMapping) -> RecordedCall:
    told = {name: value for name, value in row.items() if name != "conversation_id"}
    return RecordedCall(id=row["conversation_id"], **told)
