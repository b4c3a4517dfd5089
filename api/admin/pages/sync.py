"""Interpretations in step (三同步): which documents have theirs, those in need first, figures by department."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.admin.pages.charts import ACCENT, FONT, LINE
from api.admin.pages.frame import Opened
from api.admin.pages.paging import pages_of
from api.security.staff import may_call
from policies.content.documents.wanted import Owner, owner_of
from policies.content.keys import Role
from policies.interpreting.board import Board, Coverage, Wanted, board
from policies.interpreting.standing import IN_STEP_DAYS, Step
from policies.wording import say, section

MOST_BARS = 12
LONGEST = 200
COLORS = {
    Step.IN_STEP: ACCENT,
    Step.UNDATED: "#a49c8a",
    Step.LATE: "#c98a1b",
    Step.AFTER_ONLY: "#d9a441",
    Step.MISSING: "#a5321b",
}


async def build_sync(opened: Opened) -> None:
    """Show the documents that the address asks for."""
    query = opened.request.query_params
    filters = {name: query.get(name, "")[:LONGEST] for name in ("department", "year", "step", "lapsed")}
    found = await run_in_threadpool(_read, opened, filters)
    told = urlencode({name: value for name, value in filters.items() if value})
    rows = pages_of(found.rows, query.get("page", ""))
    link: dict[str, Any] = {"filters": filters, "query": told, "board": found, "steps": list(Step)}
    opened.part("filters", "sync_filters.html", own=opened.department, **link)
    opened.part("figures", "sync_figures.html", most=IN_STEP_DAYS, **link)
    if found.whole.total:
        with opened.main, ui.element("div").props("aria-hidden=true"):
            ui.echart(chart(found), renderer="svg").classes("chart tall")
        columns = section("interpreting.sheet.departments")["columns"]
        opened.part("departments", "sync_departments.html", columns=columns, **link)
    opened.part("list", "sync_list.html", rows=rows, may_upload=may_call(opened.person, Role.EDITOR), **link)


def _read(opened: Opened, filters: dict[str, str]) -> Board:
    store = opened.bridge.library.store
    return board(store, opened.bridge.today(), wanted_of(filters, owner_of(store, opened.department)))


def wanted_of(filters: dict[str, str], owner: Owner | None) -> Wanted:
    """Return what narrows the board; what an address cannot mean counts as not set."""
    year, step = filters["year"], filters["step"]
    return Wanted(
        department=filters["department"] or None,
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        step=Step(step) if step in set(Step) else None,
        lapsed=filters["lapsed"] == "1",
        owner=owner,
    )


def chart(found: Board) -> dict[str, Any]:
    """Return a bar for each department in need, the neediest above, a colour for each standing."""
    shown = list(reversed(found.departments[:MOST_BARS]))
    return {
        "animation": False,
        "textStyle": FONT,
        "title": {"text": say("interpreting.chart"), "textStyle": {"fontSize": 15, "fontFamily": "inherit"}},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 24, "top": 44, "bottom": 40, "containLabel": True},
        "xAxis": {"type": "value", "minInterval": 1, "splitLine": {"lineStyle": {"color": LINE}}},
        "yAxis": {
            "type": "category",
            "data": [each.department or say("interpreting.no_issuer") for each in shown],
        },
        "series": [_series(step, shown) for step in COLORS],
    }


def _series(step: Step, shown: list[Coverage]) -> dict[str, Any]:
    return {
        "type": "bar",
        "stack": "all",
        "name": say(f"interpreting.step.{step.value}"),
        "data": [each.steps[step] for each in shown],
        "itemStyle": {"color": COLORS[step]},
    }
