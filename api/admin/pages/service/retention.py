"""Days of keeping: counted before they are saved."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.service.told import number, words
from api.admin.pages.words import reason_of
from api.admin.service.retention import due_with, retaining_of
from api.console.events import Told, name_of
from policies.content.keys import Key
from policies.content.service.retaining import LIMITS
from policies.content.service.settings import Kind
from policies.errors import InputError
from policies.settings import LibrarySettings
from policies.wording import say

# What each kind is called in the environment.
SETTINGS = {
    "conversations": "keep_conversations_days",
    "calls": "keep_calls_days",
    "contacts": "keep_contacts_days",
    "order_contacts": "order_contact_days",
    "corrections": "keep_corrections_days",
    "events": "webhook_days",
}


class RetentionPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._retaining = retaining_of(opened.bridge)
        self._form: Part
        self._counted: Part
        self._past: Part

    async def build(self) -> None:
        """Put the page together."""
        self._form = self._opened.part("days", "retention.html", **await run_in_threadpool(self._facts))
        self._counted = self._opened.part(
            "counted", "retention_counted.html", **await run_in_threadpool(self._counts)
        )
        self._past = self._opened.part("past", "service_past.html", **await run_in_threadpool(self._history))
        self._opened.on("retention_count", self._count)
        self._opened.on("retention_save", self._save)
        self._opened.on("retention_restore", self._restore)

    async def _count(self, told: Told, _: Key) -> None:
        self._counted.draw(**await run_in_threadpool(self._counts, told))

    async def _save(self, told: Told, person: Key) -> None:
        why = words(told, "reason")
        await run_in_threadpool(lambda: self._retaining.save(self._changed(told), person.name, why))
        await self._done("retention_saved")

    async def _restore(self, told: Told, person: Key) -> None:
        name, why = name_of(told, "id"), words(told, "reason")
        await run_in_threadpool(self._retaining.take_back, name, person.name, why)
        await self._done("retention_restored")

    async def _done(self, name: str) -> None:
        self._opened.events.run("window.admin.saved()")
        self._form.draw(**await run_in_threadpool(self._facts))
        self._counted.draw(**await run_in_threadpool(self._counts))
        self._past.draw(**await run_in_threadpool(self._history))
        self._opened.events.say(say(f"admin.service.said.{name}"))

    def _changed(self, told: Told) -> dict[str, int]:
        """Return the days of a form that are not in effect; one that is no number is refused as too few."""
        days = {name: number(told, name) or 0 for name in LIMITS if name in told}
        return {
            each.name: days[each.name]
            for each in self._retaining.every()
            if days.get(each.name, each.days) != each.days
        }

    def _facts(self) -> dict[str, Any]:
        settings = LibrarySettings()
        return {
            "kinds": self._retaining.every(),
            "settings": SETTINGS,
            "is_set": {name for name, field in SETTINGS.items() if field in settings.model_fields_set},
            "may_save": self._opened.may("retention_save"),
        }

    def _counts(self, told: Told | None = None) -> dict[str, Any]:
        changed = self._changed(told or {})
        try:
            then = asdict(due_with(self._bridge, changed))
        except InputError as error:
            return {"wrong": f"{say(f'admin.service.retention.kinds.{error.where}')}：{reason_of(error)}"}
        return {"now": asdict(due_with(self._bridge, {})), "then": then}

    def _history(self) -> dict[str, Any]:
        return {
            "past": self._bridge.library.service.past(Kind.RETENTION),
            "what": {name: say(f"admin.service.retention.kinds.{name}") for name in LIMITS},
        }


async def build_retention(opened: Opened) -> None:
    """Show the days."""
    await RetentionPage(opened).build()
