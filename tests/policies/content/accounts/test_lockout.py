"""How often a name may be guessed at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from policies.content.account_tables import SIGN_IN_FAILURE
from policies.content.accounts.lockout import ALLOWED, FORGOTTEN_AFTER, LOCKED_FOR, Lockout, TooManyFailures
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.content.store import Store

F = SIGN_IN_FAILURE


def age(store: Store, by: timedelta) -> None:
    """Let time pass: what was noted lies so much further back."""
    with store.engine.begin() as connection:
        for row in connection.execute(sa.select(F)).all():
            moved = sa.update(F).where(F.c.login_digest == row.login_digest).values(at=row.at - by)
            connection.execute(moved)


def fail(accounts: Accounts, login: str, times: int = ALLOWED) -> None:
    for _ in range(times):
        assert accounts.sign_in(login, "falsch-falsch") is None


@pytest.mark.parametrize("login", ["lisi", "niemand"])
def test_after_some_failures_a_name_is_locked_whether_it_exists_or_not(
    accounts: Accounts, login: str
) -> None:
    accounts.create("lisi", "李四", [Role.EDITOR])
    fail(accounts, login)
    with pytest.raises(TooManyFailures) as caught:
        accounts.sign_in(login.upper(), "falsch-falsch")
    assert caught.value.facts == {"minutes": 15}


def test_a_locked_name_is_not_opened_by_the_right_password_until_its_time_is_over(
    accounts: Accounts, store: Store
) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    fail(accounts, "lisi")
    with pytest.raises(TooManyFailures):
        accounts.sign_in("lisi", str(password))
    age(store, LOCKED_FOR - timedelta(minutes=2))
    with pytest.raises(TooManyFailures) as caught:
        accounts.sign_in("lisi", str(password))
    assert caught.value.facts in ({"minutes": 1}, {"minutes": 2})
    age(store, timedelta(minutes=3))
    assert accounts.sign_in("lisi", str(password)) is not None


def test_only_the_name_that_failed_is_locked(accounts: Accounts) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    accounts.create("wang", "王五", [Role.EDITOR])
    fail(accounts, "wang")
    assert accounts.sign_in("lisi", str(password)) is not None


def test_the_right_password_begins_the_count_anew(accounts: Accounts) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    for _ in range(3):
        fail(accounts, "lisi", ALLOWED - 1)
        assert accounts.sign_in("lisi", str(password)) is not None


def test_a_reset_unlocks(accounts: Accounts) -> None:
    accounts.create("lisi", "李四", [Role.EDITOR])
    fail(accounts, "lisi")
    assert accounts.sign_in("lisi", accounts.reset("lisi")) is not None


def test_guesses_at_the_same_moment_are_counted_each(store: Store) -> None:
    lockout = Lockout(store.engine)

    def guess(_: int) -> bool:
        try:
            lockout.attempt("lisi")
        except TooManyFailures:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(24))) == ALLOWED


def test_names_that_were_tried_are_forgotten_and_never_kept_in_clear(store: Store) -> None:
    lockout = Lockout(store.engine)
    lockout.attempt("mein-passwort-im-falschen-feld")
    with store.engine.connect() as connection:
        assert "passwort" not in str(connection.execute(sa.select(F)).all())
    age(store, FORGOTTEN_AFTER)
    lockout.attempt("lisi")
    with store.engine.connect() as connection:
        assert len(connection.execute(sa.select(F)).all()) == 1
