"""`make bench`: chat turns through the whole path beside stock Rasa, memory, and the library's time a question."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
import psutil
from dotenv import load_dotenv
from rich.console import Console
from rich.table import Table

from policies.answering.inquiry import Question
from policies.clock import today as today_in_china
from policies.content.importing.importer import import_pairs
from policies.demo.load import demo_pair_rows
from policies.library import Library
from policies.settings import LibrarySettings
from tests.bench import stock
from tests.bench.load import Load, measure
from tests.conftest import ROOT, SHARED_DATA
from tests.e2e.service import RunningService, running_service

CONSOLE = Console(highlight=False, width=110)
CLIENTS = (1, 8)
TURNS = 400
RESULT = ROOT / "var" / "bench" / "result.json"


def questions() -> list[str]:
    """Return questions that the demonstration library can answer."""
    return [row["similar"][0] for row in demo_pair_rows()]


def our_load(service: RunningService) -> list[Load]:
    """Load the whole path: bridge, Rasa, action server, library, stored and answered.

    The channel for Rasa front ends lets the sender name the conversation, as on the other side.
    """

    def body(conversation: str, question: str) -> dict[str, Any]:
        return {"sender": conversation, "message": question}

    def good(reply: Any) -> bool:
        cards = [each["custom"] for each in reply if "custom" in each]
        return bool(cards) and not cards[0]["degraded"]

    return _loads(f"{service.page}/webhooks/rest/webhook", body, good)


def stock_load(address: str) -> list[Load]:
    """Load stock Rasa's REST channel."""

    def body(conversation: str, question: str) -> dict[str, Any]:
        return {"sender": conversation, "message": question}

    return _loads(
        f"{address}/webhooks/rest/webhook", body, lambda reply: any("custom" in each for each in reply)
    )


def _loads(url: str, body: Any, good: Any) -> list[Load]:
    asyncio.run(measure(url, body, good, questions(), clients=2, turns=40))  # warm, not counted
    return [asyncio.run(measure(url, body, good, questions(), clients, TURNS)) for clients in CLIENTS]


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process and its children, in megabytes."""
    process = psutil.Process(pid)
    return sum(each.memory_info().rss for each in (process, *process.children(recursive=True))) / 1e6


def library_ms(rows: Path | None) -> dict[str, float]:
    """Return the library's milliseconds a question, with as many pairs as there are."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(LibrarySettings(database_url=f"sqlite:///{folder}/library.db", index_dir=None))
        if rows is not None:
            import_pairs(library.store, rows, publish=True, is_checked=True)
        began = time.perf_counter()
        library.refresh()
        indexed = time.perf_counter() - began
        asked = questions() * 2
        times = sorted(_timed(library, text) for text in asked)
        cuts = quantiles(times, n=100, method="inclusive")
        pairs = library.store.counts()["pairs"]
        library.close()
    return {"pairs": pairs, "index_s": indexed, "p50_ms": cuts[49], "p95_ms": cuts[94]}


def _timed(library: Library, text: str) -> float:
    began = time.perf_counter()
    library.ask(Question(text, asked_on=today_in_china()))
    return (time.perf_counter() - began) * 1000


def show(ours: Sequence[Load], theirs: Sequence[Load]) -> None:
    """Print both sides and their ratio."""
    table = Table(
        "clients", "who", "turns/s", "p50 ms", "p95 ms", "failed", title="chat turns, the whole path"
    )
    for mine, other in zip(ours, theirs, strict=True):
        for who, load in (("stock Rasa", other), ("一号答", mine)):
            row = (f"{load.turns_per_s:.1f}", f"{load.p50_ms:.1f}", f"{load.p95_ms:.1f}", str(load.failed))
            table.add_row(str(load.clients), who, *row)
        ratio = f"{mine.turns_per_s / other.turns_per_s:.2f} ×"
        table.add_row("", "ratio", ratio, f"{other.p50_ms / mine.p50_ms:.2f} ×", "", "", style="bold")
        table.add_section()
    CONSOLE.print(table)


def main() -> None:
    """Measure and print; the figures are also written to `var/bench/result.json`."""
    folder = ROOT / "var" / "bench" / "stock"
    CONSOLE.print("training stock Rasa's recipe once (kept in var/bench) …")
    trained = stock.build(folder)
    with tempfile.TemporaryDirectory() as scratch:
        began = time.monotonic()
        with running_service(Path(scratch)) as service:
            started = time.monotonic() - began
            ours = our_load(service)
            parts = {name: service.processes(*words) for name, words in PARTS.items()}
            memory = {name: memory_mb(found[0].pid) for name, found in parts.items() if found}
            load_dotenv(ROOT / ".env")
            key = os.environ["YIHAODA_INTERNAL_SECRET"]
            with stock.running(folder, service.actions, key, _stock_is_up) as (address, pid, stock_start):
                theirs = stock_load(address)
                memory["stock Rasa"] = memory_mb(pid)
    show(ours, theirs)
    for name, megabytes in memory.items():
        CONSOLE.print(f"resident memory, {name}: {megabytes:.0f} MB")
    CONSOLE.print(f"start until Rasa takes part: {started:.1f} s; stock Rasa: {stock_start:.1f} s")
    CONSOLE.print(f"stock Rasa's training ({stock.EPOCHS} epochs): {trained:.1f} s")
    corpus = SHARED_DATA / "gov_faq_corpus.jsonl"
    library = library_ms(corpus if corpus.exists() else None)
    CONSOLE.print(
        "library alone, {pairs} pairs: p50 {p50_ms:.2f} ms, p95 {p95_ms:.2f} ms, indexed in {index_s:.1f} s".format(
            **library
        )
    )
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    result = {
        "ours": [vars(each) for each in ours],
        "stock": [vars(each) for each in theirs],
        "memory_mb": memory,
        "start_s": {"ours": started, "stock": stock_start},
        "library": library,
    }
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


PARTS = {"bridge": ("-m api",), "action server": ("-m actions",), "rasa": ("bot.server",)}


def _stock_is_up(address: str) -> bool:
    return httpx.get(address, timeout=5).is_success


if __name__ == "__main__":
    main()
