"""The citizen's page in a real browser: `.venv/bin/python -m tests.bench.page`.

Printed are the weight of what the page loads, and milliseconds: until one can type, from Enter to the answer on the
screen (the library answers, over the WebSocket), and from a keystroke to the questions offered.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TypeVar

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from api.logs import configure_logs
from api.static import FOLDER
from policies.library import Library
from tests.conftest import CHROMIUM, FLAGS
from tests.widget.chat_page import Chat
from tests.widget.serving import demo_library, serving

VISITS = 12
CONSOLE = Console(highlight=False)
Times = dict[str, list[float]]
T = TypeVar("T")


def main() -> None:
    """Visit the page a dozen times and print."""
    configure_logs("ERROR", sys.stderr)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_library(Path(folder)) as library,
        serving(library) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        weigh(browser, site)
        times: Times = {"until one can type": [], "questions while typing": [], "first answer": []}
        for question in islice(questions(library), VISITS):
            visit(browser, site, question, times)
        browser.close()
    for name, found in times.items():
        CONSOLE.print(
            f"{name}: median {median(found):.0f} ms, slowest {max(found):.0f} ms of {VISITS} visits"
        )


def questions(library: Library) -> Iterator[str]:
    """Give questions of many fields."""
    by_field = {(pair.category or "").split("/")[0]: pair.question for pair in library.store.pairs()}
    yield from (*by_field.values(), *(pair.question for pair in library.store.pairs()))


def weigh(browser: Browser, site: str) -> None:
    """Print how many files the first page loads, and what they weigh compressed."""
    tab = browser.new_page()
    loaded: set[str] = set()
    tab.on("response", lambda response: loaded.add(response.url.removeprefix(f"{site}/static/")))
    Chat(tab, site)
    files = [FOLDER / name for name in loaded if (FOLDER / name).is_file()]
    weight = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in files)
    everything = sum(
        len(gzip.compress(path.read_bytes(), mtime=0)) for path in FOLDER.rglob("*") if path.is_file()
    )
    CONSOLE.print(
        f"first page: {len(files)} files, {weight:,} bytes compressed; all pages and the widget: {everything:,}"
    )
    tab.close()


def visit(browser: Browser, site: str, question: str, times: Times) -> None:
    """Open the page as somebody new, type, ask, and note how long each took."""
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    chat, opened = _timed(lambda: Chat(tab, site))
    chat.field.press_sequentially(question[:1])
    _, offered = _timed(lambda: _offered(chat, question[1]))
    chat.field.fill(question)
    _, answered = _timed(lambda: _answered(chat))
    for name, found in zip(times, (opened, offered, answered), strict=True):
        times[name].append(found)
    context.close()


def _offered(chat: Chat, key: str) -> None:
    chat.field.press_sequentially(key)
    chat.find("[role=listbox]").wait_for()


def _answered(chat: Chat) -> None:
    chat.field.press("Enter")
    chat.cards.wait_for()


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    found = act()
    return found, 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
