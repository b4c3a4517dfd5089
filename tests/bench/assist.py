"""Suggestions while a caller speaks, over a real WebSocket: `.venv/bin/python -m tests.bench.assist`.

A call is played as a recogniser writes it, a few characters more in every frame and each frame before the pause after
which a search begins is over; then the caller pauses, and the push for the last frame is awaited. Printed are the
milliseconds from the last frame to its push, with the pause in which the service waits for more (150 ms) and without it,
beside the library asked for the same texts in this process (`candidates`, and a whole `ask`).
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from threading import Thread

import httpx
import uvicorn
from rich.console import Console
from rich.table import Table
from websockets.asyncio.client import connect

from api.hotline.assist import DEBOUNCE_S
from api.main import create_app
from policies.answering.inquiry import Question
from policies.cli.console import quiet_logs
from policies.content.keys import KeyRing, Role
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for
from tests.bench.typeahead import pairs

PAIRS, TURNS, STEP = 2_400, 120, 3
TARGET_P95_MS = 60.0
PATIENCE_S = 10.0
FILLERS = ("喂你好那个", "嗯我想问一下", "就是说", "哎")
CONSOLE = Console(highlight=False, width=110)


def utterances() -> list[str]:
    """Return what callers say: questions without punctuation, behind a filler, each about another pair."""
    asked = [pair.question for pair in islice(pairs(), 0, PAIRS, PAIRS // TURNS)]
    return [f"{FILLERS[number % len(FILLERS)]}{each}" for number, each in enumerate(asked)]


async def speak(address: str, headers: dict[str, str], said: list[str]) -> list[float]:
    """Say every utterance bit by bit and return the milliseconds from its last frame to the push."""
    times, seq = [], 0
    async with connect(address, additional_headers=headers) as line:
        for text in said:
            for end in (*range(STEP, len(text), STEP), len(text)):
                seq += 1
                await line.send(json.dumps({"text": text[:end], "seq": seq}))
                began = time.perf_counter()
            async with asyncio.timeout(PATIENCE_S):
                while json.loads(await line.recv())["seq"] != seq:
                    pass
            times.append((time.perf_counter() - began) * 1000)
    return times


@contextmanager
def served(library: Library) -> Iterator[str]:
    """Serve a library in a thread; gives host and port."""
    app = create_app(settings_for(), library, today=lambda: TODAY)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.05)
    yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def baselines(library: Library, said: list[str]) -> dict[str, list[float]]:
    """Return the milliseconds of the library itself for the same texts."""
    rows: dict[str, list[float]] = {"library.candidates, in process": [], "library.ask, in process": []}
    for text in said:
        question = Question(text, TODAY)
        for name, asked in zip(rows, (library.candidates, library.ask), strict=True):
            began = time.perf_counter()
            asked(question)
            rows[name].append((time.perf_counter() - began) * 1000)
    return rows


def main() -> None:
    """Fill a library, play the call, and print."""
    quiet_logs()
    said = utterances()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'library.db'}"
        library = Library.open(LibrarySettings(database_url=url, index_dir=Path(folder) / "index"))
        with library.store.writing("bench") as write:
            for pair in islice(pairs(), PAIRS):
                write.pair(pair)
        library.refresh()
        key = KeyRing(library.store).make("热线", [Role.HOTLINE])[1]
        headers = {"Authorization": f"Bearer {key}"}
        with served(library) as host:
            call = httpx.post(f"http://{host}/api/v1/hotline/calls", json={}, headers=headers).json()
            address = f"ws://{host}/api/v1/hotline/calls/{call['call_id']}/assist"
            asyncio.run(speak(address, headers, said[:10]))  # warm, not counted
            pushed = asyncio.run(speak(address, headers, said))
        rows = baselines(library, said)
        library.close()
    waited = DEBOUNCE_S * 1000
    rows = {
        "push, with the pause": pushed,
        f"push, after the pause of {waited:.0f} ms": [each - waited for each in pushed],
        **rows,
    }
    show(rows)


def show(rows: dict[str, list[float]]) -> None:
    """Print a table, and whether the target is met."""
    table = Table("", "times", "p50 ms", "p95 ms", "max ms", title=f"suggestions, {PAIRS} pairs")
    for name, times in rows.items():
        cuts = (median(times), _p95(times), max(times))
        table.add_row(name, str(len(times)), *(f"{each:.1f}" for each in cuts))
    CONSOLE.print(table)
    found = _p95(next(times for name, times in rows.items() if "after" in name))
    verdict = "met" if found <= TARGET_P95_MS else "missed"
    CONSOLE.print(f"target: p95 of a push at most {TARGET_P95_MS:.0f} ms after the pause: {verdict}")


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
