"""What people doubt about documents in force: all documents, and one with the interpretation that is written for it."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.doubts import doubts_of
from api.admin.pages.frame import Opened, Part
from api.admin.pages.paging import pages_of
from api.console.events import Told, name_of
from policies.content.documents.wanted import Owner, owner_of
from policies.content.keys import Key
from policies.interpreting import outline as outlines
from policies.interpreting.clauses import printed
from policies.interpreting.doubts import LEAST_ASKERS, LOOKED_AT, Doubted
from policies.interpreting.outline import Outline, file_outline, outlined, quote_of
from policies.wording import say


async def build_doubts(opened: Opened) -> None:
    """Show the documents about which people doubt something."""
    found = await run_in_threadpool(lambda: doubts_of(opened.bridge).every(_owner(opened)))
    rows = pages_of(found, opened.request.query_params.get("page", ""))
    opened.part("list", "doubts_list.html", rows=rows, least=LEAST_ASKERS, days=LOOKED_AT.days)


class DoubtPage:
    """One open tab: what people doubt about a document, and below it what is written about it."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        self._doubted: Doubted
        self._outline: Part

    async def build(self) -> None:
        """Put the page together.

        Raises:
            PolicyNotFound: there is no such document, or it is another department's than the only one that may be seen.
        """
        opened = self._opened
        policy_id = str(opened.request.path_params["policy_id"])
        self._doubted = await run_in_threadpool(
            lambda: doubts_of(opened.bridge).of(policy_id, _owner(opened))
        )
        policy = self._doubted.policy
        quotes = {each.id: printed(policy, each.clause) for each in self._doubted.doubts if each.clause}
        facts: dict[str, Any] = {
            "found": self._doubted,
            "quotes": quotes,
            "least": LEAST_ASKERS,
            "days": LOOKED_AT.days,
        }
        opened.part("doubts", "doubts.html", may_write=opened.may("outline_begin"), **facts)
        self._outline = opened.part("outline", "outline.html", **self._shown(None))
        opened.on("outline_begin", self._begin)
        opened.on("outline_file", self._file)

    async def _begin(self, told: Told, _: Key) -> None:
        chosen = told.get("ids")
        ids = {str(each) for each in chosen} if isinstance(chosen, list) else set()
        doubts = [each for each in self._doubted.doubts if each.id in ids]
        if not doubts:
            self._opened.events.say(say("admin.doubts.none_chosen"), "wrong")
            return
        self._outline.draw(**self._shown(outlined(self._doubted.policy, doubts)))
        self._opened.events.run("document.querySelector('#outline-title').focus()")

    async def _file(self, told: Told, person: Key) -> None:
        policy, today = self._doubted.policy, self._opened.bridge.today()
        text = await run_in_threadpool(
            file_outline, self._store, policy, outline_of(told), person.name, today
        )
        self._opened.events.go(f"/admin/interpretations/{text.id}")

    def _shown(self, outline: Outline | None) -> dict[str, Any]:
        policy = self._doubted.policy
        quotes = [quote_of(policy, each) for each in outline.parts] if outline is not None else []
        return {"outline": outline, "quotes": quotes, "policy": policy, "limits": outlines}


def outline_of(told: Told) -> Outline:
    """Return what a form holds; a question that was emptied is left out with its answer."""
    questions, clauses, answers = (_texts(told, name) for name in ("questions", "clauses", "answers"))
    rows = zip(questions, clauses, answers, strict=False)
    parts = tuple(outlines.Part(*row) for row in rows if row[0])
    return Outline(name_of(told, "title").strip(), parts)


def _texts(told: Told, name: str) -> list[str]:
    found = told.get(name)
    return [str(each).strip() for each in found] if isinstance(found, list) else []


def _owner(opened: Opened) -> Owner | None:
    return owner_of(opened.bridge.library.store, opened.department)


async def build_doubt(opened: Opened) -> None:
    """Show one document's doubts."""
    await DoubtPage(opened).build()
