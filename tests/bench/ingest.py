"""`python -m tests.bench.ingest`: how well pages are read, and how fast documents go in.

Reads the real pages and the national laws of `../shared/data`; prints what is kept of the pages and what
is foreign, then documents a second on store and index together, and the memory along the way.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import psutil
from rich.console import Console
from rich.table import Table

from policies.content.filing import Filed, file_each
from policies.ingest.intake import Intake
from policies.library import Library
from policies.settings import LibrarySettings
from tests.conftest import SHARED_DATA
from tests.policies.ingest.pages import compared, read_pages, rows
from tests.policies.ingest.test_real_documents import REGULATIONS, articles

CONSOLE = Console(highlight=False, width=110)
MARKS = (25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far it was: percent of the documents, seconds, resident memory of the process in MB, and its peak."""

    percent: int
    seconds: float
    resident_mb: float
    peak_mb: float


def pages(folder: Path) -> None:
    """Print how the real pages are read."""
    read = read_pages(folder)
    beside = list(compared(folder, read))
    CONSOLE.print(
        f"pages: {len(read)}; titles right {sum(each.has_right_title for each in read)}, "
        f"dates right {sum(each.has_right_date for each in read)}, "
        f"with 索引号 {sum(bool(each.document.index_number) for each in read)}"
    )
    CONSOLE.print(
        f"beside the same documents as text: {len(beside)}; kept {mean(each.kept for each in beside):.2%} "
        f"(least {min(each.kept for each in beside):.2%}), foreign {mean(each.foreign for each in beside):.2%} "
        f"(most {max(each.foreign for each in beside):.2%})"
    )
    nameless = list(compared(folder, read_pages(folder, nameless=True)))
    CONSOLE.print(
        f"as if no element had a name: kept {mean(each.kept for each in nameless):.2%} "
        f"(least {min(each.kept for each in nameless):.2%}), most foreign {max(each.foreign for each in nameless):.2%}"
    )
    laws = list(rows(folder, REGULATIONS))
    right = sum(articles(law["text"]) == law["articles"] for law in laws)
    CONSOLE.print(f"laws: {len(laws)}; the number of 第X条 is right in {right} ({right / len(laws):.2%})")


def speed(file: Path) -> None:
    """Print how fast the documents of a file go into a store and an index, and with how much memory."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(LibrarySettings(database_url=f"sqlite:///{folder}/library.db", index_dir=None))
        total = len(Intake([file]))
        began, spent = time.perf_counter(), _processor_s()
        with library.following() as follow:
            marks = _marks(library, Intake([file]), total, began, follow)
        seconds, processor = time.perf_counter() - began, _processor_s() - spent
        again = time.perf_counter()
        same = sum(each.result is Filed.UNCHANGED for each in file_each(library.store, Intake([file])))
        again = time.perf_counter() - again
        library.close()
    table = Table("documents", "seconds", "resident MB", "peak MB", title=f"{file.name}: {total} documents")
    for mark in marks:
        table.add_row(
            f"{mark.percent} %", f"{mark.seconds:.1f}", f"{mark.resident_mb:.0f}", f"{mark.peak_mb:.0f}"
        )
    CONSOLE.print(table)
    CONSOLE.print(f"memory at the end to memory at a quarter: {marks[-1].peak_mb / marks[0].peak_mb:.2f} ×")
    CONSOLE.print(
        f"{total / seconds:.0f} documents/s on store and index together "
        f"({processor / total * 1000:.1f} ms of processor time each, all processes; "
        f"load {psutil.getloadavg()[0]:.1f} on {psutil.cpu_count()} processors)"
    )
    CONSOLE.print(f"the same file again: {same} of {total} unchanged, {total / again:.0f} documents/s")


def _marks(
    library: Library, intake: Intake, total: int, began: float, follow: Callable[[], None]
) -> list[Mark]:
    process, marks, peak = psutil.Process(), [], 0.0
    filing = file_each(library.store, intake, after_batch=follow)
    for done, _ in enumerate(filing, start=1):
        resident = process.memory_info().rss / 1e6
        peak = max(peak, resident)
        if any(done == total * percent // 100 for percent in MARKS):
            marks.append(Mark(done * 100 // total, time.perf_counter() - began, resident, peak))
    return marks


def _processor_s() -> float:
    """Return the processor time of this process and of those that it has ended."""
    times = psutil.Process().cpu_times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Measure and print."""
    if not SHARED_DATA.is_dir():
        CONSOLE.print("filing is not measured: the folder ../shared/data is not beside the project")
        return
    pages(SHARED_DATA)
    speed(SHARED_DATA / REGULATIONS)


if __name__ == "__main__":
    main()
