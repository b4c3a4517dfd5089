"""Batches that were held back from publishing: who asked, what would get worse, who let them through and why."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.model import QaPair
from policies.content.store import Store
from policies.errors import NoteMissing, WrongState
from policies.regression.cases import Cases
from policies.regression.model import HeldNotFound, Moved, SecondPersonNeeded, Verdict

H = tables.HELD_BATCH
HELD, RELEASED, WITHDRAWN = "held", "released", "withdrawn"
Members = tuple[tuple[str, int], ...]


# What of a batch is kept and told as it is.
PLAIN = ("id", "state", "tested", "total", "asked_by", "asked_at", "decided_by", "decided_at", "reason")


@dataclass(frozen=True, slots=True)
class Held:
    """A batch.

    Attributes:
        state: "held", "released" or "withdrawn".
        pairs: (pair, version) of what was to be published: the versions before.
        tested: how many questions were asked, of `total` in the set.
        moved: what would end otherwise; a question that was taken out of the set since is left out.
        reason: of who let it through.
    """

    id: str
    state: str
    pairs: Members
    tested: int
    total: int
    moved: tuple[Moved, ...]
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str


class Holding:
    """Reads and writes the batches of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def every(self, limit: int = 50) -> list[Held]:
        """Return batches, those that wait first, then the newest."""
        order = (sa.case((H.c.state == HELD, 0), else_=1), H.c.asked_at.desc())
        with self._store.engine.connect() as connection:
            rows = connection.execute(sa.select(H).order_by(*order).limit(limit)).mappings().all()
        return [self._held(row) for row in rows]

    def read(self, held_id: str) -> Held:
        """Return a batch.

        Raises:
            HeldNotFound: there is none.
        """
        with self._store.engine.connect() as connection:
            row = connection.execute(sa.select(H).where(H.c.id == held_id)).mappings().first()
        if row is None:
            raise HeldNotFound(held_id)
        return self._held(row)

    def covers(self, pairs: Sequence[QaPair]) -> bool:
        """Tell whether somebody let through a batch that holds all of these, in these very versions."""
        wanted = {(pair.id, pair.version) for pair in pairs}
        query = sa.select(H.c.pairs).where(H.c.state == RELEASED)
        with self._store.engine.connect() as connection:
            released = [members_of(found) for found in connection.scalars(query)]
        return any(wanted <= set(members) for members in released)

    def hold(
        self, pairs: Sequence[QaPair], moved: Sequence[Moved], tested: int, total: int, actor: str
    ) -> str:
        """Keep a batch until somebody decides, in the place of the same one that waits already; return its identifier."""
        members = sorted([pair.id, pair.version] for pair in pairs)
        told = _told(moved, tested, total)
        with writing(self._store.engine) as connection:
            waiting = connection.execute(sa.select(H.c.id, H.c.pairs, H.c.asked_by).where(H.c.state == HELD))
            same = next((row for row in waiting if row.pairs == members and row.asked_by == actor), None)
            if same is not None:
                connection.execute(sa.update(H).where(H.c.id == same.id).values(**told))
                return str(same.id)
            held_id = f"h-{uuid.uuid4().hex[:16]}"
            made = {"state": HELD, "asked_by": actor, "asked_at": datetime.now(UTC), "reason": ""}
            connection.execute(sa.insert(H).values(id=held_id, pairs=members, **made, **told))
            write_entry(connection, actor, "hold", "batch", held_id, pairs=f"{len(members)}")
        return held_id

    def show(self, held_id: str, moved: Sequence[Moved], tested: int, total: int) -> None:
        """Let a batch that waits show what was found since."""
        with writing(self._store.engine) as connection:
            waiting = sa.update(H).where(H.c.id == held_id, H.c.state == HELD)
            connection.execute(waiting.values(**_told(moved, tested, total)))

    def release(self, held_id: str, actor: str, reason: str) -> Held:
        """Let a batch through.

        Raises:
            HeldNotFound: there is none.
            WrongState: it is decided already.
            SecondPersonNeeded: who asked cannot be who lets it through.
            NoteMissing: no reason is given.
        """
        return self._decide(held_id, RELEASED, actor, reason)

    def withdraw(self, held_id: str, actor: str, reason: str) -> Held:
        """Give a batch up; nothing of it is published. Whoever asked may do it too.

        Raises:
            HeldNotFound: there is none.
            WrongState: it is decided already.
            NoteMissing: no reason is given.
        """
        return self._decide(held_id, WITHDRAWN, actor, reason)

    def _decide(self, held_id: str, state: str, actor: str, reason: str) -> Held:
        action = "let_through" if state == RELEASED else "withdraw"
        with writing(self._store.engine) as connection:
            row = connection.execute(sa.select(H).where(H.c.id == held_id)).mappings().first()
            if row is None:
                raise HeldNotFound(held_id)
            if row["state"] != HELD:
                raise WrongState(held_id, action, row["state"])
            if state == RELEASED and _person(row["asked_by"]) == _person(actor):
                raise SecondPersonNeeded(held_id, actor)
            if not reason.strip():
                raise NoteMissing(held_id, action)
            told = {"decided_by": actor, "decided_at": datetime.now(UTC), "reason": reason.strip()}
            decided = sa.update(H).where(H.c.id == held_id, H.c.state == HELD)
            if not connection.execute(decided.values(state=state, **told)).rowcount:
                raise WrongState(held_id, action, RELEASED)
            write_entry(connection, actor, action, "batch", held_id, reason=reason.strip())
        return self.read(held_id)

    def _held(self, row: sa.RowMapping) -> Held:
        kept: list[dict[str, Any]] = row["changed"]
        cases = Cases(self._store).named([each["case_id"] for each in kept])
        moved = tuple(
            Moved(cases[each["case_id"]], Verdict(each["before"]), Verdict(each["now"]), each["found"])
            for each in kept
            if each["case_id"] in cases
        )
        return Held(pairs=members_of(row["pairs"]), moved=moved, **{name: row[name] for name in PLAIN})


def members_of(kept: list[list[Any]]) -> Members:
    """Return the pairs of a batch as they are kept."""
    return tuple((str(pair_id), int(version)) for pair_id, version in kept)


def _person(name: str) -> str:
    return name.strip().casefold()


def _told(moved: Sequence[Moved], tested: int, total: int) -> dict[str, Any]:
    kept = [
        {"case_id": e.case.id, "before": e.before.value, "now": e.now.value, "found": e.found} for e in moved
    ]
    return {"changed": kept, "tested": tested, "total": total}
