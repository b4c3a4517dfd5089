"""The report as a page that is printed: no script, no style but our own files'."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Template

from api.console.rendering import environment
from policies.insights.model import Insights
from policies.insights.report import sheets_of

TEMPLATES = Path(__file__).parent / "templates"


def printed(insights: Insights, today: date) -> str:
    """Return the page."""
    return _template().render(sheets=sheets_of(insights), span=insights.span, today=today)


@cache
def _template() -> Template:
    return environment(TEMPLATES).get_template("report.html")
