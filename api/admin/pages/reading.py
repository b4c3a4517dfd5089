"""A document on an editor's table: header and clause tree beside the printed text, corrected, then saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from api.admin.pages.frame import Opened, Part
from api.admin.pages.reading_facts import ReadingFacts, at_cursor, header_told
from api.console.events import Handle, Told
from policies.content.documents import clause_tree as tree
from policies.content.documents.clause_tree import Nodes
from policies.content.documents.reading import Reading
from policies.content.documents.readings import Readings
from policies.content.documents.saving import save
from policies.content.keys import Key
from policies.errors import InputError

LONGEST_TEXT = 50_000
CHOICE = "to:"
Step = Callable[[Nodes, int, Told], tuple[Nodes, int]]


class ReadingPage:
    """One open tab; every step is kept at once, so that leaving the page loses nothing."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._store = opened.bridge.library.store
        self._table = Readings(self._store)
        self._facts = ReadingFacts(opened.bridge)
        self._reading: Reading
        self._at = 0
        self._former: list[Nodes] = []
        self._parts: dict[str, Part] = {}

    async def build(self) -> None:
        """Put the page together.

        Raises:
            ReadingNotFound: there is no such reading, or it was saved or given up.
        """
        opened = self._opened
        self._reading = await run_in_threadpool(self._table.get, opened.request.path_params["reading_id"])
        shown = await run_in_threadpool(self._facts.shown, self._reading)
        with opened.main:
            top = ui.element("div")
            with ui.element("div").classes("reading"):
                left, right = ui.element("div").classes("printed-side"), ui.element("div")
            below = ui.element("div")
        self._add("standing", top, **shown["standing"])
        self._add("header", top, reading=self._reading, **shown["names"])
        self._add("original", left, **self._printed())
        self._add("tree", right, **await self._treed())
        self._add("node", right, **await run_in_threadpool(self._opened_node))
        self._add("leads", below, reading=self._reading, leads=None)
        self._listen()

    def _listen(self) -> None:
        on = self._opened.on
        on("reading_header", self._header)
        on("node_open", self._open)
        on("node_save", self._step(self._edited))
        on("node_split", self._step(self._split))
        on("node_join", self._step(self._joined))
        on("node_deeper", self._step(self._deeper))
        on("node_higher", self._step(self._higher))
        on("node_remove", self._step(self._removed))
        on("node_undo", self._undo)
        on("reading_check", self._check)
        on("reading_save", self._save)
        on("reading_give_up", self._give_up)

    def _add(self, name: str, within: ui.element, **facts: Any) -> None:
        facts = {"may": self._opened.may("reading_save"), **facts}
        self._parts[name] = self._opened.part(name, f"reading_{name}.html", within, **facts)

    def _draw(self, name: str, **facts: Any) -> None:
        self._parts[name].draw(may=self._opened.may("reading_save"), **facts)

    # -- the header --------------------------------------------------------------------------

    async def _header(self, told: Told, person: Key) -> None:
        try:
            header = header_told(told)
        except ValidationError as error:
            self._opened.events.wrong(error)
            return
        if header != self._reading.header:
            self._reading = await run_in_threadpool(
                lambda: self._table.change(self._reading, person.name, header=header)
            )
            await self._changed()

    # -- the clauses -------------------------------------------------------------------------

    async def _open(self, told: Told, _: Key) -> None:
        self._at = min(max(_number(told, "index"), 0), len(self._reading.nodes) - 1)
        await self._drawn_node()
        self._opened.events.run("window.reading.focus()")

    def _step(self, step: Step) -> Handle:
        async def handle(told: Told, person: Key) -> None:
            before = self._reading.nodes
            nodes, at = step(before, self._node_of(told), told)
            self._reading = await run_in_threadpool(
                lambda: self._table.change(self._reading, person.name, nodes=nodes)
            )
            self._former, self._at = [*self._former[-30:], before], at
            await self._changed()
            self._opened.events.run("window.admin.saved()")
            await self._drawn()
            self._opened.events.tell("node_kept")

        return handle

    async def _undo(self, _: Told, person: Key) -> None:
        if not self._former:
            self._opened.events.tell("nothing_to_undo")
            return
        nodes = self._former[-1]
        self._reading = await run_in_threadpool(
            lambda: self._table.change(self._reading, person.name, nodes=nodes)
        )
        self._former.pop()
        self._at = min(self._at, len(nodes) - 1)
        await self._changed()
        await self._drawn()
        self._opened.events.tell("node_undone")

    def _node_of(self, told: Told) -> int:
        """Return which clause a form is about.

        Raises:
            InputError: it is another clause by now than the form was drawn for.
        """
        index = _number(told, "index")
        if not 0 <= index < len(self._reading.nodes) or self._reading.nodes[index].path != told.get(
            "was_path"
        ):
            raise InputError(str(index), "clause_gone")
        return index

    def _edited(self, nodes: Nodes, index: int, told: Told) -> tuple[Nodes, int]:
        text = str(told.get("text") or "")[:LONGEST_TEXT]
        heading = str(told.get("heading") or "")[:200]
        return tree.edited(nodes, index, str(told.get("path") or ""), heading, text), index

    def _split(self, nodes: Nodes, index: int, told: Told) -> tuple[Nodes, int]:
        text = str(told.get("text") or "")[:LONGEST_TEXT].replace("\r\n", "\n")
        at = at_cursor(text, _number(told, "at"))
        edited, _ = self._edited(nodes, index, told)
        cut = at - (len(text) - len(text.lstrip()))
        return tree.split(edited, index, cut), index + 1

    def _joined(self, nodes: Nodes, index: int, told: Told) -> tuple[Nodes, int]:
        edited, _ = self._edited(nodes, index, told)
        return tree.joined(edited, index), index - 1

    def _deeper(self, nodes: Nodes, index: int, told: Told) -> tuple[Nodes, int]:
        edited, _ = self._edited(nodes, index, told)
        return tree.shifted(edited, index, 1), index

    def _higher(self, nodes: Nodes, index: int, told: Told) -> tuple[Nodes, int]:
        edited, _ = self._edited(nodes, index, told)
        return tree.shifted(edited, index, -1), index

    def _removed(self, nodes: Nodes, index: int, _: Told) -> tuple[Nodes, int]:
        return tree.removed(nodes, index), max(0, index - 1)

    # -- saving ------------------------------------------------------------------------------

    async def _check(self, _: Told, __: Key) -> None:
        leads = await run_in_threadpool(self._facts.leads, self._reading)
        self._draw("leads", reading=self._reading, leads=leads)
        self._opened.events.run("document.getElementById('leads').scrollIntoView()")

    async def _save(self, told: Told, person: Key) -> None:
        choices = {
            name.removeprefix(CHOICE): str(value)[:128].removeprefix("=")
            for name, value in told.items()
            if name.startswith(CHOICE) and value
        }
        if not self._is_as_seen(told):
            return
        reason = str(told.get("reason") or "")
        saved = await run_in_threadpool(save, self._store, self._reading, person.name, reason, choices)
        self._opened.events.go(f"/admin/documents/{saved.id}")

    async def _give_up(self, told: Told, person: Key) -> None:
        if not self._is_as_seen(told):
            return
        await run_in_threadpool(self._table.give_up, self._reading.id, person.name)
        policy_id = self._reading.policy_id
        self._opened.events.go(f"/admin/documents/{policy_id}" if policy_id else "/admin/documents")

    def _is_as_seen(self, told: Told) -> bool:
        """Tell whether a decision was made on what the page shows now; otherwise say so."""
        same = str(told.get("edition")) == str(self._reading.edition)
        if not same:
            self._opened.events.tell("reading_check_again")
        return same

    # -- parts -------------------------------------------------------------------------------

    async def _changed(self) -> None:
        """What was checked is another thing now; it must be looked at anew before it is saved."""
        self._draw("leads", reading=self._reading, leads=None)
        self._draw("standing", **await run_in_threadpool(self._facts.standing, self._reading))

    async def _drawn(self) -> None:
        self._draw("original", **self._printed())
        await self._drawn_node()

    async def _drawn_node(self) -> None:
        self._draw("tree", **await self._treed())
        self._draw("node", **await run_in_threadpool(self._opened_node))

    async def _treed(self) -> dict[str, Any]:
        rows = await run_in_threadpool(self._facts.rows, self._reading)
        return {"rows": rows, "at": self._at, "undoes": bool(self._former)}

    def _opened_node(self) -> dict[str, Any]:
        return {**self._facts.node(self._reading, self._at), "at": self._at}

    def _printed(self) -> dict[str, Any]:
        return {"lines": self._facts.lines(self._reading), "at": self._at}


def _number(told: Told, name: str) -> int:
    text = str(told.get(name) if told.get(name) is not None else "")
    return int(text) if text.isdecimal() and len(text) < 8 else -1


async def build_reading(opened: Opened) -> None:
    """Show a reading."""
    await ReadingPage(opened).build()
