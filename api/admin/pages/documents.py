"""All documents: found by what narrows the list, and brought in as files."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.console.events import Told
from policies.content.documents.listing import ORDERS, DocumentList, Order, list_documents, names_in_use
from policies.content.documents.reading import Waiting
from policies.content.documents.readings import Readings
from policies.content.documents.wanted import Owner, WantedDocuments, owner_of
from policies.content.keys import Key
from policies.content.model import Disclosure, Status
from policies.ingest.intake import ARCHIVE
from policies.ingest.intake import ROWS as LINES
from policies.ingest.readers import READERS
from policies.wording import say, section

ROWS = 50
LONGEST = 200
FILTERS = ("text", "region", "issuer", "category", "status", "disclosure", "explained", "order")
FORMATS = (*READERS, ARCHIVE, LINES)


class DocumentsPage:
    """One open tab of the list."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        query = opened.request.query_params
        self._filters = {name: query.get(name, "")[:LONGEST].strip() for name in FILTERS}
        page = query.get("page", "1")
        self._page = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        self._owner: Owner | None = None
        self._list: Part
        self._waiting: Part

    async def build(self) -> None:
        """Put the page together."""
        opened = self._opened
        self._owner = await run_in_threadpool(owner_of, self._store, opened.department)
        if opened.may("documents_filed"):
            opened.part(
                "upload", "documents_upload.html", formats=FORMATS, saying=section("documents.saying")
            )
        self._waiting = opened.part("waiting", "documents_waiting.html", waiting=await self._begun())
        opened.part(
            "filters",
            "documents_filters.html",
            names=await run_in_threadpool(names_in_use, self._store, self._owner),
            filters=self._filters,
            statuses=list(Status),
            disclosures=[each for each in Disclosure if each is not Disclosure.WITHHELD],
            orders=list(ORDERS),
        )
        self._list = opened.part("list", "documents_list.html", **await self._facts())
        opened.on("documents_look", self._look)
        opened.on("documents_filed", self._filed)

    async def _look(self, told: Told, _: Key) -> None:
        self._filters = {name: str(told.get(name) or "")[:LONGEST].strip() for name in FILTERS}
        self._page = 1
        await self._draw()
        query = self._query()
        self._opened.events.run(f"window.admin.addressed({json.dumps(f'?{query}' if query else '')})")

    async def _filed(self, told: Told, _: Key) -> None:
        await self._draw()
        self._waiting.draw(waiting=await self._begun())
        counts = {name: _count(told, name) for name in ("done", "held", "failed")}
        self._opened.events.say(
            say("documents.said.filed", **counts), "wrong" if counts["failed"] else "done"
        )

    async def _begun(self) -> list[Waiting]:
        """Return what lies on the editors' table; liaisons have none there."""
        return [] if self._owner is not None else await run_in_threadpool(Readings(self._store).waiting)

    def _query(self) -> str:
        told = {name: value for name, value in self._filters.items() if value not in ("", "newest")}
        return urlencode(told)

    async def _draw(self) -> None:
        self._list.draw(**await self._facts())

    async def _facts(self) -> dict[str, Any]:
        found = await run_in_threadpool(self._found)
        return {
            "found": found,
            "page": self._page,
            "pages": max(1, -(-found.total // ROWS)),
            "first": (self._page - 1) * ROWS + 1,
            "query": self._query(),
            "is_narrowed": any(self._filters[name] for name in FILTERS if name != "order"),
            "is_own": self._owner is not None,
        }

    def _found(self) -> DocumentList:
        order: Order = next((each for each in ORDERS if each == self._filters["order"]), "newest")
        wanted, day = wanted_of(self._filters, self._owner), self._opened.bridge.today()
        return list_documents(
            self._store, wanted, day, offset=(self._page - 1) * ROWS, limit=ROWS, order=order
        )


def wanted_of(filters: dict[str, str], owner: Owner | None) -> WantedDocuments:
    """Return what narrows the list; what a page cannot mean counts as not set."""
    status, disclosure = filters["status"], filters["disclosure"]
    return WantedDocuments(
        text=filters["text"] or None,
        region=filters["region"] or None,
        issuer=filters["issuer"] or None,
        category=filters["category"] or None,
        status=Status(status) if status in set(Status) else None,
        disclosure=Disclosure(disclosure) if disclosure in set(Disclosure) else None,
        explained={"have": True, "lack": False}.get(filters["explained"]),
        owner=owner,
    )


def _count(told: Told, name: str) -> int:
    found = told.get(name)
    return found if isinstance(found, int) and 0 <= found < 1_000_000 else 0


async def build_documents(opened: Opened) -> None:
    """Show the list."""
    await DocumentsPage(opened).build()
