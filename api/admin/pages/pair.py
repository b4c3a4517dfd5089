"""One pair: written, checked while it is written, and led through its life."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from nicegui import ui
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from api.admin.pages.fields import cited_value, draft_of, pair_in, version_of
from api.admin.pages.frame import Opened, Part
from api.admin.pages.pair_facts import PairFacts
from api.admin.pages.steps import Action, day_of, take
from api.admin.pages.words import told_findings
from api.admin.pairs import editing, scheduling
from api.admin.proposing import propose_for
from api.console.events import Handle, Told, text_of
from api.pages import address_of
from api.security.staff import may_call
from policies.content.editing import Edited
from policies.content.keys import Key
from policies.content.model import Facet
from policies.content.pairs.life import WAIVABLE
from policies.errors import InputError, Misleading, NotFound, VersionConflict
from policies.wording import say

STEPS: tuple[Action, ...] = ("submit", "publish", "send_back", "archive")
LONGEST_SEARCH = 100


class PairPage:
    """One open tab of the editor."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._events = opened.events
        self._bridge = opened.bridge
        pair_id = opened.request.path_params["pair_id"]
        self._facts = PairFacts(opened.bridge, opened.person, "" if pair_id == "new" else pair_id)
        self._correction = opened.request.query_params.get("correction", "")[:64]
        self._site = address_of(opened.request, opened.bridge)
        self._parts: dict[str, Part] = {}

    async def build(self) -> None:
        """Put the page together.

        Raises:
            PairNotFound: there is no such pair, or it is another department's than the only one that may be seen.
        """
        opened = self._opened
        pair = await run_in_threadpool(self._facts.pair, opened.department, opened.request.query_params)
        known = await run_in_threadpool(self._facts.choices)
        cited = await run_in_threadpool(self._facts.cited, pair.citations)
        with opened.main:
            self._grid = ui.element("div").classes("editor")
            with self._grid:
                self._left, self._right = ui.element("div"), ui.element("aside").classes("beside")
        self._add("head", self._right, **await self._standing())
        self._add("conflict", self._left)
        self._add("stopped", self._left)
        form = {
            "pair": pair,
            "known": known,
            "cited": [(cited_value(each), name, quote) for each, name, quote in cited],
            "facet_names": list(Facet),
            "may_save": opened.may("pair_save"),
            "correction": self._correction,
        }
        self._add("form", self._left, **form)
        self._add("found", self._left, rows=(), asked="")
        for name in ("findings", "suggestions", "preview"):
            self._add(name, self._right, **(await run_in_threadpool(self._beside, pair))[name])
        self._add("history", self._right, versions=await run_in_threadpool(self._facts.versions))
        self._listen()

    def _listen(self) -> None:
        on = self._opened.on
        on("pair_check", self._check)
        on("pair_save", self._save)
        on("clause_find", self._find)
        on("pair_restore", self._restore)
        on("pair_discard", self._discard)
        on("pair_call_off", self._call_off)
        for action in STEPS:
            on(f"pair_{action}", self._step(action))

    def _add(self, name: str, within: ui.element, **facts: Any) -> None:
        self._parts[name] = self._opened.part(name, f"pair_{name}.html", within, **facts)

    # -- while it is written -----------------------------------------------------------------

    async def _check(self, told: Told, _: Key) -> None:
        beside = await run_in_threadpool(self._beside, draft_of({**told, "pair_id": self._facts.pair_id}))
        for name, facts in beside.items():
            self._parts[name].draw(**facts)

    def _beside(self, pair: Any) -> dict[str, dict[str, Any]]:
        written = bool(pair.question or pair.summary)
        findings = self._facts.check(pair) if written else ()
        return {
            "findings": {"findings": told_findings(findings), "written": written},
            "suggestions": {
                "suggested": self._facts.suggestions(pair) if pair.question else [],
                "may_save": self._opened.may("pair_save"),
            },
            "preview": {"seen": self._facts.preview(pair, self._site) if written else None},
        }

    async def _find(self, told: Told, _: Key) -> None:
        asked = text_of(told, LONGEST_SEARCH)
        rows = await run_in_threadpool(self._facts.clauses, asked) if asked else ()
        self._parts["found"].draw(rows=rows, asked=asked)

    # -- what changes it ---------------------------------------------------------------------

    async def _save(self, told: Told, person: Key) -> None:
        version = version_of(told)
        try:
            pair = pair_in(told).to_pair(self._facts.pair_id)
            note = str(told.get("change_note") or "")[:500].strip()
            edited = await run_in_threadpool(editing(self._bridge, person).save_draft, pair, version, note)
        except ValidationError as error:
            self._events.wrong(error)
            return
        except VersionConflict as error:
            self._parts["conflict"].draw(
                **await run_in_threadpool(self._facts.conflict, version, error.found)
            )
            self._events.wrong(error)
            return
        more = await run_in_threadpool(propose_for, self._bridge, edited.pair)
        if told.get("settles") == "true" and self._correction:
            with suppress(InputError, NotFound):  # a colleague settled it meanwhile
                await run_in_threadpool(self._bridge.corrections.done, self._correction, person.name)
        await self._after(edited, "saved")
        await run_in_threadpool(more)

    def _step(self, action: Action) -> Handle:
        async def handle(told: Told, person: Key) -> None:
            version, note = version_of(told), str(told.get("note") or "")[:500].strip()
            waived = [str(each) for each in told.get("waived") or () if str(each) in WAIVABLE]
            on = day_of(told)
            if action == "publish":
                self._opened.events.tell("testing")
            try:
                edited = await run_in_threadpool(
                    take, self._bridge, person, action, self._facts.pair_id, version, note, waived, on
                )
            except Misleading as error:
                stops = told_findings(error.findings)
                waivable = all(each.rule in WAIVABLE for each in error.findings)
                self._parts["stopped"].draw(findings=stops, waivable=waivable, version=version, on=on)
                self._events.say(say("admin.pair.stopped", count=len(stops)), "wrong")
                return
            await self._after(edited, "schedule" if on else action)

        return handle

    async def _call_off(self, _: Told, person: Key) -> None:
        await run_in_threadpool(scheduling(self._bridge, person).call_off, self._facts.pair_id)
        self._parts["head"].draw(**await self._standing())
        self._events.tell("call_off")

    async def _discard(self, told: Told, person: Key) -> None:
        version = version_of(told)
        await run_in_threadpool(
            take, self._bridge, person, "discard", self._facts.pair_id, version, str(told.get("note") or "")
        )
        self._events.go(f"/admin/pairs/{self._facts.pair_id}")

    async def _restore(self, told: Told, person: Key) -> None:
        number, version = version_of(told, "number"), version_of(told)
        restore = editing(self._bridge, person).restore
        await run_in_threadpool(restore, self._facts.pair_id, number, version)
        self._events.go(f"/admin/pairs/{self._facts.pair_id}")

    async def _after(self, edited: Edited, said: str) -> None:
        if not self._facts.pair_id:
            self._events.go(f"/admin/pairs/{edited.pair.id}")
            return
        for name in ("conflict", "stopped"):
            self._parts[name].draw()
        self._parts["head"].draw(**await self._standing())
        self._parts["history"].draw(versions=await run_in_threadpool(self._facts.versions))
        self._events.run(f"window.admin.saved({{version: {edited.pair.version}}})")
        self._events.tell(said)

    async def _standing(self) -> dict[str, Any]:
        may = {name.removeprefix("pair_") for name in self._opened.screen.does if self._opened.may(name)}
        may_halt = may_call(self._opened.person)
        return {"may": may, "may_halt": may_halt, **await run_in_threadpool(self._facts.standing)}


async def build_pair(opened: Opened) -> None:
    """Show a pair, or an empty form for a new one."""
    await PairPage(opened).build()
