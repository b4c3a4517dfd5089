"""Charts of the insights and of models; whatever they show stands in a table too.

The links of the insights' tables lead where a click in their chart leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policies.assistant.comparing import Comparison
from policies.assistant.saying import intent_name
from policies.insights.model import Insights
from policies.wording import say

ACCENT, LINE, OTHER = "#0d5a55", "#d9d4c7", "#b9a77c"
FONT = {"fontFamily": "inherit", "color": "#2b2f2d"}
MOST_BARS = 8
WIDEST_BAR = 28


def columns(insights: Insights) -> dict[str, Any]:
    """Return the chart of questions by day."""
    return {
        "animation": False,
        "textStyle": FONT,
        "title": _title("daily"),
        "grid": {"left": 48, "right": 16, "top": 48, "bottom": 32},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [f"{day:%m-%d}" for day in insights.daily]},
        "yAxis": {"type": "value", "minInterval": 1, "splitLine": {"lineStyle": {"color": LINE}}},
        "series": [{"type": "bar", "data": list(insights.daily.values()), "itemStyle": {"color": ACCENT}}],
    }


def bars(title: str, rows: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Return a chart of (name, count), the first on top.

    Args:
        title: the name of the table under `insights.sheet` that shows the same.
        rows: what is shown.
    """
    upward = list(reversed(rows))
    return {
        "animation": False,
        "textStyle": FONT,
        "title": _title(title),
        "grid": {"left": 8, "right": 48, "top": 48, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "minInterval": 1, "splitLine": {"lineStyle": {"color": LINE}}},
        "yAxis": {"type": "category", "data": [name for name, _ in upward]},
        "series": [
            {
                "type": "bar",
                "data": [count for _, count in upward],
                "barMaxWidth": WIDEST_BAR,
                "itemStyle": {"color": ACCENT},
                "label": {"show": True, "position": "right"},
            }
        ],
    }


def shifts(found: Comparison) -> dict[str, Any]:
    """Return the chart of every intent's F1 with the active model and with the new one, what fell most first."""
    every = list(reversed(found.shifts))
    sides = (("after", ACCENT), ("before", OTHER))
    return {
        "animation": False,
        "textStyle": FONT,
        "title": {
            "text": say("assistant.page.chart"),
            "textStyle": {"fontSize": 15, "fontFamily": "inherit"},
        },
        "legend": {"top": 4, "right": 8},
        "grid": {"left": 8, "right": 48, "top": 48, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value", "min": 0, "max": 1, "splitLine": {"lineStyle": {"color": LINE}}},
        "yAxis": {"type": "category", "data": [intent_name(each.intent) for each in every]},
        "series": [
            {
                "type": "bar",
                "name": say(f"assistant.column.{side}"),
                "data": [round(getattr(each, side), 3) for each in every],
                "itemStyle": {"color": color},
            }
            for side, color in sides
        ],
    }


def _title(name: str) -> dict[str, Any]:
    return {
        "text": say(f"insights.sheet.{name}.title"),
        "textStyle": {"fontSize": 15, "fontFamily": "inherit"},
    }
