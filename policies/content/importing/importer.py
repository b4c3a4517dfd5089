"""An import of Q&A pairs: everything is looked at first, then written in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from policies.content.importing.columns import RowPair, read_row
from policies.content.importing.planning import Manner, Plan
from policies.content.importing.report import ImportReport, OnKnown, RowReport
from policies.content.importing.sources import rows
from policies.content.model import PairState, QaPair
from policies.content.pairs.changing import put
from policies.content.store import Store
from policies.errors import BadRow

Progress = Callable[[int, int], None]


def import_pairs(
    store: Store,
    path: Path,
    *,
    publish: bool = False,
    keep_state: bool = False,
    on_known: OnKnown = OnKnown.UPDATE,
    dry_run: bool = False,
    skip_errors: bool = False,
    progress: Progress | None = None,
    today: date | None = None,
    actor: str = "import",
    is_checked: bool = False,
    before_writing: Callable[[list[QaPair]], None] | None = None,
) -> ImportReport:
    """Import the pairs of a file.

    A row is known by its own identifier, or, without one, by its question within its region. Every other row
    becomes a new pair, even where its question is already asked: that is reported, nothing is lost. What is
    published must pass the checks that a reviewer's approval must pass, the rows before it among what is
    looked at. Rows at fault stop the whole import unless `skip_errors` is set.

    Args:
        store: where to.
        path: a .jsonl, .csv or .xlsx file.
        publish: see `Manner`.
        keep_state: see `Manner`.
        on_known: see `Manner`.
        today: see `Manner`.
        dry_run: only look and report.
        skip_errors: import the good rows and report the others.
        progress: is told (rows done, rows in all).
        actor: who imports; written into the history.
        is_checked: see `Manner`.
        before_writing: is given what will answer as soon as it is written, and may raise; pairs that are new have
            names of their own for it.

    Raises:
        UnreadableFile: the file cannot be read as what its name says.
    """
    read, errors = _read(path)
    plan = Plan(store, path.name, Manner(publish, keep_state, on_known, today, is_checked))
    lines = list[RowReport]()
    for number, row in read:
        try:
            lines.append(plan.line(number, row))
        except BadRow as error:
            errors.append(error)
    errors.sort(key=lambda each: each.row)
    stopped = dry_run or (bool(errors) and not skip_errors)
    if not stopped:
        answering = [each for each in plan.pairs if each.state is PairState.PUBLISHED]
        if before_writing is not None and answering:
            before_writing(
                [replace(each, id=each.id or f"new-{place}") for place, each in enumerate(answering)]
            )
        _write(store, plan.pairs, actor, progress)
    unknown = dict.fromkeys(column for _, row in read for column in row.unknown)
    return ImportReport(tuple(lines), tuple(plan.duplicates), tuple(errors), tuple(unknown), not stopped)


def _read(path: Path) -> tuple[list[tuple[int, RowPair]], list[BadRow]]:
    good: list[tuple[int, RowPair]] = []
    errors: list[BadRow] = []
    row_of: dict[str, int] = {}
    for number, row in rows(path):
        try:
            if isinstance(row, BadRow):
                raise row
            read = read_row(row, path.name, number)
            own = read.pair.external_id
            if own and own in row_of:
                raise BadRow(path.name, number, "row_same_id", other=row_of[own])
        except BadRow as error:
            errors.append(error)
            continue
        if own:
            row_of[own] = number
        good.append((number, read))
    return good, errors


def _write(store: Store, pairs: list[QaPair], actor: str, progress: Progress | None) -> None:
    if not pairs:
        return
    with store.writing(actor) as write:
        for done, pair in enumerate(pairs, start=1):
            put(write, pair, "import", "")
            if progress is not None:
                progress(done, len(pairs))
