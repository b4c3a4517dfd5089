"""One document: its header, its validity and who decides on it, its ties, the pairs that rest on it, its clauses."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.documents import document_for
from api.admin.pages.document_sections import SECTIONS
from api.admin.pages.frame import Opened, Part
from api.console.events import Told
from policies.content.documents.foresight import Foresight
from policies.content.documents.readings import Readings
from policies.content.keys import Key
from policies.content.model import Disclosure, Policy, Status
from policies.content.overriding import Decision, decide, foresee_decision
from policies.errors import InputError
from policies.language.doc_number import canonical

# What an editor may decide; 尚未施行 is a matter of dates.
DECIDED = (Status.IN_FORCE, Status.AMENDED, Status.REPEALED, Status.LAPSED)
LONGEST = 500


class DocumentPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        self._id = opened.request.path_params["policy_id"]
        self._head: Part
        self._standing: Part
        self._foreseen: Part

    async def build(self) -> None:
        """Put the page together.

        Raises:
            PolicyNotFound: there is no such document, or it is another department's than the only one that may be seen.
        """
        opened = self._opened
        policy = await run_in_threadpool(document_for, opened.bridge, opened.person, self._id)
        self._head = opened.part("head", "document.html", **self._headed(policy))
        self._standing = opened.part("standing", "document_standing.html", **self._stood(policy))
        self._foreseen = opened.part("foreseen", "document_foreseen.html", foresight=None)
        for _, build in SECTIONS:
            await build(opened, policy)
        opened.on("document_correct", self._correct)
        opened.on("status_try", self._try)
        opened.on("status_decide", self._decide)
        opened.on("status_take_back", self._take_back)

    async def _correct(self, _: Told, person: Key) -> None:
        reading = await run_in_threadpool(Readings(self._store).correct, self._id, person.name)
        self._opened.events.go(f"/admin/readings/{reading.id}")

    async def _try(self, told: Told, _: Key) -> None:
        foresight: Foresight | None = None
        if told.get("status"):
            foresight = await run_in_threadpool(self._foresee, told)
        self._foreseen.draw(foresight=foresight)

    async def _decide(self, told: Told, person: Key) -> None:
        await run_in_threadpool(self._take, told, person.name)
        await self._done("status_decided")

    async def _take_back(self, told: Told, person: Key) -> None:
        decision = Decision(None, _text(told, "reason"))
        await run_in_threadpool(decide, self._store, self._id, decision, person.name)
        await self._done("status_taken_back")

    def _foresee(self, told: Told) -> Foresight:
        decision = self._decision({**told, "reason": _text(told, "reason") or "-"})
        return foresee_decision(self._store, self._id, decision, self._opened.bridge.today())

    def _take(self, told: Told, actor: str) -> None:
        decide(self._store, self._id, self._decision(told), actor)

    def _decision(self, told: Told) -> Decision:
        """Return what a form says.

        Raises:
            InputError: the status is none of those that may be decided, a day is none, the successor is unknown.
        """
        status, named = _text(told, "status"), _text(told, "successor")
        if status not in DECIDED:
            raise InputError(self._id, "status_not_named")
        successor = self._successor(named) if named and status == Status.REPEALED else None
        return Decision(Status(status), _text(told, "reason"), _day(self._id, told, "since"), successor)

    def _successor(self, named: str) -> str:
        found = self._store.policy_by_number(canonical(named) or named)
        if found is not None:
            return found.id
        if self._store.missing_policies({named}):
            raise InputError(self._id, "no_such_document", name=named)
        return named

    async def _done(self, said: str) -> None:
        policy = await run_in_threadpool(self._store.policy, self._id)
        self._head.draw(**self._headed(policy))
        self._standing.draw(**self._stood(policy))
        self._foreseen.draw(foresight=None)
        self._opened.events.tell(said)

    def _headed(self, policy: Policy) -> dict[str, Any]:
        day = self._opened.bridge.today()
        return {
            "policy": policy,
            "status": policy.status_on(day),
            "holds": policy.holds_on(day),
            "is_open": policy.disclosure is Disclosure.PUBLIC,
            "sections": [name for name, _ in SECTIONS],
            "may_correct": self._opened.may("document_correct"),
        }

    def _stood(self, policy: Policy) -> dict[str, Any]:
        day = self._opened.bridge.today()
        return {
            "policy": policy,
            "status": policy.status_on(day),
            "statuses": DECIDED,
            "may_decide": self._opened.may("status_decide"),
        }


def _text(told: Told, name: str) -> str:
    return str(told.get(name) or "")[:LONGEST].strip()


def _day(where: str, told: Told, name: str) -> date | None:
    text = _text(told, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(where, "day_unreadable", value=text) from error


async def build_document(opened: Opened) -> None:
    """Show a document."""
    await DocumentPage(opened).build()
