"""A real browser, and the real bridge with the demonstration library behind it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from api.main import create_app
from api.settings import BridgeSettings
from policies.demo.load import load_demo
from policies.library import Library
from policies.settings import LibrarySettings

TODAY = date(2026, 11, 23)
START_S = 30
CLOSED_PORT = "http://127.0.0.1:9"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of its own with the demonstration content."""
    folder = tmp_path_factory.mktemp("widget")
    settings = LibrarySettings(database_url=f"sqlite:///{folder / 'library.db'}", index_dir=folder / "index")
    opened = Library.open(settings)
    load_demo(opened.store)
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def site(library: Library) -> Iterator[str]:
    """The bridge's address; Rasa is not there, so that the library answers by itself."""
    settings = BridgeSettings(
        internal_secret="0123456789abcdefghijklmnopqrstuv",  # type: ignore[arg-type]
        rasa_url=CLOSED_PORT,
        action_url=CLOSED_PORT,
    )
    app = create_app(settings, library, today=lambda: TODAY)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_S
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        thread.join(0.02)
    assert server.started, "the bridge did not start"
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(START_S)


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
