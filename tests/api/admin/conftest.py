"""A library of its own for each module, with a key for every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.main import create_app
from policies.content.keys import KeyRing, Role
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for
from tests.api.content import fill
from tests.databases import laid_out

As = Callable[[str], TestClient]
PEOPLE = {
    "编辑甲": [Role.EDITOR],
    "编审乙": [Role.EDITOR, Role.REVIEWER],
    "审计丙": [Role.AUDITOR],
    "管理丁": [Role.ADMIN],
    "热线戊": [Role.HOTLINE],
}


@pytest.fixture(scope="module")
def own_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("admin")
    opened = Library.open(LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=None))
    fill(opened.store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def secrets(own_library: Library) -> dict[str, str]:
    ring = KeyRing(own_library.store)
    return {name: ring.make(name, roles)[1] for name, roles in PEOPLE.items()}


@pytest.fixture(scope="module")
def app(own_library: Library) -> FastAPI:
    return create_app(settings_for(), own_library, today=lambda: TODAY)


@pytest.fixture
def as_(app: FastAPI, secrets: dict[str, str]) -> Iterator[As]:
    """Give a client that calls with a person's key; "" calls without one."""
    with TestClient(app, raise_server_exceptions=False) as client:

        def person(name: str) -> TestClient:
            client.headers.pop("Authorization", None)
            if name:
                client.headers["Authorization"] = f"Bearer {secrets[name]}"
            return client

        yield person
