"""Runs of the set: begun, gone on with, stopped, kept, compared."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.store import Store
from policies.errors import InputError
from policies.evaluation.metrics import percentile
from policies.regression.cases import case_of
from policies.regression.model import Case, Moved, Result, Run, RunNotFound, State, Verdict

R, S, K = tables.REGRESSION_RUN, tables.REGRESSION_RESULT, tables.REGRESSION_CASE
# A run that has not gone on for so long has lost its process.
LOST = timedelta(minutes=2)
MOST_KEPT = 50


class Runs:
    """Reads and writes the runs of one store."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine
        self._store = store

    def begin(self, total: int, day: date, actor: str) -> Run:
        """Begin a run.

        Raises:
            InputError: the set is empty, or another run goes on.
        """
        if not total:
            raise InputError("", "regression_empty")
        now = datetime.now(UTC)
        values = {"id": f"t-{uuid.uuid4().hex[:16]}", "state": State.RUNNING.value, "day": day}
        with writing(self._engine) as connection:
            lost = sa.update(R).where(R.c.state == State.RUNNING.value, R.c.seen_at < now - LOST)
            connection.execute(lost.values(state=State.BROKEN.value, ended_at=now))
            if connection.scalar(sa.select(R.c.id).where(R.c.state == State.RUNNING.value)):
                raise InputError("", "regression_running")
            row = {
                **values,
                "revision": self._store.revision(),
                "started_at": now,
                "started_by": actor,
                "seen_at": now,
                "total": total,
                "done": 0,
                "figures": {},
            }
            connection.execute(sa.insert(R).values(**row))
            write_entry(connection, actor, "test", "regression", str(values["id"]))
            old = sa.select(R.c.id).order_by(R.c.started_at.desc()).offset(MOST_KEPT)
            for gone in list(connection.scalars(old)):
                connection.execute(sa.delete(R).where(R.c.id == gone))
        return self.read(str(values["id"]))

    def add(self, run_id: str, results: Sequence[Result]) -> bool:
        """Keep some results; return whether the run goes on: nobody has stopped it."""
        with writing(self._engine) as connection:
            there = set(connection.scalars(sa.select(K.c.id).where(K.c.id.in_([e.case_id for e in results]))))
            rows = [_row(run_id, each) for each in results if each.case_id in there]
            if rows:
                connection.execute(sa.insert(S), rows)
            going = sa.update(R).where(R.c.id == run_id, R.c.state == State.RUNNING.value)
            told = {"done": R.c.done + len(results), "seen_at": datetime.now(UTC)}
            return connection.execute(going.values(**told)).rowcount == 1

    def end(self, run_id: str, state: State) -> None:
        """End a run that still goes on, with its figures."""
        with writing(self._engine) as connection:
            figures = figures_of(_results(connection, run_id))
            ended = sa.update(R).where(R.c.id == run_id, R.c.state == State.RUNNING.value)
            connection.execute(ended.values(state=state.value, ended_at=datetime.now(UTC), figures=figures))

    def cancel(self, run_id: str, actor: str) -> None:
        """Stop a run; what it has found stays.

        Raises:
            RunNotFound: there is none of this name that goes on.
        """
        with writing(self._engine) as connection:
            figures = figures_of(_results(connection, run_id))
            going = sa.update(R).where(R.c.id == run_id, R.c.state == State.RUNNING.value)
            told = {"state": State.CANCELLED.value, "ended_at": datetime.now(UTC), "figures": figures}
            if not connection.execute(going.values(**told)).rowcount:
                raise RunNotFound(run_id)
            write_entry(connection, actor, "cancel", "regression", run_id)

    def read(self, run_id: str) -> Run:
        """Return a run.

        Raises:
            RunNotFound: there is none.
        """
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(R).where(R.c.id == run_id)).mappings().first()
        if row is None:
            raise RunNotFound(run_id)
        return _run(row)

    def every(self, limit: int = 20) -> list[Run]:
        """Return the newest runs, the newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(R).order_by(R.c.started_at.desc()).limit(limit)).mappings()
            return [_run(row) for row in rows]

    def before(self, run: Run) -> Run | None:
        """Return the last whole run before a run."""
        earlier = (R.c.state == State.DONE.value, R.c.started_at < run.started_at)
        query = sa.select(R).where(*earlier).order_by(R.c.started_at.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return _run(row) if row is not None else None

    def results(self, run_id: str) -> list[tuple[Case, Result]]:
        """Return how the questions ended that are still in the set, the worst first."""
        query = sa.select(K).join(S, S.c.case_id == K.c.id).where(S.c.run_id == run_id)
        with self._engine.connect() as connection:
            cases = {row["id"]: case_of(row) for row in connection.execute(query).mappings()}
            found = _results(connection, run_id)
        told = [(cases[each.case_id], each) for each in found if each.case_id in cases]
        return sorted(told, key=lambda each: (each[1].verdict.grade, each[0].id))

    def compared(self, run_id: str, against: str) -> list[Moved]:
        """Return the questions of both runs that ended otherwise, those that got worse first."""
        before = {case.id: result.verdict for case, result in self.results(against)}
        moved = [
            Moved(case, before[case.id], result.verdict, result.found)
            for case, result in self.results(run_id)
            if before.get(case.id, result.verdict) is not result.verdict
        ]
        return sorted(moved, key=lambda each: (not each.is_worse, each.now.grade, each.case.id))


def figures_of(results: Sequence[Result]) -> dict[str, Any]:
    """Return how many ended in which way, and how long they took."""
    counts = Counter(each.verdict for each in results)
    ms = [each.ms for each in results]
    return {
        **{verdict.value: counts[verdict] for verdict in Verdict},
        "ms_p50": percentile(ms, 50),
        "ms_p95": percentile(ms, 95),
    }


def _results(connection: sa.Connection, run_id: str) -> list[Result]:
    rows = connection.execute(sa.select(S).where(S.c.run_id == run_id)).mappings()
    return [
        Result(**{**{k: row[k] for k in Result.__dataclass_fields__}, "verdict": Verdict(row["verdict"])})
        for row in rows
    ]


def _row(run_id: str, each: Result) -> dict[str, Any]:
    return {
        "run_id": run_id,
        **{name: getattr(each, name) for name in Result.__dataclass_fields__},
        "verdict": each.verdict.value,
    }


def _run(row: sa.RowMapping) -> Run:
    lost = row["state"] == State.RUNNING.value and row["seen_at"] < datetime.now(UTC) - LOST
    return Run(**{**row, "state": State.BROKEN if lost else State(row["state"])})
