"""Pairs in and out as files: tried first, with a report row by row."""

from __future__ import annotations

from pydantic import ValidationError

from api.admin.pages.frame import Opened, Part
from api.admin.schemas import ImportOut
from api.console.events import Told
from policies.content.keys import Key

KINDS = ("xlsx", "csv", "jsonl")


class ExchangePage:
    """One open tab; the file itself goes to the API's address from the browser, and its report comes here to be drawn."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._report: Part

    def build(self) -> None:
        """Put the page together."""
        may_import = self._opened.may("import_told")
        self._opened.part("exchange", "exchange.html", kinds=KINDS, may_import=may_import)
        self._report = self._opened.part("report", "exchange_report.html", report=None)
        self._opened.on("import_told", self._told)

    async def _told(self, told: Told, _: Key) -> None:
        try:
            report = ImportOut.model_validate(told.get("report"))
        except ValidationError as error:
            self._opened.events.wrong(error)
            return
        self._report.draw(report=report, errors=told.get("errors"))
        self._opened.events.tell("imported" if report.written else "tried")


async def build_exchange(opened: Opened) -> None:
    """Show the page."""
    ExchangePage(opened).build()
