"""`yihaoda audit`: who did what, as a list and as a file, and the proof that nobody changed it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import (
    ERR,
    EXIT_FINDINGS,
    OUT,
    Database,
    complaints,
    opened_store,
    refuse_missing,
)
from policies.clock import beginning_of, end_of
from policies.content.audit import Sought, audit_entries, every_entry
from policies.content.audit_export import sheet_of, write_entries
from policies.content.chain import Head
from policies.content.chain import verify as verified
from policies.errors import InputError
from policies.wording import say

audit = typer.Typer(help=say("cli.audit.app"), no_args_is_help=True)
DAY = ["%Y-%m-%d"]
_HEAD = re.compile(r"([0-9]{1,10}):([0-9a-f]{64})")
Kind = Annotated[str | None, typer.Option(help=say("cli.audit.kind"))]
Actor = Annotated[str | None, typer.Option(help=say("cli.audit.actor"))]
Since = Annotated[datetime | None, typer.Option(formats=DAY, help=say("cli.audit.since"))]
Until = Annotated[datetime | None, typer.Option(formats=DAY, help=say("cli.audit.until"))]


@audit.command("verify")
def verify(
    known: Annotated[str | None, typer.Option(metavar="N:SHA256", help=say("cli.audit.known"))] = None,
    database: Database = None,
) -> None:
    """核对操作记录是否被改动过；发现问题时说出第一条出错的记录，退出状态为 1。

    例：yihaoda audit verify --known 1520:9f86d081884c7d65…
    """
    with complaints():
        refuse_missing(database)
        noted = _head(known)
    with opened_store(database) as store:
        verdict = verified(store.engine, noted)
    if verdict.flaw is not None:
        told = say(f"audit.flaw.{verdict.flaw.value}", number=verdict.broken_at)
        ERR.print(say("audit.broken", what=told, entries=verdict.entries), style="red")
        raise typer.Exit(EXIT_FINDINGS)
    OUT.print(say("audit.whole", entries=verdict.entries))
    OUT.print(f"{verdict.head.number}:{verdict.head.digest}", soft_wrap=True)


@audit.command("list")
def list_(
    kind: Kind = None,
    actor: Actor = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help=say("cli.audit.limit"))] = 50,
    database: Database = None,
) -> None:
    """列出操作记录，新的在前。

    例：yihaoda audit list --actor 王编辑 --since 2026-10-01
    """
    with complaints():
        refuse_missing(database)
    with opened_store(database) as store:
        sheet = sheet_of(audit_entries(store, limit=limit, **_sought(kind, actor, since, until)))
    table = Table(*sheet.header[:-1])
    for row in sheet.rows:
        table.add_row(*(str(cell) for cell in row[:-1]))
    OUT.print(table)


@audit.command("export")
def export(
    file: Annotated[Path, typer.Argument(help=say("cli.audit.file"))],
    kind: Kind = None,
    actor: Actor = None,
    since: Since = None,
    until: Until = None,
    database: Database = None,
) -> None:
    """导出操作记录（.csv 或 .xlsx）。

    例：yihaoda audit export 操作记录.xlsx --since 2026-10-01 --until 2026-10-31
    """
    with complaints():
        refuse_missing(database)
    with opened_store(database) as store:
        write_entries(every_entry(store, **_sought(kind, actor, since, until)), file)
    OUT.print(say("cli.audit.done", file=file), markup=False)


def _sought(kind: str | None, actor: str | None, since: datetime | None, until: datetime | None) -> Sought:
    return {
        "kind": kind,
        "actor": actor,
        "since": beginning_of(since.date() if since else None),
        "until": end_of(until.date() if until else None),
    }


def _head(known: str | None) -> Head | None:
    if known is None:
        return None
    found = _HEAD.fullmatch(known)
    if found is None:
        raise InputError("--known", "audit_head")
    return Head(int(found[1]), found[2])
