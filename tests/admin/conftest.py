"""The admin console in a real browser, by people of every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.desk.site import OWN, DeskSite

As = Callable[..., Page]
# The machines that test are slow at times; what does not come at all still fails.
expect.set_options(timeout=30_000)


@pytest.fixture
def as_person(browser: Browser, desk_site: DeskSite) -> Iterator[As]:
    """Give the tab of somebody who signed in; the test fails where scripts break, the content policy refuses something,
    or another host is asked."""  # noqa: D205, D209
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def signed_in(login: str, address: str = "", width: int = 1280) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="zh-CN",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        tab = context.new_page()
        _listen(tab, complaints)
        tab.goto(f"{desk_site.address}/sign-in")
        tab.fill("#login", login)
        tab.fill("#password", OWN)
        tab.keyboard.press("Enter")
        tab.wait_for_selector("html[data-ready]")
        if address:
            tab.goto(desk_site.address + address)
            tab.wait_for_selector("html[data-ready]")
        return tab

    yield signed_in
    for context in contexts:
        context.close()
    assert [each for each in complaints if not each.startswith(("data:", "blob:"))] == []


def _listen(tab: Page, complaints: list[str]) -> None:
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    tab.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else complaints.append(asked.url))
