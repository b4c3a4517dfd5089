"""Masks: what is always masked, and what a site adds."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.service.told import words
from api.admin.pages.words import reason_of
from api.admin.service.masks import masks_of
from api.console.events import Told, name_of
from policies.content.keys import Key
from policies.errors import InputError
from policies.language.masking import mask_with
from policies.wording import say, section


class MasksPage:
    """One open tab."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._masks = masks_of(opened.bridge)
        self._own: Part
        self._tried: Part

    async def build(self) -> None:
        """Put the page together."""
        examples = section("admin.service.masks.examples")
        built_in = [(each["what"], each["text"], mask_with(each["text"], ())) for each in examples.values()]
        self._own = self._opened.part("own", "masks_own.html", **await run_in_threadpool(self._facts))
        if self._opened.may("mask_add"):
            self._opened.part("add", "masks_add.html")
            self._tried = self._opened.part("tried", "masks_tried.html")
        self._opened.part("built-in", "masks.html", built_in=built_in)
        self._opened.on("mask_try", self._try)
        self._opened.on("mask_add", self._add)
        self._opened.on("mask_remove", self._remove)

    async def _try(self, told: Told, _: Key) -> None:
        pattern, label, sample = (words(told, name) for name in ("pattern", "label", "sample"))
        if not (pattern and label and sample):
            self._tried.draw()
            return
        try:
            self._tried.draw(masked=await run_in_threadpool(self._masks.tried, pattern, label, sample))
        except InputError as error:
            self._tried.draw(wrong=reason_of(error))

    async def _add(self, told: Told, person: Key) -> None:
        pattern, label, why = (words(told, name) for name in ("pattern", "label", "reason"))
        await run_in_threadpool(self._masks.add, pattern, label, person.name, why)
        self._opened.events.run("window.admin.saved({pattern: '', label: '', sample: '', reason: ''})")
        self._tried.draw()
        await self._done("mask_added")

    async def _remove(self, told: Told, person: Key) -> None:
        why = words(told, "reason")
        await run_in_threadpool(self._masks.take_away, name_of(told, "id"), person.name, why)
        await self._done("mask_removed")

    async def _done(self, name: str) -> None:
        self._own.draw(**await run_in_threadpool(self._facts))
        self._opened.events.say(say(f"admin.service.said.{name}"))

    def _facts(self) -> dict[str, Any]:
        return {"masks": self._masks.every(), "may_remove": self._opened.may("mask_remove")}


async def build_masks(opened: Opened) -> None:
    """Show the masks."""
    await MasksPage(opened).build()
