"""`make screenshots`: pictures of the pages and their states, taken of the running service with Rasa."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console

from tests.conftest import CHROMIUM, FLAGS, ROOT
from tests.e2e.service import RunningService, running_service

FOLDER = ROOT / "docs" / "pictures"
WIDTHS = (375, 768, 1280)
HEIGHT = 900
STATES = {
    "answer": "职工医保住院报销比例是多少",
    "clarify": "小学什么时候报名",
    "refusal": "火星上的房子怎么买",
    "emergency": "我家煤气漏了一屋子味",
    "complaint": "楼下烧烤店半夜扰民我要投诉",
}


def main() -> None:
    """Take every picture at every width into `docs/pictures`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    console = Console(highlight=False)
    with (
        tempfile.TemporaryDirectory() as scratch,
        running_service(Path(scratch)) as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for width in WIDTHS:
            for path in pictures(browser, service, width):
                console.print(str(path.relative_to(ROOT)))
        browser.close()


def pictures(browser: Browser, service: RunningService, width: int) -> Iterator[Path]:
    """Give the pictures of one width as they are taken."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, locale="zh-CN", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(service.page)
    yield shot(tab, "start", width)
    for name, question in STATES.items():
        tab.goto(service.page)
        tab.evaluate("sessionStorage.clear()")
        tab.goto(f"{service.page}/?q={question}")
        tab.wait_for_selector("yihaoda-chat article", timeout=20_000)
        yield shot(tab, name, width)
    card = service.ask(STATES["answer"])["reply"]
    tab.goto(service.page + card["citations"][0]["url"])
    yield shot(tab, "policy", width)
    tab.goto(f"{service.page}/search?q=居住证")
    yield shot(tab, "search", width)
    tab.goto(f"{service.page}/policies/none")
    yield shot(tab, "problem", width)
    context.close()


def shot(tab: Page, name: str, width: int) -> Path:
    """Take one picture of what is in sight."""
    path = FOLDER / f"{name}-{width}.png"
    tab.screenshot(path=path)
    return path


if __name__ == "__main__":
    main()
