"""The history of pairs in the store: one row for everything that was ever done to a pair.

The pair's own row is what answers. The newest version is what editors work on: the same, or, while a
change of a published pair waits for its approval, a newer one (`docs/decisions/0016`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from policies.content import mapping, tables
from policies.content.model import PairState, QaPair
from policies.content.pairs.content import from_data, to_data
from policies.content.pairs.diff import Change, changes
from policies.content.reading import children_of

V = tables.PAIR_VERSION


@dataclass(frozen=True, slots=True)
class Version:
    """What was done to a pair once.

    Attributes:
        pair: the pair as it was afterwards.
        at: when.
        actor: by whom.
        action: "create", "save", "submit", "publish", "send_back", "archive", "restore", "discard",
            "follow" (its citations followed their clauses), or "found": how the pair was before its history began.
        note: why, in the actor's words.
        changes: what differs from the version before.
    """

    pair: QaPair
    at: datetime
    actor: str
    action: str
    note: str
    changes: tuple[Change, ...] = field(default=(), compare=False)

    @property
    def number(self) -> int:
        """The number of this version."""
        return self.pair.version


def record(connection: sa.Connection, pair: QaPair, actor: str, action: str, note: str = "") -> None:
    """Keep a version; its number is the pair's."""
    values = {"pair_id": pair.id, "version": pair.version, "content": to_data(pair)}
    connection.execute(
        sa.insert(V).values(at=datetime.now(UTC), actor=actor, action=action, note=note, **values)
    )


def newest(connection: sa.Connection, pair_id: str) -> QaPair | None:
    """Return the newest version of a pair; its row where it has no history yet; None where there is no pair."""
    query = sa.select(V.c.version, V.c.content).where(V.c.pair_id == pair_id).order_by(V.c.version.desc())
    row = connection.execute(query.limit(1)).first()
    return from_data(pair_id, row.version, row.content) if row else answering(connection, pair_id)


def answering(connection: sa.Connection, pair_id: str) -> QaPair | None:
    """Return a pair as its own row has it."""
    row = connection.execute(sa.select(tables.PAIR).where(tables.PAIR.c.id == pair_id)).mappings().first()
    if row is None:
        return None
    similar = children_of(connection, tables.SIMILAR, tables.SIMILAR.c.pair_id, [pair_id])[pair_id]
    cited = children_of(connection, tables.PAIR_CITATION, tables.PAIR_CITATION.c.pair_id, [pair_id])[pair_id]
    return mapping.to_pair(row, [each["text"] for each in similar], cited)


def has_history(connection: sa.Connection, pair_id: str) -> bool:
    """Tell whether anything is kept of a pair."""
    return connection.scalar(sa.select(V.c.version).where(V.c.pair_id == pair_id).limit(1)) is not None


def history(connection: sa.Connection, pair_id: str) -> list[Version]:
    """Return everything done to a pair, oldest first, each with what it changed."""
    query = sa.select(V).where(V.c.pair_id == pair_id).order_by(V.c.version)
    found: list[Version] = []
    for row in connection.execute(query).mappings():
        pair = from_data(pair_id, row["version"], row["content"])
        before = found[-1].pair if found else None
        done = (row["at"], row["actor"], row["action"], row["note"])
        found.append(Version(pair, *done, changes=tuple(changes(before, pair))))
    return found


def in_state(connection: sa.Connection, states: Iterable[PairState]) -> list[QaPair]:
    """Return the newest versions that are in one of some states, by identifier: drafts, or what awaits review."""
    last = sa.select(V.c.pair_id, sa.func.max(V.c.version).label("version")).group_by(V.c.pair_id).subquery()
    query = (
        sa.select(V.c.pair_id, V.c.version, V.c.content)
        .join(last, (V.c.pair_id == last.c.pair_id) & (V.c.version == last.c.version))
        .join(tables.PAIR, tables.PAIR.c.id == V.c.pair_id)  # the history of a deleted pair stays
        .where(V.c.content["state"].as_string().in_([state.value for state in states]))
        .order_by(V.c.pair_id)
    )
    return [from_data(row.pair_id, row.version, row.content) for row in connection.execute(query)]
