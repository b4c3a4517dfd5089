"""The real bridge with the demonstration library, in a thread; Rasa is not there, so the library answers by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import uvicorn

from api.main import create_app
from api.settings import BridgeSettings
from policies.library import Library
from policies.settings import LibrarySettings
from tests.databases import with_demo

TODAY = date(2026, 11, 23)
START_S = 180
CLOSED_PORT = "http://127.0.0.1:9"


@contextmanager
def demo_library(folder: Path) -> Iterator[Library]:
    """Open a library of its own with the demonstration content."""
    settings = LibrarySettings(database_url=with_demo(folder / "library.db"), index_dir=folder / "index")
    opened = Library.open(settings)
    yield opened
    opened.close()


@contextmanager
def serving(library: Library, clock: Callable[[], datetime] | None = None, **changes: Any) -> Iterator[str]:
    """Serve a library, with settings of one's own, at a moment by which the desk is open or closed; gives the address."""
    settings = BridgeSettings(
        internal_secret="0123456789abcdefghijklmnopqrstuv",  # type: ignore[arg-type]
        rasa_url=CLOSED_PORT,
        action_url=CLOSED_PORT,
        desk=changes.pop("desk", False),
        **changes,
    )
    app = create_app(settings, library, today=lambda: TODAY, clock=clock)
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
