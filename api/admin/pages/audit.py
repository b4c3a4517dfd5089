"""Who did what: narrowed, turned over, exported, and proved to be whole."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.console.events import Told
from policies.clock import beginning_of, end_of
from policies.content.audit import Sought, audit_entries
from policies.content.audit_export import described, named
from policies.content.chain import verify
from policies.content.keys import Key
from policies.wording import section

ROWS = 50
FILTERS = ("actor", "kind", "action", "since", "until")


class AuditPage:
    """One open tab of the list."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        query = opened.request.query_params
        self._filters = {name: query.get(name, "")[:128].strip() for name in FILTERS}
        before = query.get("before", "")
        self._before = int(before) if before.isdecimal() and len(before) < 10 else None
        self._chain: Part

    async def build(self) -> None:
        """Put the page together."""
        found = await run_in_threadpool(self._found)
        told = {name: value for name, value in self._filters.items() if value}
        self._chain = self._opened.part("chain", "audit_chain.html", verdict=None)
        self._opened.part(
            "filters",
            "audit_filters.html",
            filters=self._filters,
            kinds=section("audit.kind"),
            actions=section("audit.action"),
            query=urlencode(told),
        )
        self._opened.part(
            "list",
            "audit_list.html",
            entries=found[:ROWS],
            next=found[ROWS - 1].id if len(found) > ROWS else None,
            is_narrowed=bool(told),
            query=urlencode(told),
            named=named,
            described=described,
        )
        self._opened.on("audit_verify", self._verify)

    async def _verify(self, _: Told, __: Key) -> None:
        self._chain.draw(verdict=await run_in_threadpool(verify, self._store.engine))

    def _found(self) -> list[Any]:
        return audit_entries(self._store, before=self._before, limit=ROWS + 1, **sought_of(self._filters))


def sought_of(filters: dict[str, str]) -> Sought:
    """Return which entries are meant; a day that is none counts as not set."""
    return {
        "actor": filters["actor"] or None,
        "kind": filters["kind"] or None,
        "action": filters["action"] or None,
        "since": beginning_of(_day(filters["since"])),
        "until": end_of(_day(filters["until"])),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def build_audit(opened: Opened) -> None:
    """Show the list."""
    await AuditPage(opened).build()
