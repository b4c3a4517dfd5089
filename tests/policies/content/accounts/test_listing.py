"""Accounts found by what narrows the list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from policies.content.account_tables import ACCOUNT
from policies.content.accounts.listing import WantedAccounts, departments_in_use, list_accounts
from policies.content.accounts.lockout import ALLOWED
from policies.content.accounts.ring import Accounts
from policies.content.accounts.sessions import Sessions
from policies.content.keys import Role
from policies.content.model import Department
from policies.content.store import Store

OWN = "晨光-Morgen-2026"
NOW = datetime.now(UTC)


@pytest.fixture
def filled(store: Store, accounts: Accounts) -> Store:
    store.save_department(Department("示范市民政局"))
    accounts.create("lisi", "李四", [Role.EDITOR])
    accounts.create("wangwu", "王五", [Role.EDITOR, Role.REVIEWER])
    accounts.create("zhou", "周联络", [Role.LIAISON], "示范市民政局")
    accounts.disable("zhou")
    for _ in range(ALLOWED):
        accounts.sign_in("wangwu", "falsch-falsch")
    _, first = accounts.create("seen", "常来", [Role.OPERATOR])
    accounts.change_password("seen", str(first), OWN)
    return store


def logins(store: Store, wanted: WantedAccounts) -> list[str]:
    return [each.account.login for each in list_accounts(store, wanted, now=NOW).rows]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (WantedAccounts(), ["lisi", "seen", "wangwu", "zhou"]),
        (WantedAccounts(text="王"), ["wangwu"]),
        (WantedAccounts(text="LISI"), ["lisi"]),
        (WantedAccounts(text="%"), []),
        (WantedAccounts(role=Role.EDITOR), ["lisi", "wangwu"]),
        (WantedAccounts(department="示范市民政局"), ["zhou"]),
        (WantedAccounts(standing="disabled"), ["zhou"]),
        (WantedAccounts(standing="first"), ["lisi", "wangwu"]),
        (WantedAccounts(standing="active"), ["seen"]),
        (WantedAccounts(standing="locked"), ["wangwu"]),
        (WantedAccounts(unseen_days=30), ["lisi", "wangwu", "zhou"]),
        (WantedAccounts(login="seen"), ["seen"]),
    ],
)
def test_a_filter_finds_its_accounts(filled: Store, wanted: WantedAccounts, expected: list[str]) -> None:
    assert logins(filled, wanted) == expected


def test_a_row_tells_lock_sessions_and_when_the_person_was_last_at_work(
    filled: Store, accounts: Accounts
) -> None:
    sessions = Sessions(filled, timedelta(hours=1), timedelta(hours=1))
    for _ in range(2):
        sessions.open(accounts.of("seen"))
    with filled.engine.begin() as connection:
        long_ago = NOW - timedelta(days=200)
        connection.execute(sa.update(ACCOUNT).where(ACCOUNT.c.login == "lisi").values(signed_in_at=long_ago))
    rows = {each.account.login: each for each in list_accounts(filled, WantedAccounts(), now=NOW).rows}
    assert (rows["seen"].sessions, rows["lisi"].sessions) == (2, 0)
    assert [login for login, each in rows.items() if each.is_locked] == ["wangwu"]
    assert rows["lisi"].seen_at == long_ago
    assert rows["wangwu"].seen_at is None
    seen_at = rows["seen"].seen_at
    assert seen_at is not None
    assert abs(seen_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert logins(filled, WantedAccounts(unseen_days=180)) == ["lisi", "wangwu", "zhou"]


def test_a_part_of_the_list_tells_how_many_there_are_in_all(filled: Store) -> None:
    found = list_accounts(filled, WantedAccounts(), offset=1, limit=2, now=NOW)
    assert [each.account.login for each in found.rows] == ["seen", "wangwu"]
    assert found.total == 4
    assert departments_in_use(filled) == ["示范市民政局"]
