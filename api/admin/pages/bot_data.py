"""The look over the training data: what the last one found, by severity, and how many examples each intent has."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.bot import LOOKS_S, run_facts
from api.admin.pages.frame import Opened, Part
from api.console.events import Told
from policies.assistant.data_check import FEWEST
from policies.assistant.model import USUAL_FOLDS, Kind, State
from policies.assistant.saying import intent_name, sentence_of
from policies.content.checks.finding import Severity
from policies.content.keys import Key

ROWS = 100


class DataPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        query = opened.request.query_params
        severity = query.get("severity", "")
        self._severity = severity if severity in set(Severity) else ""
        page = query.get("page", "1")
        self._page = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
        self._run: Part
        self._found: Part

    async def build(self) -> None:
        """Put the page together, and keep it up to date while a check is done."""
        run, found = await run_in_threadpool(self._facts)
        self._run = self._opened.part("run", "bot_data_run.html", **run)
        self._found = self._opened.part("found", "bot_data.html", **found)
        self._opened.on("bot_check", self._check)
        self._opened.events.follow(self._draw, LOOKS_S)

    async def _check(self, _: Told, person: Key) -> None:
        ask = self._opened.bridge.runs.ask
        await run_in_threadpool(lambda: ask(Kind.CHECK, person.name, folds=USUAL_FOLDS))
        await self._draw()
        self._opened.events.tell("bot_check")

    async def _draw(self) -> None:
        run, found = await run_in_threadpool(self._facts)
        self._run.follow(**run)
        self._found.follow(**found)

    def _facts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        runs = self._opened.bridge.runs
        runs.settle()
        last = next(iter(runs.newest(1, Kind.CHECK, State.DONE)), None)
        result = (last.result if last else None) or {"counts": {}, "findings": []}
        findings = [each for each in result["findings"] if self._severity in ("", each["severity"])]
        first = (self._page - 1) * ROWS
        run = {**run_facts(self._opened.bridge), "may_act": self._opened.may("bot_check")}
        is_mine = run["current"] is not None and run["current"].kind is Kind.CHECK
        found = {
            "checked": last,
            "totals": Counter(each["severity"] for each in result["findings"]),
            "findings": findings[first : first + ROWS],
            "total": len(findings),
            "page": self._page,
            "pages": max(1, -(-len(findings) // ROWS)),
            "severity": self._severity,
            "counts": sorted(result["counts"].items(), key=lambda each: each[1]),
            "fewest": FEWEST,
            "intent_name": intent_name,
            "sentence_of": sentence_of,
        }
        return {**run, "is_mine": is_mine}, found


async def build_bot_data(opened: Opened) -> None:
    """Show the page."""
    await DataPage(opened).build()
