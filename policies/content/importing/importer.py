"""An import of Q&A pairs: everything is looked at first, then written in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from policies.content.importing.columns import to_pair
from policies.content.importing.sources import rows
from policies.content.mapping import question_key
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from policies.errors import BadRow

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that asks what another row or a stored pair already asks; it is imported all the same."""

    row: int
    question: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did.

    Attributes:
        rows: rows that are not blank.
        created, updated, unchanged: pairs written, or left as they were.
        errors: rows that cannot become a pair.
        written: whether anything was written; not on a dry run, nor when rows are at fault.
    """

    rows: int
    created: int
    updated: int
    unchanged: int
    duplicates: tuple[Duplicate, ...]
    errors: tuple[BadRow, ...]
    written: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    pairs: list[QaPair]
    created: int
    updated: int
    unchanged: int


def import_pairs(
    store: Store,
    path: Path,
    *,
    publish: bool = False,
    dry_run: bool = False,
    skip_errors: bool = False,
    progress: Progress | None = None,
    today: date | None = None,
) -> ImportReport:
    """Import the pairs of a file.

    A row whose own identifier is known updates that pair; every other row becomes a new pair, even where
    its question is already asked: that is reported, nothing is lost. Rows at fault stop the whole import
    unless `skip_errors` is set.

    Args:
        store: where to.
        path: a .jsonl, .csv or .xlsx file.
        publish: whether the pairs answer at once; else they are drafts.
        dry_run: only look and report.
        skip_errors: import the good rows and report the others.
        progress: is told (rows done, rows in all).
        today: the day written as the date of review where `publish` is set and the row names none.

    Raises:
        UnreadableFile: the file cannot be read as what its name says.
    """
    pairs, numbers, errors = _read(path)
    duplicates = _duplicates(store, pairs, numbers)
    plan = _plan(store, pairs, publish=publish, today=today)
    stopped = dry_run or (bool(errors) and not skip_errors)
    if not stopped:
        _write(store, plan.pairs, progress)
    return ImportReport(
        rows=len(pairs) + len(errors),
        created=plan.created,
        updated=plan.updated,
        unchanged=plan.unchanged,
        duplicates=tuple(duplicates),
        errors=tuple(errors),
        written=not stopped,
    )


def _read(path: Path) -> tuple[list[QaPair], list[int], list[BadRow]]:
    pairs: list[QaPair] = []
    numbers: list[int] = []
    errors: list[BadRow] = []
    row_of: dict[str, int] = {}
    for number, row in rows(path):
        try:
            if isinstance(row, BadRow):
                raise row
            pair = to_pair(row, path.name, number)
            if pair.external_id and pair.external_id in row_of:
                raise BadRow(path.name, number, "row_same_id", other=row_of[pair.external_id])
        except BadRow as error:
            errors.append(error)
            continue
        if pair.external_id:
            row_of[pair.external_id] = number
        pairs.append(pair)
        numbers.append(number)
    return pairs, numbers, errors


def _duplicates(store: Store, pairs: list[QaPair], numbers: list[int]) -> list[Duplicate]:
    known = store.external_ids_by_key()
    found = []
    for pair, number in zip(pairs, numbers, strict=True):
        askers = known.setdefault(question_key(pair.question), set())
        if askers - {pair.external_id}:
            found.append(Duplicate(number, pair.question))
        askers.add(pair.external_id)
    return found


def _plan(store: Store, pairs: list[QaPair], *, publish: bool, today: date | None) -> _Plan:
    identifiers = store.pair_ids_by_external_id()
    state = PairState.PUBLISHED if publish else PairState.DRAFT
    writing: list[QaPair] = []
    created = unchanged = 0
    for pair in pairs:
        known = identifiers.get(pair.external_id) if pair.external_id else None
        reviewed = pair.reviewed_on or (today if publish else None)
        wanted = replace(pair, state=state, reviewed_on=reviewed)
        if known is None:
            created += 1
            writing.append(wanted)
            continue
        stored = store.pair(known)
        wanted = _onto(stored, wanted, publish=publish)
        if replace(wanted, reviewed_on=stored.reviewed_on) == stored:
            unchanged += 1
        else:
            writing.append(replace(wanted, version=stored.version + 1))
    return _Plan(writing, created, len(writing) - created, unchanged)


def _onto(stored: QaPair, row: QaPair, *, publish: bool) -> QaPair:
    """Return a stored pair with what a row says; what the row leaves out stays, and so does what is published."""
    said = {
        each.name: value
        for each in fields(row)
        if (value := getattr(row, each.name)) and each.name not in ("id", "version", "state")
    }
    return replace(stored, **said, state=PairState.PUBLISHED if publish else stored.state)


def _write(store: Store, pairs: list[QaPair], progress: Progress | None) -> None:
    if not pairs:
        return
    with store.writing("import") as write:
        for done, pair in enumerate(pairs, start=1):
            write.pair(pair)
            if progress is not None:
                progress(done, len(pairs))
