"""`yihaoda key`: keys for the API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import ERR, EXIT_BAD_INPUT, OUT, Database, opened_store
from policies.clock import CHINA
from policies.content.keys import KeyNotFound, KeyRing, Role, Scope
from policies.errors import InputError
from policies.wording import say

_LASTING = re.compile(r"([0-9]{1,5})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
keys = typer.Typer(help=say("cli.key.app"), no_args_is_help=True)


@keys.command("create")
def create(
    name: Annotated[str, typer.Argument(help=say("cli.key.name"))],
    role: Annotated[list[Role], typer.Option(help=say("cli.key.role"))],
    days: Annotated[int | None, typer.Option(min=1, max=3650, help=say("cli.key.days"))] = 365,
    department: Annotated[str | None, typer.Option(help=say("cli.key.department"))] = None,
    scope: Annotated[list[Scope] | None, typer.Option(help=say("cli.key.scope"))] = None,
    database: Database = None,
) -> None:
    """为一个人或一个系统生成密钥；密钥只显示这一次。

    例：yihaoda key create 张三 --role editor --role reviewer
    例：yihaoda key create 李四 --role liaison --department 示范市民政局
    """
    with opened_store(database) as store:
        key, secret = KeyRing(store).make(name, role, days, department, scope)
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
        days = (
            f"{moment.astimezone(CHINA):%Y-%m-%d}" if moment else ""
            for moment in (key.expires_at, key.used_at)
        )
        table.add_row(key.id, key.name, "、".join(sorted(key.roles)), *days, state)
    OUT.print(table)


@keys.command("rotate")
def rotate(
    key_id: Annotated[str, typer.Argument(help=say("cli.key.id"))],
    overlap: Annotated[str, typer.Option(metavar="24h", help=say("cli.key.overlap"))] = "24h",
    database: Database = None,
) -> None:
    """给密钥换一个新的密码：新的立即可用，旧的在交替期内继续可用；新密码只显示这一次。

    例：yihaoda key rotate k-0123456789abcdef --overlap 24h
    """
    with opened_store(database) as store, _known(key_id):
        key, secret = KeyRing(store).rotate(key_id, lasting(overlap))
    until = f"{key.old_until.astimezone(CHINA):%Y-%m-%d %H:%M}" if key.old_until else ""
    OUT.print(say("cli.key.rotated", id=key.id, name=key.name, until=until))
    OUT.print(secret, markup=False, soft_wrap=True)


@keys.command("revoke")
def revoke(key_id: Annotated[str, typer.Argument(help=say("cli.key.id"))], database: Database = None) -> None:
    """立即作废一个密钥。

    例：yihaoda key revoke k-0123456789abcdef
    """
    with opened_store(database) as store, _known(key_id):
        KeyRing(store).revoke(key_id)
    OUT.print(say("cli.key.revoked", id=key_id))


def lasting(text: str) -> timedelta:
    """Return the time that "90m", "24h" or "7d" tells.

    Raises:
        InputError: it tells none.
    """
    found = _LASTING.fullmatch(text.strip())
    if found is None:
        raise InputError(text, "not_a_time_span")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


@contextmanager
def _known(key_id: str) -> Iterator[None]:
    try:
        yield
    except KeyNotFound as error:
        ERR.print(say("cli.key.unknown", id=key_id), style="red")
        raise typer.Exit(EXIT_BAD_INPUT) from error
