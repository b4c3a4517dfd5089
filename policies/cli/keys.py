"""`yihaoda key`: keys for the API."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import ERR, EXIT_BAD_INPUT, OUT, Database, opened_store
from policies.content.keys import KeyNotFound, KeyRing, Role
from policies.wording import say

keys = typer.Typer(help=say("cli.key.app"), no_args_is_help=True)


@keys.command("create")
def create(
    name: Annotated[str, typer.Argument(help=say("cli.key.name"))],
    role: Annotated[list[Role], typer.Option(help=say("cli.key.role"))],
    days: Annotated[int | None, typer.Option(min=1, max=3650, help=say("cli.key.days"))] = 365,
    department: Annotated[str | None, typer.Option(help=say("cli.key.department"))] = None,
    database: Database = None,
) -> None:
    """为一个人或一个系统生成密钥；密钥只显示这一次。

    例：yihaoda key create 张三 --role editor --role reviewer
    例：yihaoda key create 李四 --role liaison --department 示范市民政局
    """
    with opened_store(database) as store:
        key, secret = KeyRing(store).make(name, role, days, department)
    OUT.print(say("cli.key.made", name=key.name, id=key.id, roles="、".join(sorted(key.roles))))
    OUT.print(secret, markup=False, soft_wrap=True)


@keys.command("list")
def list_(database: Database = None) -> None:
    """列出全部密钥（不含密钥内容）。"""
    with opened_store(database) as store:
        found = KeyRing(store).every()
    table = Table(
        *(say(f"cli.key.column.{name}") for name in ("id", "name", "roles", "expires", "used", "state"))
    )
    for key in found:
        state = say(f"cli.key.state.{'revoked' if key.revoked_at else 'good'}")
        days = (f"{moment:%Y-%m-%d}" if moment else "" for moment in (key.expires_at, key.used_at))
        table.add_row(key.id, key.name, "、".join(sorted(key.roles)), *days, state)
    OUT.print(table)


@keys.command("revoke")
def revoke(key_id: Annotated[str, typer.Argument(help=say("cli.key.id"))], database: Database = None) -> None:
    """立即作废一个密钥。

    例：yihaoda key revoke k-0123456789abcdef
    """
    with opened_store(database) as store:
        try:
            KeyRing(store).revoke(key_id)
        except KeyNotFound as error:
            ERR.print(say("cli.key.unknown", id=key_id), style="red")
            raise typer.Exit(EXIT_BAD_INPUT) from error
    OUT.print(say("cli.key.revoked", id=key_id))
