"""Sessions end by time, by hand and with the password."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from policies.content.account_tables import SESSION
from policies.content.accounts.ring import Accounts
from policies.content.accounts.sessions import Sessions
from policies.content.keys import Role
from policies.content.store import Store

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
OWN = "晨光-Morgen-2026"


def age(store: Store, **by: timedelta) -> None:
    """Let time pass for the only session there is."""
    with store.engine.begin() as connection:
        row = connection.execute(sa.select(SESSION)).mappings().one()
        connection.execute(sa.update(SESSION).values({name: row[name] - step for name, step in by.items()}))


def opened(accounts: Accounts, store: Store) -> tuple[Sessions, str, str]:
    account, password = accounts.create("lisi", "李四", [Role.OPERATOR])
    sessions = Sessions(store, IDLE, LONGEST)
    return sessions, sessions.open(account), str(password)


def test_a_token_opens_its_owners_session_and_the_store_does_not_hold_it(
    accounts: Accounts, store: Store
) -> None:
    sessions, token, _ = opened(accounts, store)
    session = sessions.opened_by(token)
    assert session is not None
    assert session.account.name == "李四"
    assert sessions.opened_by(token + "x") is None
    with store.engine.connect() as connection:
        assert token not in str(connection.execute(sa.select(SESSION)).all())


def test_an_idle_session_is_over_and_a_used_one_goes_on(accounts: Accounts, store: Store) -> None:
    sessions, token, _ = opened(accounts, store)
    for _ in range(3):
        age(store, used_at=IDLE - timedelta(minutes=1))
        assert sessions.opened_by(token) is not None
    age(store, used_at=IDLE)
    assert sessions.opened_by(token) is None


def test_what_a_page_asks_by_itself_does_not_keep_a_session(accounts: Accounts, store: Store) -> None:
    sessions, token, _ = opened(accounts, store)
    for _ in range(2):
        age(store, used_at=IDLE / 2)
        still = sessions.opened_by(token, noted=False)
    assert still is None


def test_a_session_ends_however_much_it_is_used(accounts: Accounts, store: Store) -> None:
    sessions, token, _ = opened(accounts, store)
    age(store, ends_at=LONGEST)
    assert sessions.opened_by(token) is None


def test_signing_out_ends_this_session_alone(accounts: Accounts, store: Store) -> None:
    sessions, token, _ = opened(accounts, store)
    other = sessions.open(accounts.of("lisi"))
    sessions.close(token)
    assert sessions.opened_by(token) is None
    assert sessions.opened_by(other) is not None


def test_a_changed_password_a_reset_and_disabling_end_every_session(accounts: Accounts, store: Store) -> None:
    sessions, token, password = opened(accounts, store)
    assert accounts.change_password("lisi", password, OWN)
    assert sessions.opened_by(token) is None
    token = sessions.open(accounts.of("lisi"))
    accounts.reset("lisi")
    assert sessions.opened_by(token) is None
    token = sessions.open(accounts.of("lisi"))
    accounts.disable("lisi")
    assert sessions.opened_by(token) is None
    assert sessions.opened_by(sessions.open(accounts.of("lisi"))) is None


def test_sessions_that_are_over_are_cleared_away(accounts: Accounts, store: Store) -> None:
    sessions, _, _ = opened(accounts, store)
    age(store, used_at=IDLE + timedelta(minutes=1))
    sessions.open(accounts.of("lisi"))
    with store.engine.connect() as connection:
        assert len(connection.execute(sa.select(SESSION)).all()) == 1
