"""The questions of all published pairs, kept in memory and brought up to date by what changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Lock

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import PairState
from policies.content.reading import snapshot

P, S, T, R = tables.PAIR, tables.SIMILAR, tables.TOMBSTONE, tables.REVISION
_NO_LETTER = re.compile(r"[\W_]+")
MANY = 500


@dataclass(frozen=True, slots=True)
class Title:
    """A pair's question; `key` and `others` are the question and its similar ones as they are compared."""

    qa_id: str
    question: str
    region: str | None
    key: str
    others: str


def key_of(text: str) -> str:
    """Return a text as it is compared: small letters, no spaces, no punctuation."""
    return _NO_LETTER.sub("", text).lower()


class Titles:
    """Follows a store: the first reading takes all, each later one only what changed."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._revision = -1
        self._titles: dict[str, Title] = {}
        self._now: tuple[Title, ...] = ()
        self._lock = Lock()

    def now(self) -> tuple[Title, ...]:
        """Return the questions of the store's newest revision; while nothing changes, the same tuple."""
        with self._lock:
            with snapshot(self._engine) as connection:
                number = int(connection.scalar(sa.select(R.c.number)) or 0)
                if number != self._revision:
                    self._take(connection)
                    self._revision, self._now = number, tuple(self._titles.values())
            return self._now

    def _take(self, connection: sa.Connection) -> None:
        changed = connection.execute(
            sa.select(P.c.id, P.c.question, P.c.region, P.c.state).where(P.c.revision > self._revision)
        ).all()
        gone = connection.scalars(sa.select(T.c.id).where(T.c.kind == "pair", T.c.revision > self._revision))
        for identifier in (*gone, *(row.id for row in changed)):
            self._titles.pop(identifier, None)
        open_ones = [row for row in changed if row.state == PairState.PUBLISHED.value]
        others = _similar(connection, [row.id for row in open_ones])
        for row in open_ones:
            said = "\n".join(key_of(text) for text in others.get(row.id, ()))
            self._titles[row.id] = Title(row.id, row.question, row.region, key_of(row.question), said)


def _similar(connection: sa.Connection, identifiers: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start in range(0, len(identifiers), MANY):
        batch = S.c.pair_id.in_(identifiers[start : start + MANY])
        for pair_id, text in connection.execute(sa.select(S.c.pair_id, S.c.text).where(batch)):
            found.setdefault(pair_id, []).append(text)
    return found
