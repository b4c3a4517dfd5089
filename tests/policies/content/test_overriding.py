from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Policy, Status
from policies.content.overriding import override_status
from policies.content.store import Store
from policies.errors import InputError, PolicyNotFound

DAY = date(2026, 11, 26)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    opened.save_policy(Policy("示范市高温津贴发放办法", (), id="p-1", effective_on=date(2020, 1, 1)))
    yield opened
    opened.close()


def test_an_override_is_kept_with_its_reason_and_its_author(store: Store) -> None:
    policy = override_status(store, "p-1", Status.LAPSED, "清理公告第3项", "编辑甲")
    assert (policy.status_on(DAY), policy.status_reason) == (Status.LAPSED, "清理公告第3项")
    with store.engine.connect() as connection:
        entry = (
            connection.execute(sa.select(tables.AUDIT).order_by(tables.AUDIT.c.id.desc())).mappings().first()
        )
    assert entry is not None
    assert (entry["actor"], entry["detail"]) == ("编辑甲", {"reason": "清理公告第3项"})


def test_an_override_can_be_taken_back(store: Store) -> None:
    override_status(store, "p-1", Status.REPEALED, "误登记", "编辑甲", since=date(2026, 1, 1))
    policy = override_status(store, "p-1", None, "更正：该文件继续有效", "编辑乙")
    assert (policy.status_on(DAY), policy.status_reason, policy.status_since) == (Status.IN_FORCE, "", None)


@pytest.mark.parametrize(
    ("reason", "fault"), [(" ", "status_without_reason"), ("长" * 501, "status_reason_too_long")]
)
def test_without_a_fit_reason_nothing_changes(store: Store, reason: str, fault: str) -> None:
    with pytest.raises(InputError) as found:
        override_status(store, "p-1", Status.REPEALED, reason, "编辑甲")
    assert found.value.reason == fault
    assert store.policy("p-1").status_on(DAY) is Status.IN_FORCE


def test_a_document_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(PolicyNotFound, match="p-9"):
        override_status(store, "p-9", Status.REPEALED, "清理公告", "编辑甲")
