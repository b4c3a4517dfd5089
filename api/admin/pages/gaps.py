"""What people asked and was not answered well, by matter: looked at one by one, and worked through."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.gaps import gaps_of
from api.admin.pages.frame import Opened, Part
from api.console.events import Told, name_of, text_of
from policies.content.keys import Key
from policies.gaps.model import GapNotFound, WholeGap

ROWS = 50
LONGEST = 200


class GapsPage:
    """One open tab: the list, and above it the gap that is looked at."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._gaps = gaps_of(opened.bridge)
        self._gap = opened.request.query_params.get("gap", "")[:64]
        self._all = opened.request.query_params.get("all") == "1"
        page = opened.request.query_params.get("page", "1")
        self._page = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        self._whole: Part
        self._list: Part

    async def build(self) -> None:
        """Put the page together."""
        self._whole = self._opened.part("gap", "gap.html", **await self._looked_at())
        self._list = self._opened.part("list", "gaps_list.html", **await self._listed())
        self._opened.on("gap_similar", self._similar)
        self._opened.on("gap_draft", self._draft)
        self._opened.on("gap_ignore", self._ignore)
        self._opened.on("gaps_find", self._find)

    async def _similar(self, told: Told, person: Key) -> None:
        pair, text = name_of(told, "pair"), text_of(told, LONGEST)
        if not pair:
            self._opened.events.tell("gap_no_pair")
            return
        edited = await run_in_threadpool(self._gaps.similar, self._gap, pair, text, person.name)
        await self._done("gap_similar")
        self._opened.events.go(f"/admin/pairs/{edited.pair.id}")

    async def _draft(self, _: Told, person: Key) -> None:
        edited = await run_in_threadpool(self._gaps.draft, self._gap, person.name)
        self._opened.events.go(f"/admin/pairs/{edited.pair.id}")

    async def _ignore(self, told: Told, person: Key) -> None:
        await run_in_threadpool(self._gaps.ignore, self._gap, person.name, name_of(told, "note"))
        self._gap = ""
        await self._done("gap_ignore")

    async def _find(self, _: Told, __: Key) -> None:
        await run_in_threadpool(self._gaps.find)
        await self._done("gaps_find")

    async def _done(self, name: str) -> None:
        self._whole.draw(**await self._looked_at())
        self._list.draw(**await self._listed())
        self._opened.events.tell(name)

    async def _looked_at(self) -> dict[str, Any]:
        whole: WholeGap | None = None
        if self._gap:
            try:
                whole = await run_in_threadpool(self._gaps.read, self._gap, self._opened.department)
            except GapNotFound:
                whole = None
        return {"whole": whole, "asked_for": self._gap, "may_act": self._opened.may("gap_similar")}

    async def _listed(self) -> dict[str, Any]:
        department = self._opened.department
        found = await run_in_threadpool(lambda: self._gaps.every(department, waiting=not self._all))
        first = (self._page - 1) * ROWS
        return {
            "found": found[first : first + ROWS],
            "total": len(found),
            "page": self._page,
            "pages": max(1, -(-len(found) // ROWS)),
            "every": self._all,
            "current": self._gap,
            "may_find": self._opened.may("gaps_find"),
        }


async def build_gaps(opened: Opened) -> None:
    """Show the gaps."""
    await GapsPage(opened).build()
