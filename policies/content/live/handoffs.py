"""A hand-off from the visitor's side: asked for, left, spoken in; and reading one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.content.live.entries import IS_CLAIMED, IS_OPEN, Said, sent_as, step
from policies.content.live.model import (
    Author,
    Ending,
    Entry,
    EntryKind,
    Handoff,
    HandoffNotFound,
    HandoffState,
    now,
)
from policies.content.live_tables import HANDOFF
from policies.content.writing import new_id

H = HANDOFF


class Handoffs:
    """The hand-offs of a store."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = now) -> None:
        self.engine = engine
        self.clock = clock

    def enter(self, conversation_id: str, region: str | None = None) -> Handoff:
        """Let a conversation wait for a person; one that waits or is served already stays as it is.

        Raises:
            sqlalchemy.exc.IntegrityError: there is no such conversation.
        """
        at, identifier = self.clock(), new_id("h")
        row: dict[str, Any] = {
            "id": identifier,
            "conversation_id": conversation_id,
            "state": HandoffState.WAITING.value,
            "region": region,
            "entered_at": at,
            "seen_at": at,
            "transfers": [],
            "entries": 0,
        }
        try:
            with self.engine.begin() as connection:
                connection.execute(sa.insert(H).values(**row))
                step(connection, identifier, IS_OPEN, Said(EntryKind.ENTERED, Author.VISITOR), at)
        except sa.exc.IntegrityError:
            known = self.open_one(conversation_id)
            if known is None:
                raise
            return known
        return self.get(identifier)

    def leave(self, conversation_id: str) -> Handoff:
        """End a hand-off from the visitor's side, waiting or served.

        Raises:
            HandoffNotFound: the conversation has none that is not over.
        """
        known = self.open_one(conversation_id)
        if known is None:
            raise HandoffNotFound(conversation_id)
        with self.engine.begin() as connection:
            let_go(connection, known.id, IS_OPEN, self.clock())
        return self.get(known.id)

    def seen(self, handoff_id: str) -> None:
        """Note that the visitor's page gave a sign of life."""
        with self.engine.begin() as connection:
            connection.execute(sa.update(H).where(H.c.id == handoff_id).values(seen_at=self.clock()))

    def hear(self, handoff_id: str, text: str, client_id: str | None) -> Entry | None:
        """Keep a visitor's words for the operator; None where nobody has the hand-off any more.

        Args:
            handoff_id: the conversation's open one.
            text: personal data already masked.
            client_id: the sender's own identifier, unique within the conversation; again, it gets the same entry.
        """
        said = Said(EntryKind.MESSAGE, Author.VISITOR, None, text, None, client_id)
        return self.keep(handoff_id, IS_CLAIMED, said)

    def show(self, handoff_id: str, card: dict[str, Any], client_id: str | None = None) -> Entry | None:
        """Keep an answer of the service that both sides are to see; None where the hand-off is over."""
        said = Said(EntryKind.ANSWER, Author.SERVICE, None, str(card["summary"]), card, client_id)
        return self.keep(handoff_id, IS_OPEN, said)

    def keep(self, handoff_id: str, condition: sa.ColumnElement[bool], said: Said) -> Entry | None:
        """Write an entry where the hand-off meets a condition; one sent before is given back."""
        try:
            with self.engine.begin() as connection:
                return step(connection, handoff_id, condition, said, self.clock())
        except sa.exc.IntegrityError:
            known = sent_as(self.engine, self.get(handoff_id).conversation_id, said.client_id or "")
            if known is None:
                raise
            return known

    def get(self, handoff_id: str) -> Handoff:
        """Return a hand-off.

        Raises:
            HandoffNotFound: there is none of this identifier.
        """
        found = self._one(H.c.id == handoff_id)
        if found is None:
            raise HandoffNotFound(handoff_id)
        return found

    def open_one(self, conversation_id: str) -> Handoff | None:
        """Return the hand-off of a conversation that is not over, if there is one."""
        return self._one(sa.and_(H.c.conversation_id == conversation_id, IS_OPEN))

    def newest(self, conversation_id: str) -> Handoff | None:
        """Return the last hand-off of a conversation, over or not."""
        return self._one(H.c.conversation_id == conversation_id)

    def _one(self, condition: sa.ColumnElement[bool]) -> Handoff | None:
        query = sa.select(H).where(condition).order_by(H.c.entered_at.desc(), H.c.id).limit(1)
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return handoff(row) if row is not None else None


def handoff(row: sa.RowMapping) -> Handoff:
    """Return a row as a hand-off."""
    told: dict[str, Any] = dict(row)
    told["state"] = HandoffState(row["state"])
    told["ending"] = Ending(row["ending"]) if row["ending"] else None
    told["transfers"] = tuple(row["transfers"])
    return Handoff(**told)


def let_go(
    connection: sa.Connection, handoff_id: str, condition: sa.ColumnElement[bool], at: datetime
) -> Entry | None:
    """End a hand-off because the visitor is gone, where it meets a condition."""
    left = Said(EntryKind.LEFT, Author.VISITOR)
    return step(connection, handoff_id, condition, left, at, state=HandoffState.LEFT.value, closed_at=at)
