"""Publishing what was reviewed on a day to come: until then a published pair answers as it is, then the change does.

A day of coming into force cannot do this for a change: it would take away what answers until that day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import sqlalchemy as sa

from policies.content.audit import write_entry
from policies.content.checks.known import Known
from policies.content.editing import Edited, Editing
from policies.content.pair_tables import SCHEDULE
from policies.content.publishing import Gate, Publishing
from policies.content.store import Store
from policies.content.upserting import upsert
from policies.errors import EditError, InputError, LibraryError, NotFound

S = SCHEDULE
AHEAD_DAYS = 366


class ScheduleNotFound(NotFound):
    """Nothing is scheduled for this pair."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A publication to come.

    Attributes:
        version: what was reviewed; a step in between makes the schedule void.
        on: the day on which it is published, by China's clock.
        actor: the reviewer.
        waived: rules that the reviewer answers for.
        failed: why it was not published on its day, by the reason of the error; None while it waits.
    """

    pair_id: str
    version: int
    on: date
    actor: str
    note: str
    waived: tuple[str, ...]
    at: datetime
    failed: str | None = None


class Scheduling:
    """Publications to come of one store, decided by one reviewer."""

    def __init__(
        self,
        store: Store,
        actor: str,
        *,
        today: date,
        known: Known | None = None,
        gate: Gate | None = None,
    ) -> None:
        """See `Editing`; `gate` is asked before something is scheduled, where there is one."""
        self._gate = gate
        self._store = store
        self._actor = actor
        self._today = today
        self._known = known

    def every(self) -> dict[str, Scheduled]:
        """Return what is scheduled by the pair's identifier, without what a later step made void."""
        with self._store.engine.connect() as connection:
            rows = [_scheduled(row) for row in connection.execute(sa.select(S)).mappings()]
        editing = Editing(self._store, self._actor, today=self._today)
        return {each.pair_id: each for each in rows if editing.newest(each.pair_id).version == each.version}

    def put(
        self, pair_id: str, expected: int, on: date, note: str = "", waived: Collection[str] = ()
    ) -> Edited:
        """Decide now that what is in review is published on a day; what would stop it then stops it now.

        Args:
            pair_id: the pair.
            expected: the version that was reviewed.
            on: the day, from tomorrow on, at most a year ahead.
            note: a remark; needed where rules are waived.
            waived: rules of `WAIVABLE` whose errors the reviewer answers for.

        Raises:
            InputError: the day is not to come, or too far away.
            LibraryError: see `Editing.approve`; or the gate stops it.
        """
        if not 0 < (on - self._today).days <= AHEAD_DAYS:
            raise InputError("on", "schedule_day", most=AHEAD_DAYS)
        editing = Editing(self._store, self._actor, today=on, known=self._known)
        if self._gate is not None:
            with self._store.engine.connect() as connection:
                pair, _ = editing.approvable(connection, pair_id, expected, note, waived)
            self._gate.demand([pair], self._actor)
        with self._store.writing(self._actor) as write:
            pair, findings = editing.approvable(write.connection, pair_id, expected, note, waived)
            row = {
                "pair_id": pair_id,
                "version": expected,
                "on_day": on,
                "actor": self._actor,
                "note": note.strip(),
                "waived": sorted(waived),
                "at": datetime.now(UTC),
                "failed": None,
            }
            upsert(write.connection, S, row)
            connection, day = write.connection, on.isoformat()
            write_entry(connection, self._actor, "schedule", "pair", pair_id, version=str(expected), on=day)
        return Edited(pair, findings)

    def call_off(self, pair_id: str) -> None:
        """Publish it on no day; it waits for a reviewer again.

        Raises:
            ScheduleNotFound: nothing is scheduled for this pair.
        """
        with self._store.engine.begin() as connection:
            if not connection.execute(sa.delete(S).where(S.c.pair_id == pair_id)).rowcount:
                raise ScheduleNotFound(pair_id)
            write_entry(connection, self._actor, "call_off", "pair", pair_id)


def publish_due(
    store: Store, today: date, known: Known | None = None, gate: Gate | None = None
) -> list[Scheduled]:
    """Publish whatever is due, in the name of who decided it; what cannot be is kept with its reason.

    Called by several processes at once, each publication happens once: it names the version that was reviewed.

    Returns:
        what was due, with `failed` where it was not published.
    """
    due = sa.select(S).where(S.c.on_day <= today, S.c.failed.is_(None)).order_by(S.c.on_day, S.c.pair_id)
    with store.engine.connect() as connection:
        rows = [_scheduled(row) for row in connection.execute(due).mappings()]
    return [each for row in rows if (each := _publish(store, row, today, known, gate)) is not None]


def _publish(
    store: Store, due: Scheduled, today: date, known: Known | None, gate: Gate | None
) -> Scheduled | None:
    editing = Editing(store, due.actor, today=today, known=known)
    if gate is not None:
        editing = Publishing(store, due.actor, today=today, gate=gate, known=known)
    same = (S.c.pair_id == due.pair_id, S.c.version == due.version)
    if editing.newest(due.pair_id).version != due.version:  # changed since, or published by another process
        with store.engine.begin() as connection:
            connection.execute(sa.delete(S).where(*same))
        return None
    try:
        editing.approve(due.pair_id, due.version, due.note, due.waived)
    except LibraryError as error:
        failed = error.reason if isinstance(error, EditError) else type(error).__name__
        with store.engine.begin() as connection:
            connection.execute(sa.update(S).where(*same).values(failed=failed))
            write_entry(connection, due.actor, "not_published", "pair", due.pair_id, reason=failed)
        return replace(due, failed=failed)
    with store.engine.begin() as connection:
        connection.execute(sa.delete(S).where(*same))
    return due


def _scheduled(row: sa.RowMapping) -> Scheduled:
    told = {**row, "on": row["on_day"], "waived": tuple(row["waived"])}
    del told["on_day"]
    return Scheduled(**told)
