"""`yihaoda orders`: work orders listed and written into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from policies import clock
from policies.cli.console import OUT, Database, complaints, opened_store, refuse_missing
from policies.content.orders.export import csv_lines, json_lines
from policies.content.orders.model import OrderStatus
from policies.content.orders.reading import EVERYBODYS, Wanted, every, page
from policies.errors import UnreadableFile
from policies.wording import say

orders = typer.Typer(help=say("cli.orders.app"), no_args_is_help=True)
WRITERS = {".csv": csv_lines, ".json": json_lines}
Status = Annotated[OrderStatus | None, typer.Option(help=say("cli.orders.status"))]
Department = Annotated[str | None, typer.Option(help=say("cli.orders.department"))]
Overdue = Annotated[bool, typer.Option("--overdue", help=say("cli.orders.overdue"))]


@orders.command("list")
def list_(
    status: Status = None,
    department: Department = None,
    overdue: Overdue = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help=say("cli.orders.limit"))] = 50,
    database: Database = None,
) -> None:
    """列出工单，新的在前。

    例：yihaoda orders list --overdue --department 示范市民政局
    """
    with complaints():
        refuse_missing(database)
    with opened_store(database) as store, store.engine.connect() as connection:
        found = page(connection, _wanted(status, department, overdue), EVERYBODYS, limit=limit)
    names = ("number", "status", "kind", "department", "due_on", "urged", "summary")
    table = Table()
    for name in names:
        table.add_column(say(f"orders.column.{name}"), no_wrap=name == "number")
    for order in found:
        table.add_row(
            order.number,
            say(f"orders.status.{order.status.value}"),
            say(f"orders.kind.{order.kind.value}"),
            order.department or "",
            f"{order.due_on}",
            f"{order.urged}",
            order.summary,
        )
    OUT.print(table)


@orders.command("export")
def export(
    file: Annotated[Path, typer.Argument(help=say("cli.orders.file"))],
    status: Status = None,
    department: Department = None,
    overdue: Overdue = False,
    database: Database = None,
) -> None:
    """导出工单（.csv 或 .json），不含回访电话。

    例：yihaoda orders export 工单.csv --status closed
    """
    with complaints():
        refuse_missing(database)
        write = WRITERS.get(file.suffix.lower())
        if write is None:
            raise UnreadableFile(file.name, "orders_file_kind", suffix=file.suffix or "无")
    with opened_store(database) as store:
        found = every(store.engine, _wanted(status, department, overdue), EVERYBODYS)
        try:
            with file.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(write(found))
        except OSError as error:
            raise UnreadableFile(str(file), "cannot_write") from error
    OUT.print(say("cli.orders.done", file=file), markup=False)


def _wanted(status: OrderStatus | None, department: str | None, overdue: bool) -> Wanted:
    return Wanted(status=status, department=department, overdue_on=clock.today() if overdue else None)
