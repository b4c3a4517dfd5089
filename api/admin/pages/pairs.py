"""All pairs: found by what narrows the list, and worked on many at once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.steps import Action, take_many
from api.console.events import Handle, Told
from policies.content.keys import Key
from policies.content.model import PairState
from policies.content.pairs.listing import ORDERS, Order, PairList, list_pairs, names_in_use
from policies.content.pairs.wanted import WantedPairs
from policies.content.saved_views import SavedViews
from policies.regression.model import MakesWorse

ROWS = 50
LONGEST = 200
FILTERS = ("text", "state", "region", "department", "category", "audience", "basis", "order")
BULK: tuple[Action, ...] = ("submit", "publish", "archive")


class PairsPage:
    """One open tab of the list."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        self._filters = {name: opened.request.query_params.get(name, "")[:LONGEST] for name in FILTERS}
        self._page = 1
        self._saved = SavedViews(self._store.engine)
        self._list: Part
        self._views: Part
        self._results: Part

    async def build(self) -> None:
        """Put the page together."""
        opened = self._opened
        names = await run_in_threadpool(names_in_use, self._store)
        if opened.department is not None:
            names["department"] = [opened.department]
        opened.part(
            "filters",
            "pairs_filters.html",
            names=names,
            filters=self._filters,
            states=list(PairState),
            orders=list(ORDERS),
            may_write=opened.may("pairs_submit"),
        )
        own = await run_in_threadpool(self._saved.of, opened.person.id)
        self._views = opened.part("views", "pairs_views.html", own=own)
        self._results = opened.part("results", "pairs_results.html", action="", results=())
        self._list = opened.part("list", "pairs_list.html", **await self._facts())
        opened.on("pairs_look", self._look)
        opened.on("pairs_turn", self._turn)
        opened.on("view_save", self._save_view)
        opened.on("view_delete", self._delete_view)
        for action in BULK:
            opened.on(f"pairs_{action}", self._bulk(action))

    async def _look(self, told: Told, _: Key) -> None:
        self._filters = {name: str(told.get(name) or "")[:LONGEST].strip() for name in FILTERS}
        self._page = 1
        await self._draw()
        query = urlencode(
            {name: value for name, value in self._filters.items() if value not in ("", "changed")}
        )
        self._opened.events.run(f"window.admin.addressed({json.dumps(f'?{query}' if query else '')})")

    def _query(self) -> str:
        return urlencode(
            {name: value for name, value in self._filters.items() if value not in ("", "changed")}
        )

    async def _save_view(self, told: Told, person: Key) -> None:
        name = str(told.get("name") or "")
        await run_in_threadpool(self._saved.save, person.id, name, self._query())
        await self._draw_views("view_saved")

    async def _delete_view(self, told: Told, person: Key) -> None:
        await run_in_threadpool(self._saved.delete, person.id, str(told.get("name") or ""))
        await self._draw_views("view_deleted")

    async def _draw_views(self, said: str) -> None:
        self._views.draw(own=await run_in_threadpool(self._saved.of, self._opened.person.id))
        self._opened.events.tell(said)

    async def _turn(self, told: Told, _: Key) -> None:
        page = str(told.get("page") or "")
        self._page = max(1, int(page)) if page.isdigit() and len(page) < 7 else 1
        await self._draw()

    def _bulk(self, action: Action) -> Handle:
        async def handle(told: Told, person: Key) -> None:
            chosen = chosen_of(told)
            if not chosen:
                self._opened.events.tell("none_chosen")
                return
            note = str(told.get("note") or "")[:500].strip()
            if action == "publish":
                self._opened.events.tell("testing")
            try:
                results = await run_in_threadpool(
                    take_many, self._opened.bridge, person, action, chosen, note
                )
            except MakesWorse as error:
                self._results.draw(action=action, results=(), held=error)
                self._opened.events.wrong(error)
                return
            self._results.draw(action=action, results=results)
            await self._draw()

        return handle

    async def _draw(self) -> None:
        self._list.draw(**await self._facts())

    async def _facts(self) -> dict[str, Any]:
        found = await run_in_threadpool(self._found)
        return {
            "found": found,
            "page": self._page,
            "pages": max(1, -(-found.total // ROWS)),
            "first": (self._page - 1) * ROWS + 1,
            "is_narrowed": any(self._filters[name] for name in FILTERS if name != "order"),
            "bulk": [each for each in BULK if self._opened.may(f"pairs_{each}")],
        }

    def _found(self) -> PairList:
        order: Order = next((each for each in ORDERS if each == self._filters["order"]), "changed")
        wanted = wanted_of(self._filters)
        if self._opened.department is not None:
            wanted = replace(wanted, department=self._opened.department)
        return list_pairs(self._store, wanted, offset=(self._page - 1) * ROWS, limit=ROWS, order=order)


def wanted_of(filters: dict[str, str]) -> WantedPairs:
    """Return what narrows the list; what a page cannot mean counts as not set."""
    state = filters["state"]
    return WantedPairs(
        text=filters["text"] or None,
        state=PairState(state) if state in set(PairState) else None,
        region=filters["region"] or None,
        department=filters["department"] or None,
        category=filters["category"] or None,
        audience=filters["audience"] or None,
        unfounded=filters["basis"] == "none",
    )


def chosen_of(told: Told) -> list[tuple[str, int]]:
    """Return the (pair, version) that a page sent, each as "pair:version"."""
    ids = told.get("ids")
    parts = [str(each)[:100].rpartition(":") for each in ids[:ROWS]] if isinstance(ids, list) else []
    return [(pair_id, int(version)) for pair_id, _, version in parts if version.isdigit() and pair_id]


async def build_pairs(opened: Opened) -> None:
    """Show the list."""
    await PairsPage(opened).build()
