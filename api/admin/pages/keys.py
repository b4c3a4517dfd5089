"""Keys of machines: made, turned over, revoked; each secret shown once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.keys import LONGEST_OVERLAP_H, KeyIn, RotationIn
from api.admin.pages.frame import Opened, Part
from api.admin.pages.people import page_of, roles_of
from api.admin.pages.person import reason_in
from api.admin.pages.secret import Secret
from api.console.events import Told, name_of
from policies.content.key_states import KeyState, sought, state_of
from policies.content.keys import Key, Role, Scope
from policies.content.reasons import known_reason

ROWS = 50
OVERLAPS_H = (0, 1, 24, 72, 168, LONGEST_OVERLAP_H)
# Machines first: people have accounts.
OFFERED = (Role.HOTLINE, *(each for each in Role if each is not Role.HOTLINE))
DAYS = (30, 90, 180, 365, 730)


class KeysPage:
    """One open tab of the list."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._ring = opened.bridge.keys
        query = opened.request.query_params
        self._text = query.get("text", "")[:100].strip()
        state = query.get("state", "")
        self._state = KeyState(state) if state in set(KeyState) else None
        self._page = page_of(query.get("page", ""))
        self._list: Part
        self._secret: Secret

    async def build(self) -> None:
        """Put the page together."""
        opened = self._opened
        store = opened.bridge.library.store
        self._secret = Secret(opened)
        if opened.may("key_make"):
            names = await run_in_threadpool(lambda: [each.name for each in store.departments()])
            opened.part(
                "create",
                "keys_create.html",
                offered=list(Role),
                scopes=list(Scope),
                departments=names,
                days=DAYS,
            )
        filters = {"text": self._text, "state": self._state}
        opened.part("filters", "keys_filters.html", filters=filters, states=list(KeyState))
        self._list = opened.part("list", "keys_list.html", **await run_in_threadpool(self._facts))
        opened.on("key_make", self._make)
        opened.on("key_rotate", self._rotate)
        opened.on("key_revoke", self._revoke)

    async def _make(self, told: Told, person: Key) -> None:
        scopes = told.get("scopes")
        days = name_of(told, "days")
        body = KeyIn(
            name=name_of(told, "name"),
            roles=roles_of(told),
            days=int(days) if days.isdecimal() else None,
            department=name_of(told, "department") or None,
            scopes=[each for each in Scope if each in scopes] if isinstance(scopes, list) else None,
        )
        made, secret = await run_in_threadpool(
            self._ring.make, body.name, body.roles, body.days, body.department, body.scopes, actor=person.name
        )
        self._opened.events.run("document.querySelector('#create form').reset()")
        await self._show(made, secret, "key_make")

    async def _rotate(self, told: Told, person: Key) -> None:
        hours = name_of(told, "overlap")
        body = RotationIn(overlap_hours=int(hours) if hours.isdecimal() else 0)
        reason = known_reason(reason_in(told))
        overlap = timedelta(hours=body.overlap_hours)
        turned, secret = await run_in_threadpool(
            self._ring.rotate, name_of(told, "id"), overlap, person.name, reason
        )
        await self._show(turned, secret, "key_rotate")

    async def _revoke(self, told: Told, person: Key) -> None:
        reason = known_reason(reason_in(told))
        await run_in_threadpool(self._ring.revoke, name_of(told, "id"), person.name, reason)
        self._list.draw(**await run_in_threadpool(self._facts))
        self._opened.events.tell("key_revoke")

    async def _show(self, key: Key, secret: str, said: str) -> None:
        self._secret.show("key", secret, name=key.name)
        self._list.draw(**await run_in_threadpool(self._facts))
        self._opened.events.tell(said)

    def _facts(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        found = sought(self._ring.every(), self._text, self._state, now)
        shown = found[(self._page - 1) * ROWS : self._page * ROWS]
        told = {"text": self._text, "state": self._state or ""}
        return {
            "found": [(each, state_of(each, now)) for each in shown],
            "now": now,
            "total": len(found),
            "page": self._page,
            "pages": max(1, -(-len(found) // ROWS)),
            "first": (self._page - 1) * ROWS + 1,
            "is_narrowed": any(told.values()),
            "query": urlencode({name: value for name, value in told.items() if value}),
            "may": self._opened.may("key_make"),
            "overlaps": OVERLAPS_H,
        }


async def build_keys(opened: Opened) -> None:
    """Show the list."""
    await KeysPage(opened).build()
