"""Trying a question: the answer as a citizen gets it, and why it is this one."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened
from api.admin.pages.preview import Preview, seen
from api.admin.pages.words import reason_of
from api.admin.trying import expect, question_of
from api.admin.trying_schemas import ExplainedOut, TryIn
from api.console.events import Told, name_of
from api.pages import address_of
from policies.content.keys import Key
from policies.content.pairs.listing import names_in_use
from policies.explaining.model import Explained
from policies.wording import say

NAMES = ("q", "region", "audience", "on", "staff")
LONGEST = 500


class TryPage:
    """One open tab; the question stands in the address."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._asked = {name: opened.request.query_params.get(name, "")[:LONGEST].strip() for name in NAMES}
        self._site = address_of(opened.request, opened.bridge)

    async def build(self) -> None:
        """Put the page together."""
        wrong, found, explained = "", None, None
        if self._asked["q"]:
            try:
                asked = self._read()
                found, explained = await run_in_threadpool(self._explained, asked)
            except ValidationError as error:
                wrong = reason_of(error)
        names = await run_in_threadpool(self._names)
        self._opened.part("ask", "try_form.html", asked=self._asked, wrong=wrong, **names)
        told = ExplainedOut.of(explained) if explained is not None else None
        verdict = verdict_of(explained) if explained is not None else ""
        self._opened.part("answer", "try_answer.html", seen=found, told=told, verdict=verdict)
        most = max((each.rank for each in told.pairs), default=0.0) if told else 0.0
        may = self._opened.may("try_expected")
        self._opened.part("why", "try_why.html", told=told, most=most, may_expect=may)
        self._opened.on("try_expected", self._expected)

    def _read(self) -> TryIn:
        """Return what the address asks.

        Raises:
            ValidationError: something of it cannot be meant.
        """
        asked = {name: value or None for name, value in self._asked.items()}
        staff = asked.pop("staff") == "1"
        return TryIn.model_validate({"text": asked.pop("q"), "staff": staff, **asked})

    def _explained(self, asked: TryIn) -> tuple[Preview, Explained]:
        explained = self._bridge.library.explain(question_of(self._bridge, asked))
        answer = explained.inquiry.answer
        if answer is None:
            raise AssertionError("the library always answers")
        return seen(answer, asked.text, self._site), explained

    def _names(self) -> dict[str, Any]:
        store = self._bridge.library.store
        regions = [each.name for each in store.regions()]
        return {"regions": regions, "audiences": names_in_use(store)["audience"]}

    async def _expected(self, told: Told, person: Key) -> None:
        pair = name_of(told, "pair")
        is_new = await run_in_threadpool(expect, self._bridge, pair, self._asked["q"], person.name)
        self._opened.events.tell("expected" if is_new else "expected_already")


def verdict_of(explained: Explained) -> str:
    """Return in one sentence why the answer is this one."""
    answer = explained.inquiry.answer
    if answer is None:
        raise AssertionError("the library always answers")
    judged = explained.judged
    facts = {
        "confidence": f"{judged.confidence:.2f}" if judged else "0",
        "high": f"{judged.high:.2f}" if judged else "",
        "offer": f"{judged.offer:.2f}" if judged else "0",
        "low": f"{judged.low:.2f}" if judged else "",
        "support": f"{answer.confidence:.2f}",
    }
    first = explained.looked[0] if explained.looked else None
    leads = first is not None and first.qa_id == answer.qa_id
    return say(
        f"admin.trying.verdicts.{answer.outcome.value}",
        question=first.question if first and leads else "",
        **facts,
    )


async def build_try(opened: Opened) -> None:
    """Show what a question gets."""
    await TryPage(opened).build()
