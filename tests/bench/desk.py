"""The operator's desk in a real browser: from a key to what was found on the screen; initials over many pairs.

.venv/bin/python -m tests.bench.desk
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright
from rich.console import Console

from policies.answering.lookup.initials import Initials
from policies.content.titles import Title, Titles
from policies.library import Library
from tests.conftest import CHROMIUM, FLAGS
from tests.desk.pictures import LOGIN, PASSWORD, hire
from tests.widget.serving import demo_library, serving

TYPED = (
    "医保",
    "公积金提取",
    "老人补贴",
    "居住证",
    "ybbx",
    "失业金领取",
    "孩子上学",
    "gjjtq",
    "住院报销比例",
    "低保怎么申请",
)
LETTERS = ("ybbx", "gjj", "gjjtq", "sybx", "yb", "dbzm", "jzz", "etbh", "yl", "zgybzy")
ROUNDS, PAIRS = 5, 10_000
TYPE = """(text) => new Promise((done) => {
  const box = document.querySelector("#asked"), began = performance.now();
  const seen = new MutationObserver(() => requestAnimationFrame(() => { seen.disconnect(); done(performance.now() - began); }));
  seen.observe(document.querySelector("#results"), { childList: true, subtree: true });
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""


def main() -> None:
    """Measure and print."""
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as scratch, demo_library(Path(scratch)) as library:
        with serving(library, desk=True) as site, sync_playwright() as playwright:
            hire(library)
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            console.print(told("key to paint, 60 ms of it waiting for more", typed(browser.new_page(), site)))
            browser.close()
        console.print(told(f"initials over {PAIRS:,} pairs", initials(library)))


def typed(tab: Page, site: str) -> list[float]:
    """Return milliseconds from a key to the list on the screen."""
    tab.goto(f"{site}/desk/")
    tab.fill("#login", LOGIN)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("html[data-ready]")
    return [float(tab.evaluate(TYPE, text)) for _ in range(ROUNDS) for text in TYPED]


def initials(library: Library) -> list[float]:
    """Return milliseconds of a look at initials over the demonstration's questions, repeated until there are many."""
    known = Titles(library.store.engine).now()
    many = tuple(
        Title(f"q-{n}", each.question, each.region, each.key, each.others)
        for n, each in enumerate((known * (PAIRS // len(known) + 1))[:PAIRS])
    )
    index = Initials(library.dictionary.words)
    index.warm(many)
    took = []
    for letters in LETTERS * ROUNDS:
        began = time.perf_counter()
        index.of(letters, many)
        took.append((time.perf_counter() - began) * 1000)
    return took


def told(what: str, ms: list[float]) -> str:
    """Return a line of figures."""
    ordered = sorted(ms)
    return f"{what}: p50 {median(ms):.1f} ms, p95 {ordered[int(len(ms) * 0.95)]:.1f} ms, max {ordered[-1]:.1f} ms"


if __name__ == "__main__":
    main()
