"""`yihaoda report`: the figures of a month as a workbook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from policies.cli.console import OUT, Database, complaints, opened_store, refuse_missing
from policies.clock import today
from policies.errors import InputError
from policies.insights.insights import InsightDesk
from policies.insights.model import Span
from policies.insights.report import summary, write_report
from policies.wording import say

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def report(
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help=say("cli.report.month"))],
    xlsx: Annotated[Path | None, typer.Option(help=say("cli.report.xlsx"))] = None,
    department: Annotated[str | None, typer.Option(help=say("cli.report.department"))] = None,
    database: Database = None,
) -> None:
    """统计一个月的咨询情况，显示主要数字，可写成 Excel 月报。日期按北京时间。

    例：yihaoda report --month 2026-10 --xlsx 十月月报.xlsx
    """
    with complaints():
        refuse_missing(database)
        found = _MONTH.fullmatch(month)
        if found is None or int(found[1]) == 0:
            raise InputError("--month", "report_month")
    with opened_store(database) as store:
        span = Span.of_month(int(found[1]), int(found[2]))
        insights = InsightDesk(store.engine).of(span, today(), department)
        if xlsx is not None:
            write_report(insights, xlsx)
    table = Table(title=say("insights.title", first=span.first, last=span.last), show_header=False)
    for name, value in summary(insights):
        table.add_row(name, value)
    OUT.print(table)
    if xlsx is not None:
        OUT.print(say("cli.report.done", file=xlsx), markup=False)
