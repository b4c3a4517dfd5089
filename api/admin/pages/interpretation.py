"""One interpretation: its parts beside their clauses, what it explains, and what an editor decides of that."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.interpretations import opened_for
from api.admin.pages.fields import version_of
from api.admin.pages.frame import Opened, Part
from api.console.events import Told, name_of
from policies.content.keys import Key
from policies.content.model import InterpretationKind
from policies.interpreting.correcting import LONGEST_REASON, Correction, correct
from policies.wording import say

_SEPARATORS = re.compile(r"[\r\n、，,；;]+")


class InterpretationPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._id = str(opened.request.path_params["interpretation_id"])
        self._head: Part
        self._form: Part
        self._parts: Part

    async def build(self) -> None:
        """Put the page together.

        Raises:
            InterpretationNotFound: there is none, or it is another department's than the only one that may be seen.
        """
        facts = await self._facts()
        self._head = self._opened.part("standing", "interpretation_head.html", **facts)
        if self._opened.may("interpretation_correct"):
            self._form = self._opened.part("correction", "interpretation_form.html", **facts)
        self._parts = self._opened.part("parts", "interpretation_parts.html", **facts)
        self._opened.on("interpretation_correct", self._correct)

    async def _correct(self, told: Told, person: Key) -> None:
        wanted = correction_of(told)
        if wanted is None:
            self._opened.events.say(say("admin.interpretations.bad_day"), "wrong")
            return
        store = self._opened.bridge.library.store
        await run_in_threadpool(correct, store, self._id, wanted, person.name, version_of(told))
        facts = await self._facts()
        for part in (self._head, self._form, self._parts):
            part.draw(**facts)
        self._opened.events.run("window.admin.saved()")
        self._opened.events.say(say("admin.interpretations.corrected"))

    async def _facts(self) -> dict[str, Any]:
        opened = self._opened
        shown, revision = await run_in_threadpool(opened_for, opened.bridge, self._id, opened.department)
        return {"shown": shown, "revision": revision, "kinds": list(InterpretationKind)}


def correction_of(told: Told) -> Correction | None:
    """Return what a form asks for; None where its day is no day."""
    day = name_of(told, "published_on")
    named = str(told.get("explains") or "")[:5_000]
    kind = name_of(told, "kind")
    published_on = None
    if day:
        with suppress(ValueError):
            published_on = date.fromisoformat(day)
        if published_on is None:
            return None
    return Correction(
        explains=[each.strip() for each in _SEPARATORS.split(named) if each.strip()],
        kind=InterpretationKind(kind) if kind in set(InterpretationKind) else InterpretationKind.TEXT,
        published_on=published_on,
        reason=str(told.get("reason") or "")[: LONGEST_REASON + 1],
    )


async def build_interpretation(opened: Opened) -> None:
    """Show an interpretation."""
    await InterpretationPage(opened).build()
