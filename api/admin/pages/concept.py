"""One term of the dictionary: edited with its conflicts, a sentence and its effect on answers in sight."""

from __future__ import annotations

import re
from typing import Any

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.admin.dictionary import dictionary_of
from api.admin.pages.comparing import Comparison, Step
from api.admin.pages.dictionary import LONGEST, fields_of, texts
from api.admin.pages.frame import Opened, Part
from api.admin.pages.words import reason_of
from api.console.events import Told, text_of
from policies.content.keys import Key
from policies.content.terms import retired, term_id
from policies.effect.conflicting import GRAVE, conflicts_of, told
from policies.effect.editing import LONGEST_REASON, TermChange
from policies.effect.effect import Verdict
from policies.errors import InputError, TermNotFound
from policies.language.dictionary import Trial
from policies.language.origins import Entry, Origin, entries
from policies.language.segment import words_of
from policies.language.term import Term, clean
from policies.wording import say

LINES = re.compile(r"[\r\n;；、，,]+")


class ConceptPage:
    """One open tab of the editor."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._bridge = opened.bridge
        self._id = opened.request.path_params["term_id"]
        self._entry: Entry | None = None
        self._draft = Term("", "matter", "", ())
        self._sentence = ""
        self._comparison = Comparison(opened.bridge.terms, self._draw_effect)
        self._parts: dict[str, Part] = {}

    async def build(self) -> None:
        """Put the page together.

        Raises:
            TermNotFound: there is no such term.
        """
        opened, query = self._opened, self._opened.request.query_params
        now = await run_in_threadpool(dictionary_of, self._bridge)
        if self._id == "new":
            concept, way = query.get("concept", "")[:30], query.get("way", "")[:30]
            self._draft = Term(concept, "matter", "", (way,) if way else ())
        else:
            self._entry = next(
                (each for each in entries(now) if term_id(each.term.concept) == self._id), None
            )
            if self._entry is None:
                raise TermNotFound(self._id)
            self._draft = self._entry.term
        with opened.main:
            grid = ui.element("div").classes("editor")
            with grid:
                left, right = ui.element("div"), ui.element("aside").classes("beside")
        may_save = opened.may("term_save")
        form = {"term": self._draft, "fields": fields_of(now), "is_new": self._entry is None}
        self._add("concept_form", left, **form, may_save=may_save)
        self._add("concept_effect", left, **self._effect_facts())
        self._add("concept_head", right, entry=self._entry, may_save=may_save)
        self._add("concept_clashes", right, **await run_in_threadpool(self._clashes))
        self._add("dictionary_try", right)
        self._add("dictionary_tried", right, before=None, after=None)
        opened.on("term_look", self._look)
        opened.on("term_try", self._try)
        opened.on("term_effect", self._compare)
        opened.on("term_save", self._save)
        opened.on("term_retire", self._retire)
        opened.on("term_restore", self._restore)

    def _add(self, name: str, within: ui.element, **facts: Any) -> None:
        self._parts[name] = self._opened.part(name, f"{name}.html", within, **texts(), **facts)

    def _draw(self, name: str, **facts: Any) -> None:
        self._parts[name].draw(**texts(), **facts)

    # -- while it is written -----------------------------------------------------------------

    async def _look(self, told: Told, _: Key) -> None:
        self._draft = self._read(told)
        self._draw("concept_clashes", **await run_in_threadpool(self._clashes))
        self._draw("dictionary_tried", **await run_in_threadpool(self._trials))
        if self._comparison.is_shown:
            self._draw_effect()

    async def _try(self, told: Told, _: Key) -> None:
        self._sentence = text_of(told, LONGEST)
        self._draw("dictionary_tried", **await run_in_threadpool(self._trials))

    def _read(self, told: Told) -> Term:
        concept = self._entry.term.concept if self._entry else str(told.get("concept") or "")[:LONGEST]
        ways = (each.strip() for each in LINES.split(str(told.get("ways") or "")[:10_000]))
        return Term(
            concept,
            str(told.get("type") or "")[:20],
            str(told.get("field") or "")[:30].strip(),
            tuple(way for way in ways if way),
            is_word=told.get("is_word") == "true",
        )

    def _clashes(self) -> dict[str, Any]:
        written = bool(self._draft.concept.strip())
        try:
            term = clean(self._draft) if written else self._draft
        except InputError as error:
            return {"written": True, "wrong": reason_of(error), "clashes": [], "cut": []}
        is_new = self._entry is None
        found = conflicts_of(self._bridge.library, self._bridge.known, term, is_new=is_new) if written else []
        clashes = [(each.clash in GRAVE, told(each)) for each in found]
        return {"written": written, "wrong": "", "clashes": clashes, "cut": list(words_of(term))}

    def _trials(self) -> dict[str, Trial | None]:
        if not self._sentence:
            return {"before": None, "after": None}
        now = dictionary_of(self._bridge)
        before = now.trial(self._sentence)
        try:
            return {"before": before, "after": now.with_terms([clean(self._draft)]).trial(self._sentence)}
        except InputError:
            return {"before": before, "after": None}

    # -- what it would do --------------------------------------------------------------------

    async def _compare(self, told: Told, _: Key) -> None:
        step: Step = told["step"] if told.get("step") in self._steps() else "save"
        await self._comparison.run(step, self._change(step))

    def _steps(self) -> tuple[Step, ...]:
        if self._entry is None:
            return ("save",)
        origin = self._entry.origin
        steps: tuple[tuple[Step, bool], ...] = (
            ("save", True),
            ("retire", origin is not Origin.RETIRED),
            ("restore", origin is not Origin.DELIVERED),
        )
        return tuple(step for step, is_there in steps if is_there)

    def _change(self, step: Step) -> TermChange:
        if step == "save" or self._entry is None:
            return TermChange((clean(self._draft),))
        term = self._entry.term
        return TermChange((retired(term),)) if step == "retire" else TermChange(deleted=term.concept)

    def _effect_facts(self) -> dict[str, Any]:
        return {"steps": self._steps(), **self._comparison.facts(self._change)}

    def _draw_effect(self, **facts: Any) -> None:
        self._draw("concept_effect", **self._effect_facts(), **facts)

    # -- what changes it ---------------------------------------------------------------------

    async def _save(self, told: Told, person: Key) -> None:
        self._draft = self._read(told)
        change, reason = self._change("save"), str(told.get("reason") or "")[:LONGEST_REASON].strip()
        if not reason:
            effect = await self._comparison.run("save", change)
            if effect is None or effect.count(Verdict.WORSE):
                worse = effect.count(Verdict.WORSE) if effect else 0
                self._opened.events.say(say("dictionary.effect.must", worse=worse), "wrong")
                self._opened.events.run("document.querySelector('#f-reason').focus()")
                return
        (saved,) = await run_in_threadpool(
            self._bridge.terms.apply, change, person.name, reason, self._seen(change)
        )
        if self._entry is None:
            self._opened.events.go(f"/admin/dictionary/{term_id(saved.concept)}")
            return
        await self._after()
        self._opened.events.run("window.admin.saved({reason: ''})")
        self._opened.events.tell("term_saved")

    async def _retire(self, told: Told, person: Key) -> None:
        await self._gravely("retire", told, person)

    async def _restore(self, told: Told, person: Key) -> None:
        await self._gravely("restore", told, person)

    async def _gravely(self, step: Step, told: Told, person: Key) -> None:
        reason = str(told.get("note") or "")[:LONGEST_REASON].strip()
        if self._entry is None or step not in self._steps():
            raise TermNotFound(self._id)
        change = self._change(step)
        if not reason:
            raise InputError(self._entry.term.concept, "term_reason")
        await run_in_threadpool(self._bridge.terms.apply, change, person.name, reason, self._seen(change))
        is_gone = step == "restore" and self._entry.delivered is None
        self._opened.events.go("/admin/dictionary" if is_gone else f"/admin/dictionary/{self._id}")

    def _seen(self, change: TermChange) -> dict[str, int]:
        """Return the revision that this page began with; what it is decided on must be that still."""
        name = change.deleted or change.saved[0].concept
        return {name: self._entry.term.revision if self._entry else 0}

    async def _after(self) -> None:
        now = await run_in_threadpool(dictionary_of, self._bridge)
        self._entry = next(each for each in entries(now) if term_id(each.term.concept) == self._id)
        self._comparison.forget()
        self._draw("concept_head", entry=self._entry, may_save=self._opened.may("term_save"))
        self._draw_effect()
        self._draw("dictionary_tried", **await run_in_threadpool(self._trials))


async def build_concept(opened: Opened) -> None:
    """Show a term, or an empty form for a new one."""
    await ConceptPage(opened).build()
