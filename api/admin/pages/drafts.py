"""Questions and answers that a document's clauses give: looked over beside the clause, and taken as drafts."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.documents import document_for
from api.admin.pages.frame import Opened, Part
from api.admin.pages.words import reason_of
from api.console.events import Told
from policies.content.keys import Key
from policies.content.model import Policy, QaPair
from policies.drafting.drafting import Drafting, Proposal, demand_open
from policies.errors import InputError
from policies.wording import say

LONGEST = 128


class DraftsPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._id = str(opened.request.path_params["policy_id"])
        self._saved: Part
        self._list: Part

    async def build(self) -> None:
        """Put the page together.

        Raises:
            PolicyNotFound: there is no such document, or it is another department's than the only one that may be seen.
        """
        self._saved = self._opened.part("saved", "drafts_saved.html", saved=())
        self._list = self._opened.part("list", "drafts_list.html", **await run_in_threadpool(self._facts))
        self._opened.on("drafts_accept", self._accept)

    async def _accept(self, told: Told, person: Key) -> None:
        chosen, reworded = chosen_of(told)
        if not chosen:
            self._opened.events.say(say("admin.drafts.none_chosen"), "wrong")
            return

        def save() -> list[QaPair]:
            policy = document_for(self._bridge, person, self._id)
            return self._drafting().save(policy, person.name, self._bridge.today(), chosen, reworded)

        saved = await run_in_threadpool(save)
        self._saved.draw(saved=saved)
        self._list.draw(**await run_in_threadpool(self._facts))
        self._opened.events.run("window.admin.saved()")
        self._opened.events.say(say("admin.drafts.saved", count=len(saved)))

    def _drafting(self) -> Drafting:
        library = self._bridge.library
        return Drafting(library.store, library.dictionary, self._bridge.known)

    def _facts(self) -> dict[str, Any]:
        policy = document_for(self._bridge, self._opened.person, self._id)
        proposals, refused = self._proposals(policy)
        texts = {each.path: each.text for each in policy.clauses}
        return {
            "policy": policy,
            "refused": refused,
            "new": [each for each in proposals if each.known is None],
            "known": [each for each in proposals if each.known is not None],
            "texts_of": texts,
            "may_accept": self._opened.may("drafts_accept"),
            "longest": LONGEST,
        }

    def _proposals(self, policy: Policy) -> tuple[list[Proposal], str]:
        """Return what the document gives, or why no pair may rest on it."""
        try:
            demand_open(policy, self._bridge.today())
        except InputError as error:
            return [], reason_of(error)
        return self._drafting().propose(policy), ""


def chosen_of(told: Told) -> tuple[list[str], dict[str, str]]:
    """Return the proposed questions that were ticked, and how those read that were worded otherwise."""
    ticked, proposed, worded = (
        [str(each) for each in found] if isinstance(found := told.get(name), list) else []
        for name in ("ids", "proposed", "questions")
    )
    chosen = [each for each in proposed if each in ticked]
    reworded = {
        before: after.strip()[:LONGEST]
        for before, after in zip(proposed, worded, strict=False)
        if before in chosen and after.strip() != before
    }
    return chosen, reworded


async def build_drafts(opened: Opened) -> None:
    """Show what a document gives."""
    await DraftsPage(opened).build()
