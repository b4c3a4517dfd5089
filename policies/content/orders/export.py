"""Work orders as files for other programs, line by line, so that many take no more memory than a few."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from policies.content.exporting.sheets import Sheet
from policies.content.exporting.sheets import csv_lines as csv_lines_of
from policies.content.orders.model import WorkOrder
from policies.content.orders.rows import plain
from policies.wording import say, section


def csv_lines(orders: Iterable[WorkOrder]) -> Iterator[str]:
    """Give a table with headings; no cell is taken for a formula by a spreadsheet.

    It begins with a byte order mark, without which spreadsheets do not see that it is UTF-8.
    """
    columns = section("orders.column")

    def cells(order: WorkOrder) -> list[object]:
        row = plain(order) | {
            "kind": say(f"orders.kind.{order.kind.value}"),
            "status": say(f"orders.status.{order.status.value}"),
            "source": say(f"orders.source.{order.source}"),
            "is_urgent": say("orders.yes") if order.is_urgent else "",
        }
        return [row[name] for name in columns]

    return csv_lines_of(Sheet("", list(columns.values()), map(cells, orders)))


def json_lines(orders: Iterable[WorkOrder]) -> Iterator[str]:
    """Give a JSON array, an order a line."""
    beginning = "[\n"
    for order in orders:
        yield beginning + json.dumps(plain(order), ensure_ascii=False)
        beginning = ",\n"
    yield "[]\n" if beginning == "[\n" else "\n]\n"
