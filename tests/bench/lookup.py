"""An operator's look-up over a large library: `.venv/bin/python -m tests.bench.lookup`.

10,000 pairs and 100,000 passages in one library. Questions of citizens are typed two characters at a time, as the page asks
while somebody types, then initials and 文号; each look is one call of the desk's service. Read the processor's milliseconds:
a busy machine lengthens the clock's.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from policies.answering.lookup.rows import Wanted
from policies.cli.console import quiet_logs
from policies.evaluation.metrics import times
from policies.evaluation.questions import read_questions
from policies.evaluation.run import Spent, Stopwatch
from policies.library import Library
from tests.bench.desk import LETTERS
from tests.bench.scale import FILES, pairs, passages
from tests.questions.rounds import TODAY, empty_library
from tests.questions.sets.shared import shared_file

PAIRS, PASSAGES, QUESTIONS, STEP, LONGEST = 10_000, 100_000, 40, 2, 16
TARGET_P95_MS = 30.0
NUMBERS = ("国务院令第744号", "国发〔2021〕23号", "示医保规〔2025〕3号")
CONSOLE = Console(highlight=False, width=110)


def typed() -> Iterator[str]:
    """Give what the page asks for while questions are typed."""
    for question in islice(read_questions(shared_file("citizen_questions_dev.jsonl")), QUESTIONS):
        text = question.query[:LONGEST]
        yield from (text[:end] for end in (*range(STEP, len(text), STEP), len(text)))


def looks(library: Library, texts: Iterable[str], wanted: Wanted) -> list[Spent]:
    """Look up one text after the other."""
    spent = []
    for text in texts:
        watch = Stopwatch()
        library.look_up(text, TODAY, wanted)
        spent.append(watch.read())
    return spent


def main() -> None:
    """Measure and print."""
    quiet_logs()
    if not all(shared_file(name).exists() for name in FILES):
        CONSOLE.print("skipped: ../shared/data is not beside the project")
        return
    with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
        pairs(library, PAIRS)
        passages(library, PASSAGES)
        library.refresh()
        library.warm()
        began = time.perf_counter()
        library.warm_lookup()
        CONSOLE.print(f"read ahead in {time.perf_counter() - began:.1f} s")
        table = Table(
            "looked up", "ms p50", "p95", "cpu p50", "p95", "n", title=f"target: p95 ≤ {TARGET_P95_MS:.0f} ms"
        )
        for what, texts, wanted in (
            ("while typing", typed(), Wanted()),
            ("typed again", typed(), Wanted()),
            ("what has lapsed too", typed(), Wanted(lapsed=True)),
            ("initials", LETTERS * 5, Wanted()),
            ("文号", NUMBERS * 5, Wanted()),
        ):
            spent = looks(library, texts, wanted)
            found = times([each.ms for each in spent], [each.cpu_ms for each in spent])
            names = ("ms_p50", "ms_p95", "cpu_ms_p50", "cpu_ms_p95")
            table.add_row(what, *(f"{found[name]:.1f}" for name in names), str(len(spent)))
    CONSOLE.print(table)


if __name__ == "__main__":
    main()
