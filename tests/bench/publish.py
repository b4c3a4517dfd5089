"""From publishing to answering: `.venv/bin/python -m tests.bench.publish`.

One process approves and archives pairs, two others answer all the while. Printed is the time from the
moment at which the step is acknowledged until the last of the others answers, or answers no more.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table

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
    """Seconds of a step: until it was acknowledged, and from then until it held in every process."""

    acknowledged: float
    everywhere: float


class Steps:
    """Takes steps in a pair's life while others answer."""

    def __init__(self, store: Store, processes: list[AnsweringProcess]) -> None:
        known, today = Known(store), date.today()
        self._editor = Editing(store, "editor", today=today, known=known)
        self._reviewer = Editing(store, "reviewer", today=today, known=known)
        self._processes = processes

    def publish_and_archive(self, question: str) -> tuple[Step, Step]:
        """Write, publish and archive a pair; returns how long the last two took."""
        draft = self._editor.save_draft(QaPair(question, f"{question}，请以现场公告为准。")).pair
        version = self._editor.submit(draft.id, draft.version).pair.version
        self._begin(question, draft.id, answers=True)
        began = time.time()
        version = self._reviewer.approve(draft.id, version).pair.version
        published = self._end(began)
        self._begin(question, draft.id, answers=False)
        began = time.time()
        self._reviewer.archive(draft.id, version, "measured")
        return published, self._end(began)

    def _begin(self, question: str, qa_id: str, *, answers: bool) -> None:
        for each in self._processes:
            each.begin(question, qa_id, answers)

    def _end(self, began: float) -> Step:
        acknowledged = time.time()
        last = max(float(each.result()["at"]) for each in self._processes)
        return Step(acknowledged - began, max(0.0, last - acknowledged))


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
            import_pairs(store, corpus, publish=True)
        pairs = store.counts()["pairs"]
        with answering_processes(url, PROCESSES) as processes:
            steps = Steps(store, processes)
            taken = [steps.publish_and_archive(question) for question in questions()]
        store.close()
    title = (
        f"{TIMES} pairs published and archived, {pairs} pairs in the library, {PROCESSES} processes answering"
    )
    table = Table("milliseconds", "p50", "p95", "max", title=title)
    for number, name in enumerate(("published", "archived")):
        table.add_row(f"{name}: until acknowledged", *_row([each[number].acknowledged for each in taken]))
        table.add_row(f"{name}: from then on, everywhere", *_row([each[number].everywhere for each in taken]))
    CONSOLE.print(table)


def _row(seconds: list[float]) -> tuple[str, str, str]:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return tuple(f"{value * 1000:.0f}" for value in (cuts[49], cuts[94], max(seconds)))  # type: ignore[return-value]


if __name__ == "__main__":
    main()
