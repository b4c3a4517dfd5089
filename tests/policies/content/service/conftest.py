"""A store with settings, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policies.content.service.settings import ServiceSettings
from policies.content.store import Store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def settings(store: Store) -> ServiceSettings:
    return ServiceSettings(store.engine)
