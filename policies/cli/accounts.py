"""`yihaoda account`: who may sign in at the desk and the back office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import ERR, EXIT_BAD_INPUT, OUT, Database, opened_store
from policies.clock import CHINA
from policies.content.accounts.account import AccountNotFound
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.wording import say

accounts = typer.Typer(help=say("cli.account.app"), no_args_is_help=True)
Login = Annotated[str, typer.Argument(help=say("cli.account.login"))]


@accounts.command("create")
def create(
    login: Login,
    name: Annotated[str, typer.Argument(help=say("cli.account.name"))],
    role: Annotated[list[Role], typer.Option(help=say("cli.account.role"))],
    department: Annotated[str | None, typer.Option(help=say("cli.account.department"))] = None,
    database: Database = None,
) -> None:
    """为一位工作人员开立账号；初始密码只显示这一次，首次登录必须修改。

    例：yihaoda account create zhangsan 张三 --role operator
    """
    with opened_store(database) as store:
        account, password = Accounts(store).create(login, name, role, department, actor="cli")
    OUT.print(
        say(
            "cli.account.made", name=account.name, login=account.login, roles="、".join(sorted(account.roles))
        )
    )
    OUT.print(str(password), markup=False, soft_wrap=True)


@accounts.command("list")
def list_(database: Database = None) -> None:
    """列出全部账号（不含密码）。"""
    with opened_store(database) as store:
        found = Accounts(store).every()
    columns = ("login", "name", "roles", "department", "seen", "state")
    table = Table(*(say(f"cli.account.column.{name}") for name in columns))
    for each in found:
        state = "disabled" if not each.active else "first" if each.must_change else "good"
        seen = f"{each.signed_in_at.astimezone(CHINA):%Y-%m-%d}" if each.signed_in_at else ""
        roles = "、".join(sorted(each.roles))
        table.add_row(
            each.login, each.name, roles, each.department or "", seen, say(f"cli.account.state.{state}")
        )
    OUT.print(table)


@accounts.command("reset")
def reset(login: Login, database: Database = None) -> None:
    """换一个新的初始密码，解除锁定，并让已有的登录全部失效；停用的账号随之恢复。

    例：yihaoda account reset zhangsan
    """
    with opened_store(database) as store, _known(login):
        password = Accounts(store).reset(login, actor="cli")
    OUT.print(say("cli.account.reset", login=login))
    OUT.print(password, markup=False, soft_wrap=True)


@accounts.command("disable")
def disable(login: Login, database: Database = None) -> None:
    """停用一个账号，已有的登录立即失效。

    例：yihaoda account disable zhangsan
    """
    with opened_store(database) as store, _known(login):
        Accounts(store).disable(login, actor="cli")
    OUT.print(say("cli.account.disabled", login=login))


@accounts.command("enable")
def enable(login: Login, database: Database = None) -> None:
    """恢复一个停用的账号，密码不变；由统一身份认证登录的账号也这样恢复。

    例：yihaoda account enable zhangsan
    """
    with opened_store(database) as store, _known(login):
        Accounts(store).enable(login, actor="cli")
    OUT.print(say("cli.account.enabled", login=login))


@contextmanager
def _known(login: str) -> Iterator[None]:
    try:
        yield
    except AccountNotFound as error:
        ERR.print(say("cli.account.unknown", login=login), style="red")
        raise typer.Exit(EXIT_BAD_INPUT) from error
