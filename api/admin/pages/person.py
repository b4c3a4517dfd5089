"""One account: what it may do, and every step that an admin takes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.duties import OFFERED
from api.admin.pages.frame import Opened, Part
from api.admin.pages.people import roles_of
from api.admin.pages.secret import Secret
from api.console.events import Handle, Told, name_of
from policies.content.accounts.account import AccountNotFound
from policies.content.accounts.listing import WantedAccounts, list_accounts
from policies.content.accounts.managing import Managing
from policies.content.audit import audit_entries
from policies.content.audit_export import described, named
from policies.content.keys import Key

DEEDS = 20


class PersonPage:
    """One open tab of an account."""

    def __init__(self, opened: Opened, login: str) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        self._login = login
        self._head: Part
        self._secret: Secret

    async def build(self) -> None:
        """Put the page together.

        Raises:
            AccountNotFound: there is none.
        """
        facts = await run_in_threadpool(self._facts)
        self._secret = Secret(self._opened)
        self._head = self._opened.part("person", "person.html", **facts)
        self._opened.on("person_entitle", self._entitle)
        self._opened.on("person_reset", self._reset)
        self._opened.on("person_unlock", self._step("unlock", Managing.unlock))
        self._opened.on("person_disable", self._step("disable", Managing.disable))
        self._opened.on("person_enable", self._step("enable", Managing.enable))
        self._opened.on("person_sign_out", self._step("sign_out", Managing.sign_out))

    async def _entitle(self, told: Told, person: Key) -> None:
        work = Managing(self._store, person)
        department = name_of(told, "department") or None
        await run_in_threadpool(work.entitle, self._login, roles_of(told), department, reason_in(told))
        await self._draw("person_entitle")

    async def _reset(self, told: Told, person: Key) -> None:
        work = Managing(self._store, person)
        password = await run_in_threadpool(work.reset, self._login, reason_in(told))
        account = self._opened.bridge.accounts.of
        found = await run_in_threadpool(account, self._login)
        self._secret.show("password", password, name=found.name, login=found.login)
        await self._draw("person_reset")

    def _step(self, name: str, step: Callable[[Managing, str, str], object]) -> Handle:
        async def handle(told: Told, person: Key) -> None:
            await run_in_threadpool(step, Managing(self._store, person), self._login, reason_in(told))
            await self._draw(f"person_{name}")

        return handle

    async def _draw(self, said: str) -> None:
        self._head.draw(**await run_in_threadpool(self._facts))
        self._opened.events.tell(said)

    def _facts(self) -> dict[str, Any]:
        account = self._opened.bridge.accounts.of(self._login)
        listed = list_accounts(self._store, WantedAccounts(login=account.login)).rows[0]
        return {
            "each": listed,
            "is_own": account.id == self._opened.person.id,
            "may": self._opened.may("person_entitle"),
            "offered": OFFERED,
            "departments": [department.name for department in self._store.departments()],
            "deeds": audit_entries(self._store, kind="account", subject=account.login, limit=DEEDS),
            "named": named,
            "described": described,
        }


def reason_in(told: Told) -> str:
    """Return the reason that a form gives."""
    return str(told.get("reason") or "")


async def build_person(opened: Opened) -> None:
    """Show an account.

    Raises:
        AccountNotFound: there is none.
    """
    login = str(opened.request.path_params.get("login", ""))
    if not login:
        raise AccountNotFound(login)
    await PersonPage(opened, login).build()
