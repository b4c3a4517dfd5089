"""`yihaoda gaps`: what people asked and the library did not answer well."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import OUT, Database, complaints, opened, refuse_missing
from policies.clock import today
from policies.content.checks.known import Known
from policies.gaps.gaps import Gaps
from policies.wording import say


def gaps(
    limit: Annotated[int, typer.Option(min=1, max=1000, help=say("cli.gaps.limit"))] = 20,
    department: Annotated[str | None, typer.Option(help=say("cli.gaps.department"))] = None,
    database: Database = None,
) -> None:
    """把没有答好的问题按事项归拢，列出待处理的缺口，本周问得多的在前。服务每小时自动归拢一次。

    例：yihaoda gaps --department 示范市民政局
    """
    with complaints():
        refuse_missing(database)
    with opened(database) as library:
        found = Gaps(library, Known(library.store), today)
        new = found.find()
        waiting = found.every(department)
    OUT.print(say("cli.gaps.found", questions=new.questions, gaps=new.gaps, waiting=len(waiting)))
    names = ("id", "this_week", "usual", "size", "whys", "department", "text")
    table = Table(*(say(f"gaps.column.{name}") for name in names))
    for gap in waiting[:limit]:
        whys = "、".join(f"{say(f'gaps.why.{why.value}')} {count}" for why, count in gap.whys.items())
        table.add_row(
            gap.id, f"{gap.this_week}", f"{gap.usual:g}", f"{gap.size}", whys, gap.department or "", gap.text
        )
    if waiting:
        OUT.print(table)
