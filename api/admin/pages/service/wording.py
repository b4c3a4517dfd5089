"""The sentences of the service: found, looked at where they appear, worded anew."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.service.told import number, words
from api.admin.pages.words import reason_of
from api.admin.service.wording import seen, sentences_of, sought
from api.console.events import Told
from policies.content.keys import Key
from policies.content.service.sentences import Place, Sentence, SentenceNotFound, limit_of
from policies.errors import InputError
from policies.wording import say

ROWS = 50


class WordingPage:
    """One open tab: the list, and above it the sentence that is looked at."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._sentences = sentences_of(opened.bridge)
        query = opened.request.query_params
        self._key = query.get("key", "")[:120]
        self._text = query.get("text", "")[:100].strip()
        place = query.get("place", "")
        self._place = Place(place) if place in set(Place) else None
        self._changed = query.get("changed") == "1"
        page = query.get("page", "1")
        self._page = max(1, int(page)) if page.isdecimal() and len(page) < 5 else 1
        self._whole: Part
        self._seen: Part
        self._list: Part

    async def build(self) -> None:
        """Put the page together."""
        self._whole = self._opened.part("sentence", "sentence.html", **await self._looked_at())
        self._seen = self._opened.part("seen", "sentence_seen.html", **await self._as_seen())
        self._list = self._opened.part("list", "sentences.html", **await self._listed())
        self._opened.on("sentence_look", self._look)
        self._opened.on("sentence_save", self._save)
        self._opened.on("sentence_restore", self._restore)

    async def _look(self, told: Told, _: Key) -> None:
        self._seen.draw(**await self._as_seen(words(told, "text")))

    async def _save(self, told: Told, person: Key) -> None:
        text, why, version = words(told, "text"), words(told, "reason"), number(told, "version")
        await run_in_threadpool(self._sentences.save, self._key, text, person.name, why, version)
        await self._done("sentence_saved")

    async def _restore(self, told: Told, person: Key) -> None:
        await run_in_threadpool(self._sentences.take_back, self._key, person.name, words(told, "reason"))
        await self._done("sentence_restored")

    async def _done(self, name: str) -> None:
        self._opened.events.run("window.admin.saved()")
        self._whole.draw(**await self._looked_at())
        self._seen.draw(**await self._as_seen())
        self._list.draw(**await self._listed())
        self._opened.events.say(say(f"admin.service.said.{name}"))

    async def _looked_at(self) -> dict[str, Any]:
        found = await run_in_threadpool(self._found)
        history = await run_in_threadpool(self._sentences.history, self._key) if found else []
        return {
            "found": found,
            "limit": limit_of(found.key) if found else 0,
            "history": history,
            "may_save": self._opened.may("sentence_save"),
        }

    async def _as_seen(self, text: str | None = None) -> dict[str, Any]:
        found = await run_in_threadpool(self._found)
        if found is None:
            return {"found": None}
        try:
            shown = seen(found.key, found.text if text is None else text)
        except InputError as error:
            return {"found": found, "wrong": reason_of(error)}
        return {"found": found, "shown": shown}

    def _found(self) -> Sentence | None:
        try:
            return self._sentences.find(self._key)
        except SentenceNotFound:
            return None

    async def _listed(self) -> dict[str, Any]:
        every = await run_in_threadpool(self._sentences.every)
        found = sought(every, self._text, self._place, changed=self._changed)
        pages = max(1, -(-len(found) // ROWS))
        page = min(self._page, pages)
        told = {
            "text": self._text,
            "place": self._place.value if self._place else "",
            "changed": "1" if self._changed else "",
        }
        return {
            "found": found[(page - 1) * ROWS : page * ROWS],
            "total": len(found),
            "changed": sum(each.own is not None for each in found),
            "page": page,
            "pages": pages,
            "query": urlencode({name: value for name, value in told.items() if value}),
            "filters": told,
            "places": [each.value for each in Place],
            "current": self._key,
        }


async def build_wording(opened: Opened) -> None:
    """Show the sentences."""
    await WordingPage(opened).build()
