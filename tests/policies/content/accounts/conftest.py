"""An empty store of each kind, and the accounts in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policies.content.accounts.ring import Accounts
from policies.content.store import Store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return Accounts(store)
