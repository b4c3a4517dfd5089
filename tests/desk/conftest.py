"""The real service with the demonstration library and its desk, and operators who sign in with a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from policies.content.live.phrases import Phrase, Phrases
from tests.desk.site import OWN, DeskSite
from tests.widget.desk import emptied

Context = Callable[[], BrowserContext]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", reduced_motion="reduce"
    )
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def tab(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A tab; the test fails where scripts break, the content policy refuses something, or another host is asked."""
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    page.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else complaints.append(asked.url))
    yield page
    assert [each for each in complaints if not each.startswith(("data:", "blob:"))] == []


def sign_in(tab: Page, site: str, login: str, password: str = OWN) -> None:
    """Sign in by keyboard alone."""
    tab.goto(f"{site}/sign-in?next=/desk/")
    tab.locator("#login:focus").wait_for()
    tab.keyboard.type(login)
    tab.keyboard.press("Tab")
    tab.keyboard.type(password)
    tab.keyboard.press("Enter")


@pytest.fixture
def desk(tab: Page, desk_site: DeskSite) -> Page:
    """The desk of an operator who has just signed in."""
    sign_in(tab, desk_site.address, "zuoxi")
    tab.wait_for_selector("html[data-ready]")
    return tab


@pytest.fixture
def empty(desk_site: DeskSite) -> None:
    """Nobody waits, nobody is at the desk; there is one canned phrase."""
    emptied(desk_site.library)
    Phrases(desk_site.library.store.engine).save(Phrase("hi", "您好，我是人工坐席，请讲。"), "测试")


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Another browser."""
    opened = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", reduced_motion="reduce"
    )
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()
