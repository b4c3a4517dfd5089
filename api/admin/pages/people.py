"""Who works here: all accounts, new ones, and what each role may do."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.duties import OFFERED, duties_of
from api.admin.pages.frame import Opened, Part
from api.admin.pages.secret import Secret
from api.console.events import Told, name_of
from policies.content.accounts.listing import (
    STANDINGS,
    AccountList,
    WantedAccounts,
    departments_in_use,
    list_accounts,
)
from policies.content.keys import Key, Role

ROWS = 50
FILTERS = ("text", "role", "department", "standing", "unseen")
UNSEEN_DAYS = (30, 90, 180)


class PeoplePage:
    """One open tab of the list."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._store = opened.bridge.library.store
        query = opened.request.query_params
        self._filters = {name: query.get(name, "")[:100].strip() for name in FILTERS}
        self._page = page_of(query.get("page", ""))
        self._list: Part
        self._secret: Secret

    async def build(self) -> None:
        """Put the page together."""
        opened = self._opened
        names = await run_in_threadpool(lambda: [each.name for each in self._store.departments()])
        self._secret = Secret(opened)
        if opened.may("person_create"):
            opened.part("create", "people_create.html", offered=OFFERED, departments=names)
        used = await run_in_threadpool(departments_in_use, self._store)
        opened.part(
            "filters",
            "people_filters.html",
            filters=self._filters,
            offered=OFFERED,
            departments=used,
            standings=STANDINGS,
            unseen_days=UNSEEN_DAYS,
        )
        self._list = opened.part("list", "people_list.html", **await run_in_threadpool(self._facts))
        opened.part("duties", "people_duties.html", rows=duties_of(opened.every), offered=OFFERED)
        opened.on("person_create", self._create)

    async def _create(self, told: Told, person: Key) -> None:
        account, password = await run_in_threadpool(
            self._bridge.accounts.create,
            name_of(told, "login"),
            name_of(told, "name"),
            roles_of(told),
            name_of(told, "department") or None,
            actor=person.name,
        )
        self._secret.show("password", str(password), name=account.name, login=account.login)
        self._opened.events.run("document.querySelector('#create form').reset()")
        self._list.draw(**await run_in_threadpool(self._facts))
        self._opened.events.tell("person_create")

    def _facts(self) -> dict[str, Any]:
        found = self._found()
        told = {name: value for name, value in self._filters.items() if value}
        return {
            "found": found,
            "page": self._page,
            "pages": max(1, -(-found.total // ROWS)),
            "first": (self._page - 1) * ROWS + 1,
            "is_narrowed": bool(told),
            "query": urlencode(told),
        }

    def _found(self) -> AccountList:
        wanted = wanted_of(self._filters)
        return list_accounts(self._store, wanted, offset=(self._page - 1) * ROWS, limit=ROWS)


def wanted_of(filters: dict[str, str]) -> WantedAccounts:
    """Return what narrows the list; what a page cannot mean counts as not set."""
    role, unseen = filters["role"], filters["unseen"]
    return WantedAccounts(
        text=filters["text"] or None,
        role=Role(role) if role in set(Role) else None,
        department=filters["department"] or None,
        standing=next((each for each in STANDINGS if each == filters["standing"]), None),
        unseen_days=int(unseen) if unseen in map(str, UNSEEN_DAYS) else None,
    )


def roles_of(told: Told) -> list[Role]:
    """Return the roles that a form names."""
    named = told.get("roles")
    return [Role(each) for each in named if each in set(Role)] if isinstance(named, list) else []


def page_of(text: str) -> int:
    """Return the number of a page in an address; the first for anything that is none."""
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


async def build_people(opened: Opened) -> None:
    """Show the list."""
    await PeoplePage(opened).build()
