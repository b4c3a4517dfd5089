"""The questions of the regression set: found, added, taken from what people confirmed, taken out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.regression_schemas import CaseIn
from api.console.events import Told, name_of, number_of
from policies.content.keys import Key
from policies.content.pairs.listing import questions_of
from policies.evaluation.questions import ROUTES
from policies.regression.cases import Cases
from policies.regression.collecting import COLLECTED
from policies.regression.model import Source
from policies.wording import say

ROWS = 50
MOST_CHOSEN = 200


class CasesPage:
    """One open tab; what narrows the list stands in the address."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        self._cases = Cases(self._store)
        query = opened.request.query_params
        self._text = query.get("q", "")[:200].strip()
        source = query.get("source", "")
        self._source = Source(source) if source in set(Source) else None
        page = query.get("page", "1")
        self._page = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        self._list: Part

    async def build(self) -> None:
        """Put the page together."""
        opened = self._opened
        regions = [each.name for each in await run_in_threadpool(self._store.regions)]
        may, endings = opened.may("case_add"), list(ROUTES)
        opened.part(
            "add", "cases_add.html", sources=list(COLLECTED), may=may, regions=regions, endings=endings
        )
        self._list = opened.part("list", "cases_list.html", **await run_in_threadpool(self._facts))
        opened.on("case_add", self._add)
        opened.on("case_collect", self._collect)
        opened.on("case_remove", self._remove)
        opened.on("cases_imported", self._imported)

    async def _add(self, told: Told, person: Key) -> None:
        pairs = [each for each in str(told.get("pairs") or "").replace("；", " ").split() if each]
        try:
            case = CaseIn.model_validate(
                {
                    "text": str(told.get("text") or ""),
                    "pair_ids": pairs,
                    "expect": name_of(told, "expect") or None,
                    "region": name_of(told, "region"),
                }
            )
        except ValidationError as error:
            self._opened.events.wrong(error)
            return
        added = await run_in_threadpool(self._cases.add, [case.to_case()], person.name)
        await self._done(added)

    async def _collect(self, told: Told, person: Key) -> None:
        source = name_of(told, "source")
        if source not in set(COLLECTED):
            self._opened.events.tell("none_chosen_cases")
            return
        found = COLLECTED[Source(source)](self._store)
        await self._done(await run_in_threadpool(self._cases.add, found, person.name))

    async def _remove(self, told: Told, person: Key) -> None:
        ids = told.get("ids")
        chosen = [str(each)[:64] for each in ids[:MOST_CHOSEN]] if isinstance(ids, list) else []
        if not chosen:
            self._opened.events.tell("none_chosen_cases")
            return
        removed = await run_in_threadpool(self._cases.remove, chosen, person.name)
        await self._draw()
        self._opened.events.say(say("admin.cases.removed", count=removed))

    async def _imported(self, told: Told, _: Key) -> None:
        await self._done(number_of(told, "added"))

    async def _done(self, added: int) -> None:
        await self._draw()
        self._opened.events.say(say("admin.cases.added", count=added))

    async def _draw(self) -> None:
        self._list.draw(**await run_in_threadpool(self._facts))

    def _facts(self) -> dict[str, Any]:
        found, total = self._cases.page(self._text, self._source, (self._page - 1) * ROWS, ROWS)
        wanted = {each for case in found for each in case.pair_ids}
        narrowed = {"q": self._text, "source": self._source.value if self._source else ""}
        return {
            "found": found,
            "total": total,
            "page": self._page,
            "pages": max(1, -(-total // ROWS)),
            "names": questions_of(self._store, wanted, published_only=True),
            "text": self._text,
            "source": self._source,
            "sources": list(Source),
            "query": urlencode({name: value for name, value in narrowed.items() if value}),
            "may": self._opened.may("case_remove"),
        }


async def build_cases(opened: Opened) -> None:
    """Show the set."""
    await CasesPage(opened).build()
