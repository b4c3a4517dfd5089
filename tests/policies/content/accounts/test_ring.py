"""Accounts: made, changed, signed in with."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher, extract_parameters, profiles

from policies.content.account_tables import ACCOUNT
from policies.content.accounts import passwords
from policies.content.accounts.account import AccountNotFound
from policies.content.accounts.ring import Accounts
from policies.content.audit import audit_entries
from policies.content.keys import Role
from policies.content.model import Department
from policies.content.store import Store
from policies.errors import InputError

OWN = "晨光-Morgen-2026"


def test_a_person_signs_in_with_the_first_password_and_has_to_change_it(accounts: Accounts) -> None:
    made, password = accounts.create(" ZhangSan ", "张三", [Role.OPERATOR])
    assert (made.login, made.must_change, made.signed_in_at) == ("zhangsan", True, None)
    opened = accounts.sign_in("ZHANGSAN", str(password))
    assert opened is not None
    assert opened.must_change
    assert accounts.change_password("zhangsan", str(password), OWN)
    assert not accounts.of("zhangsan").must_change
    assert accounts.sign_in("zhangsan", str(password)) is None
    assert accounts.sign_in("zhangsan", OWN) is not None
    assert accounts.of("zhangsan").signed_in_at is not None


@pytest.mark.usefixtures("costly_passwords")
def test_the_store_holds_an_argon2id_hash_and_no_password(accounts: Accounts, store: Store) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(ACCOUNT)).mappings().one()
    assert row["password"].startswith("$argon2id$")
    assert extract_parameters(row["password"]) == profiles.RFC_9106_LOW_MEMORY
    assert str(password) not in str(dict(row))


@pytest.mark.usefixtures("costly_passwords")
def test_a_hash_of_older_parameters_is_renewed_at_the_next_sign_in(accounts: Accounts, store: Store) -> None:
    accounts.create("lisi", "李四", [Role.EDITOR])
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(OWN)
    with store.engine.begin() as connection:
        connection.execute(sa.update(ACCOUNT).values(password=weak))
    assert passwords.is_outdated(weak)
    assert accounts.sign_in("lisi", OWN) is not None
    with store.engine.connect() as connection:
        kept = connection.scalar(sa.select(ACCOUNT.c.password))
    assert kept is not None
    assert not passwords.is_outdated(kept)
    assert accounts.sign_in("lisi", OWN) is not None


def test_a_wrong_old_password_changes_nothing(accounts: Accounts) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    assert not accounts.change_password("lisi", "falsch-falsch", OWN)
    assert accounts.sign_in("lisi", str(password)) is not None


@pytest.mark.parametrize("new", ["kurz-9", "aaaaaaaaaaaaaaaa", "xx-LISI-2026-xx", "a1" * 65])
def test_a_simple_password_is_refused(accounts: Accounts, new: str) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    with pytest.raises(InputError, match="password_"):
        accounts.change_password("lisi", str(password), new)


def test_the_old_password_is_no_new_one(accounts: Accounts) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    with pytest.raises(InputError, match="password_same"):
        accounts.change_password("lisi", str(password), str(password))


def test_a_disabled_account_opens_nothing_until_it_is_reset(accounts: Accounts) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    accounts.disable("lisi")
    assert accounts.sign_in("lisi", str(password)) is None
    fresh = accounts.reset("lisi")
    assert accounts.sign_in("lisi", str(password)) is None
    assert accounts.sign_in("lisi", fresh) is not None


@pytest.mark.parametrize(
    ("login", "name", "roles", "department", "reason"),
    [
        ("张三", "张三", [Role.EDITOR], None, "account_login"),
        ("a", "张三", [Role.EDITOR], None, "account_login"),
        ("zhang", " ", [Role.EDITOR], None, "account_name"),
        ("zhang", "张三", [], None, "account_roles"),
        ("zhang", "张三", [Role.HOTLINE], None, "account_roles"),
        ("zhang", "张三", [Role.LIAISON], " ", "liaison_without_department"),
        ("zhang", "张三", [Role.LIAISON], "没有这个局", "department_unknown"),
        ("lisi", "张三", [Role.EDITOR], None, "account_taken"),
        ("zhang", "李四", [Role.EDITOR], None, "account_taken"),
    ],
)
def test_what_cannot_be_an_account_is_refused_by_reason(
    accounts: Accounts, login: str, name: str, roles: list[Role], department: str | None, reason: str
) -> None:
    accounts.create("lisi", "李四", [Role.EDITOR])
    with pytest.raises(InputError) as caught:
        accounts.create(login, name, roles, department)
    assert caught.value.reason == reason


def test_an_account_acts_like_a_key_with_its_name_roles_and_department(
    accounts: Accounts, store: Store
) -> None:
    store.save_department(Department("示范市民政局", aliases=("民政局",)))
    made, _ = accounts.create("wang", "王五", [Role.LIAISON], "民政局")
    key = made.as_key()
    assert (key.name, key.roles, key.department) == ("王五", frozenset({Role.LIAISON}), "示范市民政局")


def test_what_an_admin_does_is_in_the_audit(accounts: Accounts, store: Store) -> None:
    accounts.create("lisi", "李四", [Role.EDITOR], actor="管理丁")
    accounts.reset("lisi", "管理丁")
    accounts.disable("lisi", "管理丁")
    told = [(each.actor, each.action, each.subject) for each in audit_entries(store, kind="account")]
    assert told == [("管理丁", deed, "lisi") for deed in ("disable", "reset", "create")]


def test_a_provided_account_follows_its_provider_and_has_no_password(accounts: Accounts) -> None:
    first = accounts.provided("https://id.example|42", "赵六", [Role.OPERATOR], None)
    again = accounts.provided("https://id.example|42", "赵六", [Role.OPERATOR, Role.EDITOR], None)
    assert first is not None
    assert again is not None
    assert (again.id, again.has_password) == (first.id, False)
    assert again.roles == {Role.OPERATOR, Role.EDITOR}
    assert accounts.sign_in(again.login, "") is None
    with pytest.raises(InputError, match="account_provided"):
        accounts.reset(again.login)
    accounts.disable(again.login)
    assert accounts.provided("https://id.example|42", "赵六", [Role.OPERATOR], None) is None


def test_nobody_takes_anothers_name_through_the_provider(accounts: Accounts) -> None:
    accounts.create("lisi", "李四", [Role.REVIEWER])
    with pytest.raises(InputError, match="account_taken"):
        accounts.provided("https://id.example|7", "李四", [Role.EDITOR], None)
    accounts.provided("https://id.example|7", "李四（二）", [Role.EDITOR], None)
    with pytest.raises(InputError, match="account_taken"):
        accounts.provided("https://id.example|7", "李四", [Role.EDITOR], None)


def test_who_is_not_there_is_not_found(accounts: Accounts) -> None:
    assert accounts.is_empty()
    for deed in (accounts.of, accounts.reset, accounts.disable):
        with pytest.raises(AccountNotFound):
            deed("niemand")
