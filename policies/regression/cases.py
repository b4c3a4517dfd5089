"""The questions of the set: added by hand, from files, from what people confirmed and from gaps that were closed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.mapping import question_key
from policies.content.store import Store
from policies.errors import InputError
from policies.evaluation.questions import ROUTES
from policies.language.masking import mask
from policies.regression.model import Case, CaseNotFound, Source

K = tables.REGRESSION_CASE
LONGEST = 500
MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class NewCase:
    """A question to be added; see `Case`."""

    text: str
    pair_ids: tuple[str, ...] = ()
    expect: str | None = None
    region: str = ""
    source: Source = Source.HAND
    conversation_id: str | None = None


class Cases:
    """Reads and writes the set of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self) -> int:
        """Return how many there are."""
        with self._store.engine.connect() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(K)) or 0)

    def every(self) -> list[Case]:
        """Return all of them, the oldest first."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(sa.select(K).order_by(K.c.added_at, K.c.id)).mappings()
            return [case_of(row) for row in rows]

    def page(
        self, text: str = "", source: Source | None = None, offset: int = 0, limit: int = 50
    ) -> tuple[list[Case], int]:
        """Return some of them, the newest first, and how many there are in all.

        Args:
            text: words that stand in the question.
            source: only from there.
            offset: so many are passed over.
            limit: at most so many.
        """
        conditions = [K.c.text.contains(text, autoescape=True)] if text else []
        conditions += [K.c.source == source.value] if source is not None else []
        query = sa.select(K).where(*conditions).order_by(K.c.added_at.desc(), K.c.id)
        with self._store.engine.connect() as connection:
            total = connection.scalar(sa.select(sa.func.count()).select_from(K).where(*conditions))
            rows = connection.execute(query.offset(offset).limit(limit)).mappings().all()
        return [case_of(row) for row in rows], int(total or 0)

    def named(self, ids: Collection[str]) -> dict[str, Case]:
        """Return some of them by their identifiers; those that are gone are left out."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(sa.select(K).where(K.c.id.in_(list(ids)))).mappings()
            return {row["id"]: case_of(row) for row in rows}

    def add(self, new: Iterable[NewCase], actor: str) -> int:
        """Add questions; those that are there already are left as they are. Returns how many are new.

        Raises:
            InputError: a question is empty or too long, names a pair that is not there, or no right ending.
        """
        rows = list(self._rows(new, actor))
        with writing(self._store.engine) as connection:
            there = set(connection.execute(sa.select(K.c.text_key, K.c.region)).tuples())
            fresh = {
                key: row for row in reversed(rows) if (key := (row["text_key"], row["region"])) not in there
            }
            if fresh:
                connection.execute(sa.insert(K), list(fresh.values()))
                write_entry(connection, actor, "add", "regression", f"{len(fresh)}")
        return len(fresh)

    def remove(self, ids: Collection[str], actor: str) -> int:
        """Take questions out of the set; returns how many.

        Raises:
            CaseNotFound: none of them is there.
        """
        with writing(self._store.engine) as connection:
            removed = connection.execute(sa.delete(K).where(K.c.id.in_(list(ids)))).rowcount
            if not removed:
                raise CaseNotFound(next(iter(ids), ""))
            write_entry(connection, actor, "delete", "regression", f"{removed}")
        return removed

    def _rows(self, new: Iterable[NewCase], actor: str) -> Iterator[dict[str, object]]:
        with self._store.engine.connect() as connection:
            known = set(connection.scalars(sa.select(tables.PAIR.c.id)))
        for each in new:
            text = mask(each.text.strip())
            _demand(text, each, known)
            yield {
                "id": f"r-{uuid.uuid4().hex[:16]}",
                "text": text,
                "text_key": question_key(text),
                "region": each.region,
                "pair_ids": list(each.pair_ids),
                "expect": None if each.pair_ids else each.expect or "refuse",
                "source": each.source.value,
                "conversation_id": each.conversation_id,
                "added_at": datetime.now(UTC),
                "added_by": actor,
            }


def case_of(row: sa.RowMapping) -> Case:
    """Return a question of its row."""
    return Case(
        id=row["id"],
        text=row["text"],
        region=row["region"],
        pair_ids=tuple(row["pair_ids"]),
        expect=row["expect"],
        source=Source(row["source"]),
        added_at=row["added_at"],
        added_by=row["added_by"],
        conversation_id=row["conversation_id"],
    )


def _demand(text: str, each: NewCase, known: Collection[str]) -> None:
    where = text[:40] or each.source.value
    if not text:
        raise InputError(where, "case_empty")
    if len(text) > LONGEST or len(each.pair_ids) > MOST_PAIRS:
        raise InputError(where, "case_long", most=LONGEST, pairs=MOST_PAIRS)
    if missing := [pair for pair in each.pair_ids if pair not in known]:
        raise InputError(where, "case_unknown_pair", name="；".join(missing))
    if not each.pair_ids and each.expect is not None and each.expect not in ROUTES:
        raise InputError(where, "case_unknown_ending", ending=each.expect, endings="、".join(ROUTES))
