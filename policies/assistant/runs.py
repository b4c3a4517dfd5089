"""What the trainer is asked for and how far it is; one thing at a time, in the order of asking.

A trainer holds a lease as long as it lives. What one was doing whose lease ran out is lost: the process is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from policies.assistant.model import FOLDS, OPEN, USUAL_FOLDS, Kind, Run, RunNotFound, State
from policies.content.assistant_tables import ASSISTANT_RUN
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.lease_tables import LEASE
from policies.errors import InputError

R = ASSISTANT_RUN
TRAINER = "assistant-trainer"
KEPT_RUNS = 30
LONGEST_LOG = 60_000


class Runs:
    """The runs of a store."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._clock = clock

    def ask(self, kind: Kind, person: str, *, folds: int = USUAL_FOLDS, model_id: str | None = None) -> Run:
        """Put something at the end of the queue.

        Raises:
            InputError: the same is waiting or being done already, or the number of folds is none of `FOLDS`.
        """
        if folds not in FOLDS:
            raise InputError(str(folds), "folds", folds="、".join(map(str, FOLDS)))
        self.settle()
        run_id = f"run-{uuid4().hex[:16]}"
        row = {
            "id": run_id,
            "kind": kind.value,
            "state": State.QUEUED.value,
            "asked_at": self._clock(),
            "asked_by": person,
            "folds": folds,
            "model_id": model_id,
        }
        with self._engine.begin() as connection:
            # First, for its lock: of two who ask for the same at one moment, one comes after the other.
            write_entry(connection, person, kind.value, "assistant", model_id or run_id)
            same = sa.select(R.c.id).where(R.c.state.in_(OPEN), R.c.kind == kind.value)
            if connection.execute(same).first() is not None:
                raise InputError(kind.value, "run_under_way")
            connection.execute(sa.insert(R).values(**row))
        return self.get(run_id)

    def get(self, run_id: str) -> Run:
        """Return a run.

        Raises:
            RunNotFound: there is none of this identifier.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(R).where(R.c.id == run_id)).mappings().first()
        if row is None:
            raise RunNotFound(run_id)
        return _run(row)

    def newest(self, limit: int = 10, kind: Kind | None = None, state: State | None = None) -> list[Run]:
        """Return runs, the one that was asked for last first."""
        query = sa.select(R).order_by(R.c.asked_at.desc(), R.c.id).limit(limit)
        if kind is not None:
            query = query.where(R.c.kind == kind.value)
        if state is not None:
            query = query.where(R.c.state == state.value)
        with self._engine.connect() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def under_way(self) -> list[Run]:
        """Return what is being done and what waits, in the order in which it is done."""
        query = sa.select(R).where(R.c.state.in_(OPEN)).order_by(R.c.asked_at, R.c.id)
        with self._engine.connect() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def cancel(self, run_id: str, person: str) -> None:
        """Take something out of the queue, or have it ended; what is over already stays as it is."""
        self.get(run_id)
        with self._engine.begin() as connection:
            for before, after in (
                (State.QUEUED, {"state": State.CANCELLED.value, "ended_at": self._clock()}),
                (State.RUNNING, {"state": State.CANCELLING.value}),
            ):
                mine = sa.update(R).where(R.c.id == run_id, R.c.state == before.value)
                if connection.execute(mine.values(**after)).rowcount:
                    write_entry(connection, person, "cancel", "assistant", run_id)
                    return

    def take(self, holder: str) -> Run | None:
        """Begin what waits longest; None where nothing does. The caller holds the trainer's lease."""
        waiting = sa.select(R.c.id).where(R.c.state == State.QUEUED.value).order_by(R.c.asked_at, R.c.id)
        with writing(self._engine) as connection:
            run_id = connection.execute(waiting.limit(1)).scalar()
            taken = sa.update(R).where(R.c.id == run_id, R.c.state == State.QUEUED.value)
            told = {"state": State.RUNNING.value, "holder": holder, "began_at": self._clock()}
            if run_id is None or not connection.execute(taken.values(**told)).rowcount:
                return None
        return self.get(run_id)

    def tell(self, run_id: str, phase: str, done: int, total: int, log: str) -> bool:
        """Note how far a run is; return whether it shall go on."""
        told = {"phase": phase, "done": done, "total": total, "log": log[-LONGEST_LOG:]}
        with self._engine.begin() as connection:
            connection.execute(sa.update(R).where(R.c.id == run_id).values(**told))
            state = connection.execute(sa.select(R.c.state).where(R.c.id == run_id)).scalar()
        return state == State.RUNNING.value

    def end(
        self, run_id: str, state: State, *, result: dict[str, Any] | None = None, model_id: str | None = None
    ) -> None:
        """Note that a run is over, and forget those that ended long ago."""
        told: dict[str, Any] = {"state": state.value, "ended_at": self._clock(), "result": result}
        if model_id is not None:
            told["model_id"] = model_id
        old = sa.select(R.c.id).order_by(R.c.asked_at.desc()).offset(KEPT_RUNS).limit(1000)
        with self._engine.begin() as connection:
            connection.execute(sa.update(R).where(R.c.id == run_id).values(**told))
            gone = [row.id for row in connection.execute(old)]
            connection.execute(sa.delete(R).where(R.c.id.in_(gone), R.c.state.not_in(OPEN)))

    def settle(self) -> None:
        """Note as lost what a trainer was doing whose lease ran out."""
        alive = sa.select(LEASE.c.holder).where(LEASE.c.name == TRAINER, LEASE.c.until > self._clock())
        lost = sa.update(R).where(
            R.c.state.in_((State.RUNNING.value, State.CANCELLING.value)), R.c.holder.not_in(alive)
        )
        with self._engine.begin() as connection:
            connection.execute(lost.values(state=State.LOST.value, ended_at=self._clock()))

    def has_trainer(self) -> bool:
        """Tell whether a trainer lives."""
        alive = sa.select(LEASE.c.holder).where(LEASE.c.name == TRAINER, LEASE.c.until > self._clock())
        with self._engine.connect() as connection:
            return connection.execute(alive).first() is not None

    def expected(self, run: Run) -> timedelta | None:
        """Return how long the last run of this kind took; None where none of it ended well."""
        done = self.newest(20, run.kind, State.DONE)
        spans = [each.ended_at - each.began_at for each in done if _counts(each, run)]  # type: ignore[operator]
        return spans[0] if spans else None


def _counts(done: Run, run: Run) -> bool:
    is_timed = done.began_at is not None and done.ended_at is not None
    return is_timed and done.folds == run.folds and not (done.result or {}).get("unchanged")


def _run(row: sa.RowMapping) -> Run:
    return Run(**{**row, "kind": Kind(row["kind"]), "state": State(row["state"])})
