"""All interpretations: found by what narrows the list, and new ones brought in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool

from api.admin.document_schemas import FiledOut
from api.admin.pages.changes import policy_of
from api.admin.pages.frame import Opened, Part
from api.admin.pages.paging import ROWS, Paged, page_number
from api.console.events import Told
from policies.content.documents.wanted import Owner, owner_of
from policies.content.keys import Key
from policies.content.model import InterpretationKind
from policies.interpreting.listing import Found, Sought, interpretations

FILTERS = ("text", "kind", "issuer", "linked")
LONGEST = 200
_RESULTS = TypeAdapter(list[FiledOut])


class InterpretationsPage:
    """One open tab; files go to the API's address from the browser, and what became of them comes here to be drawn."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        query = opened.request.query_params
        self._filters = {name: query.get(name, "")[:LONGEST].strip() for name in FILTERS}
        self._page = page_number(query.get("page", ""))
        self._explains = query.get("explains", "")[:64]
        self._results: Part
        self._list: Part

    async def build(self) -> None:
        """Put the page together."""
        opened = self._opened
        if opened.may("interpretations_filed"):
            policy = (
                await run_in_threadpool(policy_of, self._store, self._explains) if self._explains else None
            )
            opened.part("upload", "interpretations_upload.html", policy=policy, today=opened.bridge.today())
        self._results = opened.part("results", "interpretations_results.html", results=())
        self._list = opened.part("list", "interpretations_list.html", **await self._facts())
        opened.on("interpretations_filed", self._filed)

    async def _filed(self, told: Told, _: Key) -> None:
        try:
            results = _RESULTS.validate_python(told.get("results"))
        except ValidationError as error:
            self._opened.events.wrong(error)
            return
        self._results.draw(results=results)
        self._list.draw(**await self._facts())

    async def _facts(self) -> dict[str, Any]:

        def read() -> Found:
            sought = sought_of(self._filters, owner_of(self._store, self._opened.department))
            return interpretations(self._store, sought, (self._page - 1) * ROWS, ROWS)

        found = await run_in_threadpool(read)
        rows = Paged(found.rows, found.total, self._page, max(1, -(-found.total // ROWS)))
        query = urlencode({name: value for name, value in self._filters.items() if value})
        return {
            "rows": rows,
            "filters": self._filters,
            "query": query,
            "issuers": found.issuers,
            "kinds": list(InterpretationKind),
        }


def sought_of(filters: dict[str, str], owner: Owner | None) -> Sought:
    """Return what narrows the list; what an address cannot mean counts as not set."""
    kind = filters["kind"]
    return Sought(
        text=filters["text"] or None,
        kind=InterpretationKind(kind) if kind in set(InterpretationKind) else None,
        issuer=filters["issuer"] or None,
        linked={"0": False, "1": True}.get(filters["linked"]),
        owner=owner,
    )


async def build_interpretations(opened: Opened) -> None:
    """Show the interpretations."""
    await InterpretationsPage(opened).build()
