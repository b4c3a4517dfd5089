"""A model beside the one that answers: figures, intents that fell or rose, sentences that are newly taken for others."""

from __future__ import annotations

from typing import Any

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.admin.pages.charts import shifts
from api.admin.pages.frame import Opened, Part
from api.console.events import Told, name_of
from policies.assistant.comparing import compare
from policies.assistant.model import USUAL_FOLDS, Kind
from policies.assistant.preparing import BOT_PYTHON
from policies.assistant.saying import intent_name, percent, verdict_in_words
from policies.content.keys import Key

MOST = 50


class ComparePage:
    """One open tab of a model's comparison."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._name = opened.request.query_params.get("model", "")[:64]
        self._part: Part

    async def build(self) -> None:
        """Put the page together."""
        facts = await run_in_threadpool(self._facts)
        self._part = self._opened.part("compared", "bot_compared.html", **facts)
        found = facts["found"]
        if found is not None and found.shifts:
            with self._opened.main, ui.element("div").classes("charts").props("aria-hidden=true"):
                tall = f"height: {80 + 30 * len(found.shifts)}px"
                ui.echart(shifts(found), renderer="svg").classes("chart").style(tall)
        self._opened.part("shifts", "bot_shifts.html", **facts)
        self._opened.on("bot_compare", self._compare)

    async def _compare(self, told: Told, person: Key) -> None:
        name = self._name or name_of(told, "id")
        await run_in_threadpool(self._bridge_ask, name, person.name)
        self._part.draw(**await run_in_threadpool(self._facts))
        self._opened.events.tell("bot_compare")

    def _bridge_ask(self, name: str, person: str) -> None:
        self._opened.bridge.models.get(name)
        self._opened.bridge.runs.ask(Kind.COMPARE, person, folds=USUAL_FOLDS, model_id=name)

    def _facts(self) -> dict[str, Any]:
        models = self._opened.bridge.models
        active = models.active()
        model = models.get(self._name) if self._name else active
        found = compare(model, active) if model else None
        return {
            "model": model,
            "active": active,
            "found": found,
            "verdict": verdict_in_words(found) if found else "",
            "may_act": self._opened.may("bot_compare") and BOT_PYTHON.exists(),
            "is_waiting": any(each.kind is Kind.COMPARE for each in self._opened.bridge.runs.under_way()),
            "percent": percent,
            "intent_name": intent_name,
            "most": MOST,
        }


async def build_bot_compare(opened: Opened) -> None:
    """Show the comparison of the model that the address names."""
    await ComparePage(opened).build()
