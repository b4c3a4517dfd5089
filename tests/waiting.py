"""Waiting for what a page's own script says."""

from __future__ import annotations

import time

from playwright.sync_api import Page

WAIT_S, LOOK_MS = 15.0, 50


def until(page: Page, script: str) -> None:
    """Wait until a script of the page gives something true.

    Playwright's own `wait_for_function` asks a second time by `eval`, which our pages forbid.

    Raises:
        AssertionError: it did not within 15 seconds.
    """
    end = time.monotonic() + WAIT_S
    while not page.evaluate(script):
        assert time.monotonic() < end, f"not within {WAIT_S:.0f} s: {script}"
        page.wait_for_timeout(LOOK_MS)
