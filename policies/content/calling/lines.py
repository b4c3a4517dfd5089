"""What is said on a call, line by line; personal data is masked before it comes here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.calling.model import Speaker

L = tables.CALL_LINE


@dataclass(frozen=True, slots=True)
class CallLine:
    """One line; `id` orders them."""

    id: int
    author: Speaker
    text: str
    at: datetime


class CallLines:
    """The lines of a store's calls. They last as long as their conversations."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(self, call_id: str, turn: str, said: Iterable[tuple[Speaker, str]]) -> bool:
        """Keep what was said in a turn; the same turn again changes nothing. Returns whether it is new.

        Args:
            call_id: an existing call.
            turn: the sender's identifier of the turn, unique within the call.
            said: who said what, in order; empty texts are left out.
        """
        now = datetime.now(UTC)
        rows = [
            {"conversation_id": call_id, "turn": turn, "author": author.value, "text": text, "at": now}
            for author, text in said
            if text
        ]
        if not rows:
            return False
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(L), rows)
        except sa.exc.IntegrityError:
            return False
        return True

    def of(self, call_id: str, limit: int = 200) -> list[CallLine]:
        """Return the newest lines of a call, at most so many, oldest first."""
        newest = sa.select(L.c.id, L.c.author, L.c.text, L.c.at).where(L.c.conversation_id == call_id)
        with self._engine.connect() as connection:
            rows = connection.execute(newest.order_by(L.c.id.desc()).limit(limit)).all()
        return [CallLine(row.id, Speaker(row.author), row.text, row.at) for row in reversed(rows)]
