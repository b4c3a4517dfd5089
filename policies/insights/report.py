"""Insights as tables with Chinese headings: the workbook and the page to print show the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policies.content.exporting.sheets import Sheet, write_xlsx
from policies.errors import UnreadableFile
from policies.insights.model import Insights, Share
from policies.wording import say, section


def sheets_of(insights: Insights) -> list[Sheet]:
    """Return everything that insights tell, a table for each part."""
    return [
        _sheet("summary", summary(insights)),
        _sheet("funnel", [(say(f"insights.step.{name}"), count) for name, count in insights.funnel]),
        _sheet(
            "outcomes",
            [(say(f"insights.outcome.{each.value}"), count) for each, count in insights.outcomes.items()],
        ),
        _sheet("daily", [(day.isoformat(), count) for day, count in insights.daily.items()]),
        _sheet(
            "topics",
            [
                (each.name, each.asked, each.week, each.usual, say("insights.surges") if each.surges else "")
                for each in insights.topics
            ],
        ),
        _sheet("departments", _shares(insights.departments)),
        _sheet("regions", _shares(insights.regions)),
        _sheet("channels", _shares(insights.channels)),
        _sheet("coverage", _coverage(insights)),
    ]


def summary(insights: Insights) -> list[tuple[str, str]]:
    """Return the leading figures, each with its name; a dash where there is none."""
    told, times, persons = insights.satisfaction, insights.times, insights.hand_offs
    figures = {
        "asked": f"{insights.asked}",
        "answer_rate": percent(insights.answer_rate),
        "found_rate": percent(insights.found_rate),
        "helpful_rate": percent(told.rate),
        "verdicts": f"{told.helpful + told.unhelpful}",
        "score": _or_dash(told.score),
        "median_s": _or_dash(times.median_s),
        "p95_s": _or_dash(times.p95_s),
        "hand_offs": f"{persons.asked}",
        "taken": f"{persons.taken}",
        "wait_s": _or_dash(persons.wait_s),
        "degraded": f"{insights.degraded}",
    }
    return [(say(f"insights.figure.{name}"), value) for name, value in figures.items()]


def write_report(insights: Insights, path: Path) -> None:
    """Write a workbook.

    Raises:
        UnreadableFile: it cannot be written there.
    """
    try:
        write_xlsx(path, sheets_of(insights))
    except OSError as error:
        raise UnreadableFile(str(path), "cannot_write") from error


def percent(share: float | None) -> str:
    """Return a share as people read it."""
    return f"{share:.1%}" if share is not None else say("insights.none")


def _or_dash(figure: float | None) -> str:
    return f"{figure:g}" if figure is not None else say("insights.none")


def _shares(found: Iterable[Share]) -> list[tuple[str, int, int]]:
    return [(_name(each.name), each.asked, each.unanswered) for each in found]


def _name(code: str) -> str:
    return str(section("insights.channel").get(code, code))


def _coverage(insights: Insights) -> list[tuple[str, int]]:
    found = insights.coverage
    rows = {
        "published": found.published,
        "unfounded": found.unfounded,
        **{f"reviewed_{name}": count for name, count in found.reviewed.items()},
        "in_force": found.in_force,
        "unexplained": found.unexplained,
    }
    return [(say(f"insights.coverage.{name}"), count) for name, count in rows.items()]


def _sheet(name: str, rows: Iterable[tuple[object, ...]]) -> Sheet:
    told = section(f"insights.sheet.{name}")
    return Sheet(told["title"], told["columns"], list(rows))
