"""A real browser, and the real bridge with the demonstration library behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from policies.library import Library
from tests.widget.serving import demo_library, serving


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of its own with the demonstration content."""
    with demo_library(tmp_path_factory.mktemp("widget")) as opened:
        yield opened


@pytest.fixture(scope="session")
def site(library: Library) -> Iterator[str]:
    """The bridge's address."""
    with serving(library) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A tab's surroundings, fresh for each test: a phone's width, no motion."""
    opened = browser.new_context(
        viewport={"width": 375, "height": 760}, locale="zh-CN", reduced_motion="reduce"
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of: broken scripts and refusals of the content policy."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A tab; the test fails where the page's scripts break or the content policy refuses something."""
    tab = context.new_page()
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    yield tab
    assert complaints == []
