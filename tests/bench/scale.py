"""The library's time a question as it grows, as a ratio to bm25s on the same texts in the same run.

`.venv/bin/python -m tests.bench.scale`: 2,295 and 10,000 pairs, 100,000 passages. Read the ratios and the processor's
milliseconds: a busy machine lengthens the clock's.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from policies.answering.inquiry import Question
from policies.cli.console import quiet_logs
from policies.content.importing.columns import first_sentences
from policies.content.model import Clause, Facet, PairState, Policy, QaPair
from policies.evaluation.metrics import times
from policies.evaluation.questions import EvaluationQuestion, read_questions
from policies.evaluation.run import Spent, Stopwatch, inquiries
from policies.library import Library
from policies.search.split import pieces
from tests.conftest import ROOT
from tests.questions.peers.lexical import bm25_characters
from tests.questions.rounds import TODAY, Row, empty_library
from tests.questions.sets.shared import shared_file, shared_lines

CONSOLE = Console(highlight=False, width=120)
RESULT = ROOT / "var" / "bench" / "scale.json"
AT_ONCE = 4
BASELINE = "bm25s, characters 1+2"
FILES = ("gov_faq_corpus.jsonl", "regulations_national.jsonl", "citizen_questions_dev.jsonl")


@dataclass(frozen=True, slots=True)
class Size:
    """A size to measure: what is written into the library, and the same texts as rows."""

    name: str
    number: int
    fill: Callable[[Library, int], list[Row]]


def pairs(library: Library, number: int) -> list[Row]:
    """Write so many pairs: a city's, then articles of national law asked for by their beginning."""
    made = list(islice(_pairs(), number))
    with library.store.writing("bench") as write:
        for pair in made:
            write.pair(pair)
    return [(pair.external_id or "", pair.question) for pair in made]


def passages(library: Library, number: int) -> list[Row]:
    """Write documents until they make so many passages; longer lists repeat the same law under another title."""
    rows: list[Row] = []
    with library.store.writing("bench") as write:
        for policy in _policies():
            write.policy(policy)
            rows += [
                (policy.id, f"{policy.title} {piece}")
                for clause in policy.clauses
                for _, piece in pieces(clause.text)
            ]
            if len(rows) >= number:
                break
    return rows


def _pairs() -> Iterator[QaPair]:
    for entry in shared_lines("gov_faq_corpus.jsonl"):
        yield _pair(entry["id"], entry["question"], entry["answer"])
    for entry in shared_lines("regulations_national.jsonl"):
        for number, article in enumerate(_articles(entry["text"])):
            yield _pair(f"{entry['id']}/{number}", f"{entry['title']}：{article[:30]}", article)


def _pair(identifier: str, question: str, answer: str) -> QaPair:
    return QaPair(
        question=question,
        summary=first_sentences(answer),
        external_id=identifier,
        detail={Facet.NOTE: answer},
        reviewed_on=TODAY,
        state=PairState.PUBLISHED,
    )


def _policies() -> Iterator[Policy]:
    laws = shared_lines("regulations_national.jsonl")
    for turn in range(1, 100):
        for law in laws:
            clauses = [
                Clause(path=f"{place}", text=text)
                for place, text in enumerate(_articles(law["text"]), start=1)
            ]
            title = law["title"] if turn == 1 else f"{law['title']}（{turn}）"
            yield Policy(title=title, clauses=tuple(clauses), id=f"{law['id']}-{turn}")


def _articles(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if len(line.strip()) > 20]


def measure(size: Size, questions: list[EvaluationQuestion]) -> dict[str, Any]:
    """Return the times of the library and of the baseline at one size."""
    with tempfile.TemporaryDirectory() as folder, empty_library(Path(folder)) as library:
        rows = size.fill(library, size.number)
        began = time.perf_counter()
        library.refresh()
        indexed_s = time.perf_counter() - began
        library.warm()  # as the bridge does when it starts
        ours, again = (
            _figures(spent for _, _, spent in inquiries(library, questions, TODAY)) for _ in range(2)
        )
        together = _figures(_together(library, questions))
        memory_mb = round(psutil.Process().memory_info().rss / 1e6)
    rank = bm25_characters(rows)
    return {
        "rows": len(rows),
        "indexed_s": round(indexed_s, 1),
        "ours": ours,
        "again": again,
        "together": together,
        "memory_mb": memory_mb,
        BASELINE: _figures(_timed(rank, each.query) for each in questions),
    }


def _together(library: Library, questions: list[EvaluationQuestion]) -> list[Spent]:
    """Ask from several threads at once, as the bridge does."""

    def ask(each: EvaluationQuestion) -> Spent:
        watch = Stopwatch()
        library.ask(Question(each.query, asked_on=TODAY))
        return watch.read()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(ask, questions))


def _timed(rank: Callable[[str], list[str]], query: str) -> Spent:
    watch = Stopwatch()
    rank(query)
    return watch.read()


def _figures(spent: Iterable[Spent]) -> dict[str, float | None]:
    every = list(spent)
    return times([each.ms for each in every], [each.cpu_ms for each in every])


def show(results: dict[str, dict[str, Any]]) -> None:
    """Print both sides and their ratio."""
    table = Table(
        "size", "who", "ms p50", "p95", "cpu p50", "p95", "indexed s, memory", title="library time a question"
    )
    names = ("ms_p50", "ms_p95", "cpu_ms_p50", "cpu_ms_p95")
    for size, result in results.items():
        theirs, ours = ([result[who][name] for name in names] for who in (BASELINE, "ours"))
        table.add_row(size, BASELINE, *(f"{value:.2f}" for value in theirs))
        table.add_row("", "一号答", *(f"{value:.2f}" for value in ours), str(result["indexed_s"]))
        table.add_row("", "asked again", *(f"{result['again'][name]:.2f}" for name in names))
        memory = f"{result['memory_mb']} MB"
        table.add_row(
            "", f"{AT_ONCE} at once", *(f"{result['together'][name]:.2f}" for name in names), memory
        )
        ratios = (f"{mine / max(other, 1e-3):.1f} ×" for mine, other in zip(ours, theirs, strict=True))
        table.add_row("", "ratio", *ratios, style="bold")
        table.add_section()
    CONSOLE.print(table)


SIZES = (
    Size("2,295 pairs", 2_295, pairs),
    Size("10,000 pairs", 10_000, pairs),
    Size("100,000 passages", 100_000, passages),
)


def main() -> None:
    """Measure and print; the figures are also written to `var/bench/scale.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=[each.name for each in SIZES], action="append")
    only = parser.parse_args().only
    quiet_logs()
    if not all(shared_file(name).exists() for name in FILES):
        CONSOLE.print("skipped: ../shared/data is not beside the project")
        return
    questions = read_questions(shared_file("citizen_questions_dev.jsonl"))
    results = {}
    for size in SIZES:
        if not only or size.name in only:
            with CONSOLE.status(f"{size.name} …"):
                results[size.name] = measure(size, questions)
    show(results)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
