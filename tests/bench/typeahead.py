"""Questions while typing, over 10,000 pairs: `.venv/bin/python -m tests.bench.typeahead`.

Printed are the milliseconds of a whole request through the bridge (`GET /api/v1/questions`), by the clock and by
the processor: a busy machine lengthens the clock's. The first request reads all questions once.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from pathlib import Path
from statistics import median, quantiles

from fastapi.testclient import TestClient
from rich.console import Console
from rich.table import Table

from api.main import create_app
from policies.cli.console import quiet_logs
from policies.content.model import PairState, QaPair
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for

PAIRS = 10_000
ROUNDS = 20
WHO = ["老年人", "学生", "残疾人", "外地人", "企业", "家长", "退役军人", "新市民"]
PLACES = ["图书馆", "体育馆", "博物馆", "公园", "社区食堂", "养老院", "幼儿园", "小学", "车站", "医院"]
MATTERS = [
    "几点开放",
    "怎么预约",
    "怎么收费",
    "停车在哪里",
    "能不能退费",
    "要带什么材料",
    "谁可以申请",
    "多久办好",
]
TYPED = [
    "老年",
    "图书馆",
    "停车",
    "外地人怎么",
    "残疾人体育馆",
    "要带什么",
    "幼儿园几点",
    "企业多久",
    "没有的",
]
CONSOLE = Console(highlight=False, width=110)

Times = list[tuple[float, float]]


def pairs() -> Iterator[QaPair]:
    """Give invented pairs, each with four similar questions."""
    for number, (who, place, matter) in enumerate(product(WHO * 16, PLACES, MATTERS)):
        question = f"{who}到第{number // 640 + 1}{place}{matter}"
        similar = tuple(f"{start}{question}" for start in ("请问", "想问", "咨询", "你好"))
        yield QaPair(question, f"{question}，以公告为准。", similar=similar, state=PairState.PUBLISHED)


def measure(client: TestClient, typed: list[str]) -> Times:
    """Return seconds by the clock and by the processor for each text."""
    times = []
    for text in typed:
        began, worked = time.perf_counter(), time.process_time()
        assert client.get("/api/v1/questions", params={"q": text}).status_code == 200
        times.append((time.perf_counter() - began, time.process_time() - worked))
    return times


def main() -> None:
    """Fill a library, type, and print."""
    quiet_logs()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'library.db'}"
        library = Library.open(LibrarySettings(database_url=url, index_dir=Path(folder) / "index"))
        with library.store.writing("bench") as write:
            saved = [write.pair(pair) for pair in islice(pairs(), PAIRS)]
        library.refresh()
        with TestClient(create_app(settings_for(), library, today=lambda: TODAY)) as client:
            rows = {"first": measure(client, TYPED[:1]), "typing": measure(client, TYPED * ROUNDS)}
            library.store.save_pair(replace(saved[0], summary="改了。"))
            library.refresh()
            rows["after a change"] = measure(client, TYPED[:1])
        library.close()
    show(rows)


def show(rows: dict[str, Times]) -> None:
    """Print a table."""
    table = Table("", "requests", "p50 ms", "p95 ms", "max ms", "processor p95 ms", title=f"{PAIRS} pairs")
    for name, times in rows.items():
        clock, worked = ([1000 * each[at] for each in times] for at in (0, 1))
        table.add_row(
            name,
            str(len(times)),
            *(f"{value:.1f}" for value in (median(clock), _p95(clock), max(clock), _p95(worked))),
        )
    CONSOLE.print(table)


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    main()
