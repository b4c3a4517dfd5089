"""The terms of the dictionary: found by what narrows them, a sentence tried, files in and out."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from api.admin.dictionary import dictionary_of
from api.admin.pages.frame import Opened, Part
from api.admin.term_schemas import TermsImportOut
from api.console.events import Told, text_of
from policies.content.keys import Key
from policies.content.terms import term_id
from policies.language.dictionary import Dictionary, Trial
from policies.language.origins import Origin, SoughtTerms, entries, sought
from policies.wording import section

ROWS = 50
LONGEST = 200
FILTERS = ("text", "type", "field", "origin")


class DictionaryPage:
    """One open tab of the list."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        query = opened.request.query_params
        self._filters = {name: query.get(name, "")[:LONGEST] for name in FILTERS}
        self._page = 1
        self._list: Part
        self._tried: Part
        self._report: Part

    async def build(self) -> None:
        """Put the page together."""
        opened, now = self._opened, await run_in_threadpool(dictionary_of, self._opened.bridge)
        opened.part(
            "filters",
            "dictionary_filters.html",
            **texts(),
            filters=self._filters,
            fields=fields_of(now),
            may_write=opened.may("terms_told"),
        )
        self._list = opened.part("list", "dictionary_list.html", **await self._facts())
        opened.part("try", "dictionary_try.html", **texts())
        self._tried = opened.part("tried", "dictionary_tried.html", **texts(), before=None, after=None)
        opened.part("exchange", "dictionary_exchange.html", **texts(), may_import=opened.may("terms_told"))
        self._report = opened.part("report", "dictionary_report.html", **texts(), report=None)
        opened.on("terms_look", self._look)
        opened.on("terms_turn", self._turn)
        opened.on("term_try", self._try)
        opened.on("terms_told", self._told)

    async def _look(self, told: Told, _: Key) -> None:
        self._filters = {name: str(told.get(name) or "")[:LONGEST].strip() for name in FILTERS}
        self._page = 1
        self._list.draw(**await self._facts())
        query = urlencode({name: value for name, value in self._filters.items() if value})
        self._opened.events.run(f"window.admin.addressed({json.dumps(f'?{query}' if query else '')})")

    async def _turn(self, told: Told, _: Key) -> None:
        page = str(told.get("page") or "")
        self._page = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        self._list.draw(**await self._facts())

    async def _try(self, told: Told, _: Key) -> None:
        sentence = text_of(told, LONGEST)
        trial = await run_in_threadpool(self._trial, sentence) if sentence else None
        self._tried.draw(**texts(), before=trial, after=None)

    async def _told(self, told: Told, _: Key) -> None:
        try:
            report = TermsImportOut.model_validate(told.get("report"))
        except ValidationError as error:
            self._opened.events.wrong(error)
            return
        self._report.draw(**texts(), report=report, errors=told.get("errors"))
        if report.written:
            self._list.draw(**await self._facts())
        self._opened.events.tell("terms_imported" if report.written else "terms_tried")

    def _trial(self, sentence: str) -> Trial:
        return dictionary_of(self._opened.bridge).trial(sentence)

    async def _facts(self) -> dict[str, Any]:
        now = await run_in_threadpool(dictionary_of, self._opened.bridge)
        found = sought(entries(now), wanted_of(self._filters))
        pages = max(1, -(-len(found) // ROWS))
        page = min(self._page, pages)
        first = (page - 1) * ROWS
        return {
            **texts(),
            "found": [(term_id(each.term.concept), each) for each in found[first : first + ROWS]],
            "total": len(found),
            "first": first + 1,
            "page": page,
            "pages": pages,
        }


def texts() -> dict[str, Any]:
    """Return the words of the pages of the dictionary."""
    return {"words": section("dictionary"), "types": section("terms.type")}


def fields_of(dictionary: Dictionary) -> list[str]:
    """Return the fields of service that terms belong to."""
    return sorted({term.field for term in (*dictionary.of_files, *dictionary.of_store)})


def wanted_of(filters: dict[str, str]) -> SoughtTerms:
    """Return which terms are meant; what cannot be meant counts as not set."""
    origin = filters["origin"]
    return SoughtTerms(
        filters["text"].strip(),
        filters["type"],
        filters["field"],
        Origin(origin) if origin in set(Origin) else None,
    )


async def build_dictionary(opened: Opened) -> None:
    """Show the list."""
    await DictionaryPage(opened).build()
