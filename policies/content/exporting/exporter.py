"""An export of Q&A pairs into a file that an import reads back without loss."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path

from policies.content.exporting.rows import Row, export_row, header_of
from policies.content.exporting.sheets import Sheet, csv_lines, write_xlsx
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from policies.errors import UnreadableFile

Progress = Callable[[int, int], None]


def export_pairs(
    store: Store,
    path: Path,
    states: Collection[PairState] = tuple(PairState),
    progress: Progress | None = None,
) -> int:
    """Write the pairs of a library into a .xlsx, .csv or .jsonl file; return how many.

    Pairs stand in the order of their own identifiers and questions, so that equal libraries give equal files.
    The file appears when it is complete.

    Args:
        store: where from.
        path: the file; its name's end says which kind.
        states: which pairs.
        progress: is told (pairs done, pairs in all).

    Raises:
        UnreadableFile: the name's end is not known, or the file cannot be written.
    """
    writers = {".xlsx": _xlsx, ".csv": _csv, ".jsonl": _jsonl}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise UnreadableFile(path.name, "unknown_import_kind", suffix=path.suffix or "无")
    pairs = sorted((pair for pair in store.pairs(published_only=False) if pair.state in states), key=_order)
    policy_of = lru_cache(maxsize=None)(store.policy)
    rows = []
    for done, pair in enumerate(pairs, start=1):
        rows.append(export_row(pair, policy_of))
        if progress is not None:
            progress(done, len(pairs))
    draft = path.with_name(f".{path.stem}.{os.getpid()}.new{path.suffix}")
    try:
        write(draft, rows)
        draft.replace(path)
    except OSError as error:
        raise UnreadableFile(str(path), "backup_not_writable", detail=error.strerror or "") from error
    finally:
        draft.unlink(missing_ok=True)
    return len(rows)


def _order(pair: QaPair) -> tuple[str, str, str, str]:
    return pair.external_id or "", pair.region or "", pair.question, pair.summary


def _csv(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(csv_lines(_sheet(rows)))


def _jsonl(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for row in rows:
            told = {name: str(value) for name, value in row.items() if value not in (None, "")}
            stream.write(json.dumps(told, ensure_ascii=False) + "\n")


def _xlsx(path: Path, rows: list[Row]) -> None:
    write_xlsx(path, [_sheet(rows)])


def _sheet(rows: list[Row]) -> Sheet:
    header = header_of(rows)
    return Sheet("问答", header, ([row.get(name) for name in header] for row in rows))
