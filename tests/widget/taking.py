"""Pictures of the pages of staff, taken in one service with the demonstration library."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from policies.library import Library
from tests.conftest import CHROMIUM, FLAGS, ROOT
from tests.widget.desk import MONDAY_AT_TEN
from tests.widget.serving import demo_library, serving

# Gives the pictures of one width and height of the window as they are taken.
Pictures = Callable[[Browser, Library, str, int, int], Iterator[Path]]


def take(widths: Mapping[int, int], hire: Callable[[Library], None], pictures: Pictures) -> None:
    """Take pictures at every width (→ height, pixels) and name their files; `hire` makes the accounts first."""
    console = Console(highlight=False)
    with (
        tempfile.TemporaryDirectory() as scratch,
        demo_library(Path(scratch)) as library,
        serving(library, desk=True, clock=lambda: MONDAY_AT_TEN) as site,
        sync_playwright() as playwright,
    ):
        hire(library)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for width, height in widths.items():
            for path in pictures(browser, library, site, width, height):
                console.print(str(path.relative_to(ROOT)))
        browser.close()
