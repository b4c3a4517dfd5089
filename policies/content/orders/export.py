"""Work orders as files for other programs, line by line, so that many take no more memory than a few."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from policies.content.importing.sources import escaped
from policies.content.orders.model import WorkOrder
from policies.content.orders.rows import plain
from policies.wording import say, section

BYTE_ORDER_MARK = "\ufeff"


def csv_lines(orders: Iterable[WorkOrder]) -> Iterator[str]:
    """Give a table with headings; no cell is taken for a formula by a spreadsheet.

    It begins with a byte order mark, without which spreadsheets do not see that it is UTF-8.
    """
    columns = section("orders.column")
    yield BYTE_ORDER_MARK + _line(columns.values())
    for order in orders:
        row = plain(order) | {
            "kind": say(f"orders.kind.{order.kind.value}"),
            "status": say(f"orders.status.{order.status.value}"),
            "source": say(f"orders.source.{order.source}"),
            "is_urgent": say("orders.yes") if order.is_urgent else "",
        }
        yield _line(escaped("" if row[name] is None else str(row[name])) for name in columns)


def json_lines(orders: Iterable[WorkOrder]) -> Iterator[str]:
    """Give a JSON array, an order a line."""
    beginning = "[\n"
    for order in orders:
        yield beginning + json.dumps(plain(order), ensure_ascii=False)
        beginning = ",\n"
    yield "[]\n" if beginning == "[\n" else "\n]\n"


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerow(cells)
    return stream.getvalue()
