"""The assistant's models: what answers where, what is being trained, what can be activated or gone back to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.assistant import servers_of
from api.admin.pages.frame import Opened, Part
from api.bridge import Bridge
from api.console.events import Told, name_of
from policies.assistant.comparing import compare
from policies.assistant.learning import changes_since
from policies.assistant.model import FOLDS, KEPT, USUAL_FOLDS, Kind, Model, Run
from policies.assistant.preparing import BOT_PYTHON
from policies.assistant.saying import percent, reason_of, verdict_in_words
from policies.content.keys import Key
from policies.wording import say, section

LOOKS_S = 2.0
SHOWN_LINES = 14


class BotPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._answering: Part
        self._run: Part
        self._models: Part

    async def build(self) -> None:
        """Put the page together, and keep it up to date while it is open."""
        answering, run, models = await self._facts()
        self._answering = self._opened.part("answering", "bot_answering.html", **answering)
        self._run = self._opened.part("run", "bot_run.html", **run)
        self._models = self._opened.part("models", "bot_models.html", **models)
        self._opened.part("dialogs", "bot_dialogs.html")
        for name, handle in (
            ("bot_train", self._train),
            ("bot_cancel", self._cancel),
            ("bot_activate", self._activate),
            ("bot_roll_back", self._roll_back),
        ):
            self._opened.on(name, handle)
        self._opened.events.follow(self._draw, LOOKS_S)

    async def _train(self, told: Told, person: Key) -> None:
        folds = name_of(told, "folds")
        number = int(folds) if folds.isdecimal() and len(folds) < 3 else USUAL_FOLDS
        await run_in_threadpool(lambda: self._bridge.runs.ask(Kind.TRAIN, person.name, folds=number))
        await self._done("bot_train")

    async def _cancel(self, told: Told, person: Key) -> None:
        await run_in_threadpool(self._bridge.runs.cancel, name_of(told, "id"), person.name)
        await self._done("bot_cancel")

    async def _activate(self, told: Told, person: Key) -> None:
        reason = str(told.get("reason") or "")
        await run_in_threadpool(self._bridge.models.activate, name_of(told, "id"), person.name, reason)
        await self._done("bot_activate")

    async def _roll_back(self, told: Told, person: Key) -> None:
        reason = str(told.get("reason") or "")
        await run_in_threadpool(self._bridge.models.roll_back, name_of(told, "id"), person.name, reason)
        await self._done("bot_roll_back")

    async def _done(self, name: str) -> None:
        await self._draw()
        self._opened.events.tell(name)

    async def _draw(self) -> None:
        answering, run, models = await self._facts()
        self._answering.follow(**answering)
        self._run.follow(**run)
        self._models.follow(**models)

    async def _facts(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        servers = await servers_of(self._bridge)
        return await run_in_threadpool(self._read, servers)

    def _read(self, servers: list[Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        self._bridge.runs.settle()
        may = self._opened.may("bot_train")
        active, every = self._bridge.models.active(), self._bridge.models.every()
        history = self._bridge.models.activations()
        changes = changes_since(self._bridge.library.store.engine, active.made_at) if active else 0
        answering = {"active": active, "since": history[0] if history else None, "changes": changes}
        before = {each.model_id for each in history}
        models = {
            "rows": [row_of(self._bridge, each, active, before) for each in every],
            "history": history,
            "may_act": may,
            "most": KEPT,
        }
        return {**answering, "servers": servers}, {**run_facts(self._bridge), "may_act": may}, models


def row_of(bridge: Bridge, model: Model, active: Model | None, before: set[str]) -> dict[str, Any]:
    """Return what the list shows of a model."""
    found = compare(model, active)
    return {
        "model": model,
        "is_active": active is not None and active.id == model.id,
        "was_active": model.id in before,
        "is_there": bridge.models.folder.has(model.id),
        "macro": percent(found.new.macro_f1) if found.new else None,
        "weighted": percent(found.new.weighted_f1) if found.new else None,
        "emergency": percent(found.new.emergency_recall) if found.new else None,
        "verdict": found.verdict,
        "verdict_words": verdict_in_words(found),
    }


def run_facts(bridge: Bridge) -> dict[str, Any]:
    """Return what is shown of what the trainer does, waits with, and did last."""
    open_runs = bridge.runs.under_way()
    last = next((each for each in bridge.runs.newest() if not each.is_open), None)
    current = open_runs[0] if open_runs else None
    expected = bridge.runs.expected(current) if current else None
    return {
        "current": current,
        "waiting": max(0, len(open_runs) - 1),
        "spent": span(datetime.now(UTC) - current.began_at) if current and current.began_at else None,
        "expected": span(expected) if expected else None,
        "share": _share(current, expected),
        "tail": _tail(current or last),
        "last": last,
        "reason": reason_of(last) if last else "",
        "folds": FOLDS,
        "folds_words": section("assistant.page.folds_of"),
        "usual": USUAL_FOLDS,
        "has_rasa": BOT_PYTHON.exists(),
        "has_trainer": bridge.runs.has_trainer(),
    }


def span(time: timedelta) -> str:
    """Return a span of time in words."""
    seconds = max(0, round(time.total_seconds()))
    return say("assistant.page.span", minutes=seconds // 60, seconds=seconds % 60)


def _share(run: Run | None, expected: timedelta | None) -> int | None:
    """Return how much of a run is done in hundredths, by the time that the last one took; None where that is unknown."""
    if run is None or run.began_at is None or not expected:
        return None
    return min(99, round(100 * (datetime.now(UTC) - run.began_at) / expected))


def _tail(run: Run | None) -> str:
    return "\n".join(run.log.splitlines()[-SHOWN_LINES:]) if run else ""


async def build_bot(opened: Opened) -> None:
    """Show the page."""
    await BotPage(opened).build()
