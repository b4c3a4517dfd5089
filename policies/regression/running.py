"""Asking the whole set, here and now or in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

import sqlalchemy as sa
import structlog

from policies.errors import LibraryError
from policies.library import Library
from policies.regression.cases import Cases
from policies.regression.judging import ask_case
from policies.regression.model import Case, Result, Run, State
from policies.regression.runs import Runs

log = structlog.get_logger(__name__)

BATCH = 20
# After each question citizens come first for as long as it took, at most so many seconds.
LONGEST_REST_S = 0.02
Progress = Callable[[int, int], None]


def run_all(library: Library, day: date, actor: str, progress: Progress | None = None) -> Run:
    """Ask every question of the set; return the run.

    Args:
        library: whom to ask.
        day: for which validity is judged.
        actor: who wants to know.
        progress: is told (questions done, questions in all).

    Raises:
        InputError: the set is empty, or another run goes on.
    """
    cases, runs = Cases(library.store).every(), Runs(library.store)
    run = runs.begin(len(cases), day, actor)
    _walk(library, run, cases, progress or (lambda _, __: None), rests=False)
    return runs.read(run.id)


def start(library: Library, day: date, actor: str) -> Run:
    """Begin to ask every question of the set in a thread; the arguments are those of `run_all`.

    Raises:
        InputError: the set is empty, or another run goes on.
    """
    cases = Cases(library.store).every()
    run = Runs(library.store).begin(len(cases), day, actor)
    told = (library, run, cases, lambda _, __: None, True)
    threading.Thread(target=_walk, args=told, name="regression", daemon=True).start()
    return run


def _walk(library: Library, run: Run, cases: list[Case], progress: Progress, rests: bool) -> None:
    runs, held = Runs(library.store), list[Result]()
    try:
        for done, case in enumerate(cases, start=1):
            held.append(ask_case(case, library.ask, run.day))
            progress(done, len(cases))
            if rests:
                time.sleep(min(LONGEST_REST_S, held[-1].ms / 1000))
            if len(held) == BATCH or done == len(cases):
                if not runs.add(run.id, held):
                    return
                held = []
        runs.end(run.id, State.DONE)
    except (LibraryError, sa.exc.SQLAlchemyError) as error:
        log.error("regression_broken", run_id=run.id, error=type(error).__name__)
        runs.end(run.id, State.BROKEN)
