"""What an admin does with accounts: with a reason, in the audit, and never so that no admin is left."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from policies.content.accounts.account import Account, AccountNotFound
from policies.content.accounts.lockout import ALLOWED, TooManyFailures
from policies.content.accounts.managing import Managing
from policies.content.accounts.ring import Accounts
from policies.content.accounts.sessions import Sessions
from policies.content.audit import audit_entries
from policies.content.keys import KeyRing, Role
from policies.content.model import Department
from policies.content.store import Store
from policies.errors import InputError

HOUR = timedelta(hours=1)


@pytest.fixture
def admin(accounts: Accounts) -> Account:
    return accounts.create("guanli", "管理员", [Role.ADMIN])[0]


@pytest.fixture
def work(store: Store, admin: Account) -> Managing:
    return Managing(store, admin.as_key())


@pytest.fixture
def sessions(store: Store) -> Sessions:
    return Sessions(store, HOUR, HOUR)


def refused(error: pytest.ExceptionInfo[InputError]) -> str:
    return error.value.reason


def test_a_role_taken_away_ends_the_sessions_and_stands_in_the_audit_with_its_reason(
    work: Managing, accounts: Accounts, sessions: Sessions, store: Store
) -> None:
    lisi, _ = accounts.create("lisi", "李四", [Role.EDITOR, Role.REVIEWER])
    token = sessions.open(lisi)
    changed = work.entitle("lisi", [Role.EDITOR], None, " 只写不审 ")
    assert changed.roles == {Role.EDITOR}
    assert sessions.opened_by(token) is None
    entry = audit_entries(store, kind="account", subject="lisi")[0]
    assert (entry.actor, entry.action) == ("管理员", "entitle")
    assert entry.detail == {"reason": "只写不审", "roles": ["editor"]}


def test_a_role_more_leaves_the_sessions_open(work: Managing, accounts: Accounts, sessions: Sessions) -> None:
    lisi, _ = accounts.create("lisi", "李四", [Role.EDITOR])
    token = sessions.open(lisi)
    work.entitle("lisi", [Role.EDITOR, Role.REVIEWER], None, "兼任审核")
    opened = sessions.opened_by(token)
    assert opened is not None
    assert opened.account.roles == {Role.EDITOR, Role.REVIEWER}


def test_another_department_ends_a_liaisons_sessions(
    work: Managing, accounts: Accounts, sessions: Sessions, store: Store
) -> None:
    for name in ("示范市民政局", "示范市教育局"):
        store.save_department(Department(name))
    zhou, _ = accounts.create("zhou", "周联络", [Role.LIAISON], "示范市民政局")
    token = sessions.open(zhou)
    assert work.entitle("zhou", [Role.LIAISON], "示范市教育局", "调岗").department == "示范市教育局"
    assert sessions.opened_by(token) is None
    with pytest.raises(InputError) as error:
        work.entitle("zhou", [Role.LIAISON], None, "调岗")
    assert refused(error) == "liaison_without_department"


def test_no_step_without_a_reason(work: Managing, accounts: Accounts, store: Store) -> None:
    accounts.create("lisi", "李四", [Role.EDITOR])
    before = len(audit_entries(store))
    for step in (work.disable, work.enable, work.reset, work.unlock, work.sign_out):
        with pytest.raises(InputError) as error:
            step("lisi", "  ")
        assert refused(error) == "note_missing"
    with pytest.raises(InputError) as error:
        work.entitle("lisi", [Role.AUDITOR], None, "长" * 201)
    assert refused(error) == "status_reason_too_long"
    assert accounts.of("lisi").roles == {Role.EDITOR}
    assert len(audit_entries(store)) == before


def test_nobody_changes_the_own_account(work: Managing, accounts: Accounts) -> None:
    accounts.create("fuguan", "副管理", [Role.ADMIN])
    for step in (work.disable, work.reset):
        with pytest.raises(InputError) as error:
            step("guanli", "试试")
        assert refused(error) == "account_own"
    with pytest.raises(InputError) as error:
        work.entitle("guanli", [Role.EDITOR], None, "试试")
    assert refused(error) == "account_own"


def test_the_last_admin_stays_an_admin(store: Store, accounts: Accounts, admin: Account) -> None:
    machine, _ = KeyRing(store).make("运维脚本", [Role.ADMIN])
    work = Managing(store, machine)
    accounts.create("fuguan", "副管理", [Role.ADMIN])
    accounts.disable("fuguan")  # a disabled one does not count
    with pytest.raises(InputError) as error:
        work.disable(admin.login, "离职")
    assert refused(error) == "account_last_admin"
    with pytest.raises(InputError) as error:
        work.entitle(admin.login, [Role.EDITOR], None, "调岗")
    assert refused(error) == "account_last_admin"
    work.enable("fuguan", "接任")
    work.disable(admin.login, "离职")
    assert not accounts.of(admin.login).active


def test_two_admins_who_disable_each_other_at_one_moment_do_not_both_succeed(
    store: Store, accounts: Accounts
) -> None:
    pair = [accounts.create(login, login, [Role.ADMIN])[0] for login in ("guan-a", "guan-b")]
    gate, failures = threading.Barrier(2), []

    def disable(by: Account, login: str) -> None:
        gate.wait()
        try:
            Managing(store, by.as_key()).disable(login, "争执")
        except InputError as error:
            failures.append(error.reason)

    threads = [
        threading.Thread(target=disable, args=(pair[0], "guan-b")),
        threading.Thread(target=disable, args=(pair[1], "guan-a")),
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == ["account_last_admin"]
    assert [accounts.of(each.login).active for each in pair].count(True) == 1


def test_a_reset_gives_a_first_password_ends_sessions_and_lock(
    work: Managing, accounts: Accounts, sessions: Sessions
) -> None:
    lisi, _ = accounts.create("lisi", "李四", [Role.EDITOR])
    token = sessions.open(lisi)
    for _ in range(ALLOWED):
        accounts.sign_in("lisi", "falsch-falsch")
    password = work.reset("lisi", "忘记密码")
    assert sessions.opened_by(token) is None
    opened = accounts.sign_in("lisi", password)
    assert opened is not None
    assert opened.must_change


def test_a_disabled_account_is_not_reset_by_the_way(work: Managing, accounts: Accounts) -> None:
    accounts.create("lisi", "李四", [Role.EDITOR])
    work.disable("lisi", "离职")
    with pytest.raises(InputError) as error:
        work.reset("lisi", "忘记密码")
    assert refused(error) == "account_disabled"


def test_unlocking_leaves_the_password(work: Managing, accounts: Accounts) -> None:
    _, password = accounts.create("lisi", "李四", [Role.EDITOR])
    for _ in range(ALLOWED):
        accounts.sign_in("lisi", "falsch-falsch")
    with pytest.raises(TooManyFailures):
        accounts.sign_in("lisi", str(password))
    work.unlock("lisi", "本人来电核实")
    assert accounts.sign_in("lisi", str(password)) is not None


def test_signing_out_ends_every_session_and_tells_how_many(
    work: Managing, accounts: Accounts, sessions: Sessions
) -> None:
    lisi, _ = accounts.create("lisi", "李四", [Role.EDITOR])
    tokens = [sessions.open(lisi) for _ in range(3)]
    assert work.sign_out("lisi", "电脑遗失") == 3
    assert [sessions.opened_by(each) for each in tokens] == [None, None, None]


def test_roles_of_the_identity_provider_are_not_changed_here(work: Managing, accounts: Accounts) -> None:
    accounts.create("oidc-1", "认证来的", [Role.EDITOR], subject="issuer|1")
    with pytest.raises(InputError) as error:
        work.entitle("oidc-1", [Role.REVIEWER], None, "试试")
    assert refused(error) == "account_provided_roles"


def test_who_is_not_there_is_told_so(work: Managing) -> None:
    for login in ("nobody", "没有这个人"):
        with pytest.raises(AccountNotFound):
            work.disable(login, "离职")
