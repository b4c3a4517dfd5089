"""`yihaoda account`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.content.store import Store
from tests.policies.cli.test_commands import run


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'library.db'}"


def test_an_account_is_made_listed_reset_disabled_and_enabled(database: str) -> None:
    made = run("account", "create", "lisi", "李四", "--role", "operator", "--database", database)
    first = made.stdout.splitlines()[-1]
    accounts = Accounts(Store.open(database))
    assert (made.exit_code, accounts.sign_in("lisi", first) is not None) == (0, True)
    listed = run("account", "list", "--database", database).stdout
    assert "李四" in listed
    assert "待改密码" in listed
    assert first not in listed
    second = run("account", "reset", "lisi", "--database", database).stdout.splitlines()[-1]
    assert accounts.sign_in("lisi", first) is None
    assert accounts.sign_in("lisi", second) is not None
    assert run("account", "disable", "lisi", "--database", database).exit_code == 0
    assert accounts.sign_in("lisi", second) is None
    assert "已停用" in run("account", "list", "--database", database).stdout
    enabled = run("account", "enable", "lisi", "--database", database)
    assert (enabled.exit_code, "密码不变" in enabled.stdout) == (0, True)
    assert accounts.sign_in("lisi", second) is not None


def test_the_day_of_signing_in_is_that_in_china(database: str) -> None:
    store = Store.open(database)
    Accounts(store).create("lisi", "李四", [Role.OPERATOR])
    with store.engine.begin() as connection:
        evening = datetime(2026, 11, 26, 20, tzinfo=UTC)
        connection.execute(sa.update(tables.ACCOUNT).values(signed_in_at=evening))
    store.close()
    assert "2026-11-27" in run("account", "list", "--database", database).stdout


@pytest.mark.parametrize("command", ["reset", "disable", "enable"])
def test_an_unknown_login_is_a_clear_line(database: str, command: str) -> None:
    result = run("account", command, "niemand", "--database", database)
    assert result.exit_code == 2
    assert "没有登录名为 niemand 的账号" in result.output


def test_a_liaison_without_a_department_is_refused_in_words(database: str) -> None:
    result = run("account", "create", "wang", "王五", "--role", "liaison", "--database", database)
    assert result.exit_code == 2
    assert "部门" in result.output
