from __future__ import annotations

from collections.abc import Iterator

import pytest

from policies.content.orders.work_orders import WorkOrders
from policies.content.store import Store
from tests.policies.content.orders.samples import fill, orders_of


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store of each kind of database, with regions and departments."""
    opened = Store.open(database_url)
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture
def orders(store: Store) -> WorkOrders:
    return orders_of(store)
