"""What operators found wrong or missing: looked at, mended in the pair, settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.console.events import Told, name_of
from policies.content.corrections import Correction
from policies.content.keys import Key

MOST = 200


class CorrectionsPage:
    """One open tab of the list."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._requests = opened.bridge.corrections
        self._list: Part

    async def build(self) -> None:
        """Put the page together."""
        self._list = self._opened.part("corrections", "corrections.html", **await self._facts())
        self._opened.on("correction_claim", self._claim)
        self._opened.on("correction_release", self._release)
        self._opened.on("correction_done", self._done)

    async def _claim(self, told: Told, person: Key) -> None:
        seen = name_of(told, "seen") or None
        await self._step("correction_claim", self._requests.claim, name_of(told, "id"), person.name, seen)

    async def _release(self, told: Told, person: Key) -> None:
        await self._step("correction_release", self._requests.release, name_of(told, "id"), person.name)

    async def _done(self, told: Told, person: Key) -> None:
        await self._step("correction_done", self._requests.done, name_of(told, "id"), person.name)

    async def _step(self, name: str, step: Callable[..., None], *told: str | None) -> None:
        try:
            await run_in_threadpool(step, *told)
        finally:  # what a colleague did meanwhile is shown too
            self._list.draw(**await self._facts())
        self._opened.events.tell(name)

    async def _facts(self) -> dict[str, Any]:
        found = await run_in_threadpool(lambda: self._requests.every(waiting=True, limit=MOST))
        ways = {each.id: way_of(each) for each in found}
        may_settle, mine = self._opened.may("correction_done"), self._opened.person.name
        return {"found": found, "ways": ways, "may_settle": may_settle, "mine": mine}


def way_of(correction: Correction) -> str:
    """Return where a request is dealt with: the pair that was shown, or a new one for its question."""
    if correction.qa_id is not None:
        return f"/admin/pairs/{correction.qa_id}?{urlencode({'correction': correction.id})}"
    return f"/admin/pairs/new?{urlencode({'question': correction.question, 'correction': correction.id})}"


async def build_corrections(opened: Opened) -> None:
    """Show the list."""
    await CorrectionsPage(opened).build()
