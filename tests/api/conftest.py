"""A small real library, a Rasa to misbehave on demand, and bridges between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from api.settings import BridgeSettings
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.apps import Apps
from tests.api.content import fill
from tests.api.rasa_server import RasaListener, RasaServer
from tests.databases import laid_out

SECRET = "4f1d0c7b9a2e6583f1d0c7b9a2e65834"
TODAY = date(2026, 11, 23)

OpenBridge = Callable[..., TestClient]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with a few invented documents and pairs."""
    folder: Path = tmp_path_factory.mktemp("library")
    opened = Library.open(
        LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=folder / "index")
    )
    fill(opened.store)
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def rasa_listener() -> Iterator[RasaListener]:
    """Where Rasa is."""
    with RasaListener() as listening:
        yield listening


@pytest.fixture
def rasa(rasa_listener: RasaListener) -> Iterator[RasaServer]:
    """A Rasa that answers every turn with a card until told otherwise."""
    with RasaServer(rasa_listener) as server:
        yield server


def settings_for(**changes: Any) -> BridgeSettings:
    """Settings for a test, with nothing read from the environment's `.env`."""
    values = {
        "rasa_url": "http://127.0.0.1:9",
        "action_url": "http://127.0.0.1:9/webhook",
        "internal_secret": SECRET,
        "rasa_timeout_s": 0.3,
        "desk": False,
        "_env_file": None,
    }
    return BridgeSettings(**{**values, **changes})


@pytest.fixture(scope="session")
def apps(library: Library) -> Apps:
    """Apps over the small library."""
    return Apps(lambda clock, changes: create_app(settings_for(**changes), library, lambda: TODAY, clock))


@pytest.fixture
def open_bridge(apps: Apps) -> Iterator[OpenBridge]:
    """Open a bridge with settings of one's own, called from `client`; closed when the test ends."""
    with ExitStack() as stack:

        def opened(
            *,
            client: tuple[str, int] = ("testclient", 50_000),
            clock: Callable[[], datetime] | None = None,
            **changes: Any,
        ) -> TestClient:
            app = stack.enter_context(apps.one(clock, changes))
            return stack.enter_context(TestClient(app, raise_server_exceptions=False, client=client))

        yield opened


@pytest.fixture
def alone(open_bridge: OpenBridge) -> TestClient:
    """A bridge whose Rasa is down: the library answers."""
    return open_bridge()


@pytest.fixture
def bridge(open_bridge: OpenBridge, rasa: RasaServer) -> TestClient:
    """A bridge whose Rasa answers."""
    return open_bridge(rasa_url=rasa.url)
