"""Looking up while a caller speaks: what is typed comes from the browser, what was found goes back."""

from __future__ import annotations

from nicegui import ui
from starlette.concurrency import run_in_threadpool

from api.bridge import Bridge
from api.console.events import Events, Told, number_of, text_of
from api.desk.copying import texts_of
from api.desk.opened import Opened
from api.desk.rendering import region, rendered
from api.desk.service import LONGEST, DeskService
from policies.answering.lookup.rows import Kind, Row, Wanted
from policies.content.keys import Key
from policies.content.model import Facet

KINDS: tuple[Kind, ...] = ("pair", "policy", "interpretation")


class SearchPage:
    """One open tab: what was typed last, what it found, what is open."""

    def __init__(self, bridge: Bridge, events: Events, site: str) -> None:
        self._bridge = bridge
        self._events = events
        self._site = site
        self._service = DeskService(bridge)
        self._seq = self._shown = 0
        self._wanted = Wanted()
        self._rows: tuple[Row, ...] = ()
        self._opened: Opened | None = None

    async def build(self, operator: Key) -> None:
        """Put the page together."""
        store = self._bridge.library.store
        regions = await run_in_threadpool(store.regions)
        departments = await run_in_threadpool(store.departments)
        ui.html(
            rendered(
                "shell.html",
                operator=operator.name,
                regions=[each.name for each in regions],
                departments=[each.name for each in departments],
            ),
            sanitize=False,
        ).classes("shell")
        self._results = ui.html(rendered("results.html", rows=(), seq=0, asked=""), sanitize=False)
        self._results.classes("results").props(f"id=results {region('desk.search.results')}")
        self._card = ui.html(rendered("card.html", opened=None), sanitize=False)
        self._card.classes("opened").props(f"id=card aria-live=off {region('desk.card.label')}")
        for name, handle in (
            ("desk_typed", self._typed),
            ("desk_open", self._open),
            ("desk_log", self._log),
            ("desk_correct", self._correct),
        ):
            self._events.on(name, handle)

    async def _typed(self, told: Told, _: Key) -> None:
        asked, seq = text_of(told, LONGEST), number_of(told, "seq")
        if seq < self._seq:
            return
        self._wanted, self._seq = wanted_of(told), seq
        rows = await run_in_threadpool(self._service.look_up, asked, self._wanted)
        if seq == self._seq:  # what a newer key overtook is not shown
            self._rows, self._shown = rows, seq
            self._results.set_content(rendered("results.html", rows=rows, seq=seq, asked=asked))

    async def _open(self, told: Told, _: Key) -> None:
        at = told.get("row")
        if told.get("seq") != self._shown or not isinstance(at, int) or not 0 <= at < len(self._rows):
            return
        self._opened = await run_in_threadpool(self._service.open, self._rows[at], self._wanted.region)
        self._show(self._opened)

    async def _log(self, told: Told, operator: Key) -> None:
        asked = text_of(told, LONGEST)
        if not asked and self._opened is None:
            self._events.tell("nothing")
            return
        logged = await run_in_threadpool(
            self._service.log, asked, self._opened, self._wanted.region, operator
        )
        self._rows, self._opened = (), None
        self._seq = self._shown = number_of(told, "seq")
        self._results.set_content(rendered("results.html", rows=(), seq=self._seq, asked=""))
        self._show(None)
        self._events.tell("logged_confirmed" if logged.confirmed else "logged")

    async def _correct(self, told: Told, operator: Key) -> None:
        await run_in_threadpool(self._service.correct, text_of(told, LONGEST), self._opened, operator)
        self._events.tell("corrected")

    def _show(self, opened: Opened | None) -> None:
        copies = texts_of(opened, self._site) if opened is not None else {}
        self._card.set_content(rendered("card.html", opened=opened, copies=copies, seq=self._seq))


def wanted_of(told: Told) -> Wanted:
    """Return the filters that a page sent; what it cannot mean counts as not set."""
    kind, facet = told.get("kind"), told.get("facet")
    return Wanted(
        region=str(told.get("region") or "") or None,
        department=str(told.get("department") or "") or None,
        kind=next((each for each in KINDS if each == kind), None),
        facet=Facet(facet) if facet in set(Facet) else None,
        lapsed=told.get("validity") == "lapsed",
    )
