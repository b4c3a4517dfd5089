"""How the service is doing: figures, charts and words of some days, and the questions behind each of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from nicegui import ui
from nicegui.events import EChartPointClickEventArguments
from starlette.concurrency import run_in_threadpool

from api.admin.insights import USUAL_DAYS, cloud_of, insights_of, lines_of
from api.admin.pages.charts import MOST_BARS, bars, columns
from api.admin.pages.frame import Opened
from policies.answering.inquiry import Outcome
from policies.content.exporting.sheets import Sheet
from policies.errors import InputError
from policies.insights.figures import STEPS
from policies.insights.model import Insights, Line, Span
from policies.insights.report import sheets_of, summary
from policies.insights.rows import Sought
from policies.wording import section

ROWS = 50
NARROWED = ("outcome", "department", "region", "topic", "channel", "step", "day", "word")
# Sizes of the words of the cloud.
SIZES = 6


async def build_insights(opened: Opened) -> None:
    """Show the days that the address names, the last 30 where it names none or such as cannot be counted."""
    query, today = opened.request.query_params, opened.bridge.today()
    span, is_wrong = span_of(query.get("since", ""), query.get("until", ""), today)
    insights = await run_in_threadpool(insights_of, opened.bridge, span, opened.department)
    narrowed = {name: query.get(name, "")[:200] for name in NARROWED if query.get(name)}
    page = query.get("page", "1")
    number = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    days = {"since": span.first.isoformat(), "until": span.last.isoformat()}
    link: dict[str, Any] = {"days": urlencode(days), "today": today, "span": span, "is_wrong": is_wrong}
    opened.part("days", "insights_days.html", **link)
    opened.part("figures", "insights_figures.html", figures=summary(insights), asked=insights.asked)
    tables = linked(insights)
    if insights.asked:
        _charts(opened, insights, tables, days)
        cloud = await run_in_threadpool(cloud_of, opened.bridge, span, opened.department)
        most = max((each.conversations for each in cloud.words), default=1)
        sized = [(size_of(each.conversations, most), each) for each in cloud.words]
        opened.part(
            "cloud", "insights_cloud.html", cloud=cloud, sized=sized, words=section("insights.cloud"), **link
        )
    opened.part("tables", "insights_tables.html", tables=tables, **link)
    lines = await run_in_threadpool(narrowed_lines, opened, span, narrowed, number)
    opened.part(
        "lines",
        "insights_lines.html",
        lines=lines[:ROWS],
        has_more=len(lines) > ROWS,
        page=number,
        narrowed=narrowed,
        query=urlencode(days | narrowed),
        outcomes=list(insights.outcomes),
        only=named_narrowing(narrowed),
        words=section("insights.narrowed"),
        **link,
    )


# A table, what its rows narrow the questions by, and the value of each row for that; "" for rows that narrow nothing.
Linked = tuple[Sheet, str, list[str]]


def linked(insights: Insights) -> list[Linked]:
    """Return the tables but the summary, each with what its rows lead to."""
    narrowing = (
        ("step", [name for name, _ in insights.funnel]),
        ("outcome", [each.value for each in insights.outcomes]),
        ("day", [day.isoformat() for day in insights.daily]),
        ("topic", [each.name for each in insights.topics]),
        ("department", [each.name for each in insights.departments]),
        ("region", [each.name for each in insights.regions]),
        ("channel", [each.name for each in insights.channels]),
        ("", list[str]()),
    )
    tables = zip(sheets_of(insights)[1:], narrowing, strict=True)
    return [(sheet, name, values) for sheet, (name, values) in tables if sheet.rows]


def _charts(opened: Opened, insights: Insights, tables: list[Linked], days: dict[str, str]) -> None:
    """Show the charts; a click on a bar narrows the questions as the link in its table does."""
    with opened.main, ui.element("div").classes("charts").props("aria-hidden=true"):
        for sheet, name, values in tables:
            if name == "day":
                _chart(opened, columns(insights), name, values, days)
            elif name in ("step", "outcome", "department"):
                shown = [(str(row[0]), int(str(row[1]))) for row in map(tuple, islice(sheet.rows, MOST_BARS))]
                titles = {"step": "funnel", "outcome": "outcomes", "department": "departments"}
                _chart(opened, bars(titles[name], shown), name, values[:MOST_BARS][::-1], days)


def _chart(
    opened: Opened, options: dict[str, Any], name: str, values: list[str], days: dict[str, str]
) -> None:
    async def narrow(clicked: EChartPointClickEventArguments) -> None:
        if await opened.events.is_open() and 0 <= clicked.data_index < len(values):
            query = urlencode({**days, name: values[clicked.data_index]})
            opened.events.go(f"/admin/insights?{query}#lines-title")

    ui.echart(options, on_point_click=narrow, renderer="svg").classes(f"chart chart-{name}")


def named_narrowing(narrowed: dict[str, str]) -> list[tuple[str, str]]:
    """Return what narrows the questions and has no field of its own, each with its value in words."""
    told = {"step": section("insights.step"), "channel": section("insights.channel")}
    names = section("insights.narrowed.by")
    return [(name, told.get(name, {}).get(value, value)) for name, value in narrowed.items() if name in names]


def size_of(conversations: int, most: int) -> int:
    """Return the size of a word of the cloud, 1 to 6, by its share of the commonest word's conversations."""
    return 1 + round((SIZES - 1) * (conversations / most) ** 0.5) if most else 1


def span_of(since: str, until: str, today: date) -> tuple[Span, bool]:
    """Return the days that are meant, and whether what was asked for could not be read."""
    usual = Span(today - timedelta(days=USUAL_DAYS - 1), today)
    if not since and not until:
        return usual, False
    try:
        last = date.fromisoformat(until) if until else today
        first = date.fromisoformat(since) if since else last - timedelta(days=USUAL_DAYS - 1)
        return Span(first, last), False
    except (ValueError, OverflowError, InputError):
        return usual, True


def narrowed_lines(opened: Opened, span: Span, narrowed: dict[str, str], page: int) -> list[Line]:
    """Return a page of the questions behind the figures, and one more where there are more; none for what cannot be."""
    told: dict[str, Any] = dict(narrowed)
    outcome, step, day = told.pop("outcome", None), told.pop("step", None), told.pop("day", None)
    word = told.pop("word", "")
    if (outcome is not None and outcome not in set(Outcome)) or (step is not None and step not in STEPS):
        return []
    if day is not None:
        try:
            span = Span(date.fromisoformat(day), date.fromisoformat(day))
        except ValueError:
            return []
    if opened.department is not None:
        told["department"] = opened.department
    sought = Sought(
        span.since,
        span.until,
        outcome=Outcome(outcome) if outcome else None,
        outcomes=STEPS[step] if step else None,
        helpful=True if step == "helpful" else None,
        **told,
    )
    return lines_of(opened.bridge, sought, word, (page - 1) * ROWS, ROWS + 1)
