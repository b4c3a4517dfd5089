"""From publishing to answering: `.venv/bin/python -m tests.bench.publish`.

One process approves and archives pairs, two others answer. Each is asked the pair's question the moment the
step is acknowledged, and again until it answers, or answers no more. Printed is the time from there to the
last right answer, the answering itself within, and how often a process had to be asked twice.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table

from policies.clock import today as today_in_china
from policies.content.checks.known import Known
from policies.content.editing import Editing
from policies.content.importing.importer import import_pairs
from policies.content.model import QaPair
from policies.content.store import Store
from policies.demo.load import load_demo
from tests.conftest import SHARED_DATA
from tests.policies.content.answering import AnsweringProcess, answering_processes

CONSOLE = Console(highlight=False, width=110)
TIMES = 60
PROCESSES = 2
PLACES = ["天文馆", "图书馆", "博物馆", "体育馆", "美术馆", "文化馆", "科技馆", "植物园", "动物园", "少年宫"]
MATTERS = ["夜场几点开放", "团体怎么预约", "讲解怎么收费", "寄存在哪里", "停车怎么收费", "哪天闭馆"]


@dataclass(frozen=True)
class Step:
    """Seconds of a step until it was acknowledged, and from then until it held in every process.

    `late` counts the processes whose first answer was still the old one.
    """

    acknowledged: float
    everywhere: float
    late: int


class Steps:
    """Takes steps in a pair's life while others answer."""

    def __init__(self, store: Store, processes: list[AnsweringProcess]) -> None:
        known, today = Known(store), today_in_china()
        self._editor = Editing(store, "editor", today=today, known=known)
        self._reviewer = Editing(store, "reviewer", today=today, known=known)
        self._processes = processes

    def publish_and_archive(self, question: str) -> tuple[Step, Step]:
        """Write, publish and archive a pair; returns how long the last two took."""
        draft = self._editor.save_draft(QaPair(question, f"{question}，请以现场公告为准。")).pair
        version = self._editor.submit(draft.id, draft.version).pair.version
        began = time.time()
        version = self._reviewer.approve(draft.id, version).pair.version
        published = self._ask(question, draft.id, began, answers=True)
        began = time.time()
        self._reviewer.archive(draft.id, version, "measured")
        return published, self._ask(question, draft.id, began, answers=False)

    def _ask(self, question: str, qa_id: str, began: float, *, answers: bool) -> Step:
        acknowledged = time.time()
        for each in self._processes:
            each.begin(question, qa_id, answers)
        results = [each.result() for each in self._processes]
        last = max(float(result["at"]) for result in results)
        late = sum(result["asked"] > 1 for result in results)
        return Step(acknowledged - began, last - acknowledged, late)


def questions() -> list[str]:
    """Return questions that no pair asks."""
    return [f"示范市{place}{matter}？" for place in PLACES for matter in MATTERS][:TIMES]


def main() -> None:
    """Measure and print."""
    corpus = SHARED_DATA / "gov_faq_corpus.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'library.db'}"
        store = Store.open(url)
        load_demo(store)
        if corpus.exists():
            import_pairs(store, corpus, publish=True, is_checked=True)
        pairs = store.counts()["pairs"]
        with answering_processes(url, PROCESSES) as processes:
            steps = Steps(store, processes)
            steps.publish_and_archive("示范市气象台几点开放？")  # warm, not counted
            taken = [steps.publish_and_archive(question) for question in questions()]
        store.close()
    title = (
        f"{TIMES} pairs published and archived, {pairs} pairs in the library, {PROCESSES} processes answering"
    )
    CONSOLE.print(
        "load average {:.1f} {:.1f} {:.1f} on {} cores".format(*os.getloadavg(), os.cpu_count() or 1)
    )
    table = Table("milliseconds", "p50", "p95", "max", title=title)
    for number, name in enumerate(("published", "archived")):
        table.add_row(f"{name}: until acknowledged", *_row([each[number].acknowledged for each in taken]))
        table.add_row(f"{name}: from then on, everywhere", *_row([each[number].everywhere for each in taken]))
    CONSOLE.print(table)
    late = sum(step.late for pair in taken for step in pair)
    CONSOLE.print(f"answers that were still the old ones: {late} of {2 * TIMES * PROCESSES}")


def _row(seconds: list[float]) -> tuple[str, str, str]:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return tuple(f"{value * 1000:.0f}" for value in (cuts[49], cuts[94], max(seconds)))  # type: ignore[return-value]


if __name__ == "__main__":
    main()
