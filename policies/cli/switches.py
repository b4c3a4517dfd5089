"""`yihaoda switch`: answering by the machine, switched off and on at the server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import OUT, Database, opened_store, refuse_missing
from policies.cli.console import complaints as told
from policies.clock import CHINA
from policies.content.service.settings import ServiceSettings
from policies.content.service.switches import Reach, Switch, Switches
from policies.content.store import Store
from policies.errors import InputError
from policies.wording import say

switches = typer.Typer(help=say("cli.switch.app"), no_args_is_help=True)
ACTOR = "cli"
Reason = Annotated[str, typer.Option("--reason", help=say("cli.switch.reason"))]


@switches.command("off")
def off(
    reason: Reason,
    pair: Annotated[str | None, typer.Option(help=say("cli.switch.pair"))] = None,
    document: Annotated[str | None, typer.Option(help=say("cli.switch.document"))] = None,
    matter: Annotated[str | None, typer.Option(help=say("cli.switch.matter"))] = None,
    department: Annotated[str | None, typer.Option(help=say("cli.switch.department"))] = None,
    until: Annotated[str | None, typer.Option(help=say("cli.switch.until"))] = None,
    database: Database = None,
) -> None:
    """停用自动答复：不写范围即全部停用；紧急情况仍会引导拨打 110、119、120。各进程一秒内生效。

    例：yihaoda switch off --reason "文件有误，正在核对"
    例：yihaoda switch off --pair q-001 --until "2026-12-01 09:00" --reason "金额待核"
    """
    named = {
        Reach.PAIR: pair,
        Reach.DOCUMENT: document,
        Reach.MATTER: matter,
        Reach.DEPARTMENT: department,
    }
    with told():
        refuse_missing(database)
        chosen = [(reach, target) for reach, target in named.items() if target is not None]
        if len(chosen) > 1:
            raise InputError("--" + chosen[1][0].value, "switch_one")
        ends = _moment(until) if until else None
    reach, target = chosen[0] if chosen else (Reach.ALL, "")
    with opened_store(database) as store:
        made = _switches(store).off(reach, target, ends, ACTOR, reason)
    OUT.print(say("cli.switch.is_off", what=called(made), id=made.id), markup=False)


@switches.command("on")
def on(
    switch_id: Annotated[str, typer.Argument(metavar="ID", help=say("cli.switch.id"))],
    reason: Reason,
    database: Database = None,
) -> None:
    """恢复自动答复；编号见 yihaoda switch list。

    例：yihaoda switch on 3f1f6f0c9f6b --reason "已核对改正"
    """
    with told():
        refuse_missing(database)
    with opened_store(database) as store:
        found = next((each for each in _switches(store).now() if each.id == switch_id), None)
        if found is None:
            raise InputError(switch_id, "switch_unknown")
        _switches(store).on(switch_id, ACTOR, reason)
    OUT.print(say("cli.switch.is_on", what=called(found)), markup=False)


@switches.command("list")
def list_(database: Database = None) -> None:
    """列出正在停用的自动答复。"""
    with told():
        refuse_missing(database)
    with opened_store(database) as store:
        found = _switches(store).now()
    if not found:
        OUT.print(say("cli.switch.none"))
        return
    table = Table(*(say(f"cli.switch.column.{name}") for name in ("id", "what", "until", "by", "why")))
    for each in found:
        ends = f"{each.until.astimezone(CHINA):%Y-%m-%d %H:%M}" if each.until else say("cli.switch.open")
        table.add_row(each.id, called(each), ends, each.by, each.why)
    OUT.print(table)


def called(switch: Switch) -> str:
    """Return what a switch turns off, in words."""
    return say(f"switches.{switch.reach.value}", title=switch.title)


def _switches(store: Store) -> Switches:
    return Switches(ServiceSettings(store.engine), store)


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise InputError("--until", "moment_wrong", value=written) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(UTC)
