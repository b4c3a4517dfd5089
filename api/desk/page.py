"""The page at /desk: what is typed comes from the browser, what was found goes back; keys are handled in `desk.js`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import app, ui
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.bridge import Bridge
from api.desk.copying import texts_of
from api.desk.opened import Opened
from api.desk.rendering import rendered
from api.desk.service import LONGEST, DeskService
from api.pages import address_of
from api.security.sessions import SESSION, read_cookie
from policies.answering.lookup.rows import Kind, Row, Wanted
from policies.content.keys import Key
from policies.content.model import Facet
from policies.errors import InputError, LibraryError, NotFound
from policies.wording import say

HEAD = (
    '<link rel="icon" type="image/svg+xml" href="/static/icons/favicon.svg">'
    '<link rel="stylesheet" href="/static/tokens.css">'
    '<link rel="stylesheet" href="/static/desk/desk.css">'
    '<script type="module" src="/static/desk/desk.js"></script>'
)
KINDS: tuple[Kind, ...] = ("pair", "policy", "interpretation")


class DeskPage:
    """One open tab: what was typed last, what it found, what is open."""

    def __init__(self, bridge: Bridge, token: str, site: str) -> None:
        self._bridge = bridge
        self._token = token
        self._site = site
        self._service = DeskService(bridge)
        self._seq = self._shown = 0
        self._wanted = Wanted()
        self._rows: tuple[Row, ...] = ()
        self._opened: Opened | None = None

    def build(self, operator: Key) -> None:
        """Put the page together."""
        store = self._bridge.library.store
        ui.html(
            rendered(
                "shell.html",
                operator=operator.name,
                regions=[each.name for each in store.regions()],
                departments=[each.name for each in store.departments()],
            ),
            sanitize=False,
        ).classes("shell")
        self._results = ui.html(rendered("results.html", rows=(), seq=0, asked=""), sanitize=False)
        self._results.classes("results").props("id=results")
        self._card = ui.html(rendered("card.html", opened=None), sanitize=False)
        self._card.classes("opened").props("id=card aria-live=off")
        for name, handle in (
            ("desk_typed", self._typed),
            ("desk_open", self._open),
            ("desk_log", self._log),
            ("desk_correct", self._correct),
        ):
            ui.on(name, self._guarded(handle))

    def _guarded(self, handle: Callable[[dict[str, Any], Key], Any]) -> Callable[[Any], Any]:
        """Let an event through only while the session lasts; what goes wrong is told, and the page goes on."""

        async def handled(event: Any) -> None:
            told = event.args if isinstance(event.args, dict) else {}
            try:
                session = await run_in_threadpool(self._bridge.sessions.opened_by, self._token)
                if session is None:
                    ui.navigate.to("/sign-in?next=/desk/")
                    return
                await handle(told, session.account.as_key())
            except NotFound:
                self._say("gone")
            except InputError:
                self._say("nothing")
            except (LibraryError, SQLAlchemyError):
                self._say("failed")

        return handled

    async def _typed(self, told: dict[str, Any], _: Key) -> None:
        asked, seq = text_of(told), number_of(told)
        if seq < self._seq:
            return
        self._wanted, self._seq = wanted_of(told), seq
        rows = await run_in_threadpool(self._service.look_up, asked, self._wanted)
        if seq == self._seq:  # what a newer key overtook is not shown
            self._rows, self._shown = rows, seq
            self._results.set_content(rendered("results.html", rows=rows, seq=seq, asked=asked))

    async def _open(self, told: dict[str, Any], _: Key) -> None:
        at = told.get("row")
        if told.get("seq") != self._shown or not isinstance(at, int) or not 0 <= at < len(self._rows):
            return
        self._opened = await run_in_threadpool(self._service.open, self._rows[at], self._wanted.region)
        self._show(self._opened)

    async def _log(self, told: dict[str, Any], operator: Key) -> None:
        asked = text_of(told)
        if not asked and self._opened is None:
            self._say("nothing")
            return
        logged = await run_in_threadpool(
            self._service.log, asked, self._opened, self._wanted.region, operator
        )
        self._rows, self._opened = (), None
        self._seq = self._shown = number_of(told)
        self._results.set_content(rendered("results.html", rows=(), seq=self._seq, asked=""))
        self._show(None)
        self._say("logged_confirmed" if logged.confirmed else "logged")

    async def _correct(self, told: dict[str, Any], operator: Key) -> None:
        await run_in_threadpool(self._service.correct, text_of(told), self._opened, operator)
        self._say("corrected")

    def _show(self, opened: Opened | None) -> None:
        copies = texts_of(opened, self._site) if opened is not None else {}
        self._card.set_content(rendered("card.html", opened=opened, copies=copies, seq=self._seq))

    def _say(self, name: str) -> None:
        ui.run_javascript(f"window.desk.say({name!r})")


def text_of(told: dict[str, Any]) -> str:
    """Return what was typed, as a page sent it."""
    return str(told.get("text") or "")[:LONGEST].strip()


def number_of(told: dict[str, Any]) -> int:
    """Return which one it is of the things that a page sent."""
    seq = told.get("seq")
    return seq if isinstance(seq, int) else 0


def wanted_of(told: dict[str, Any]) -> Wanted:
    """Return the filters that a page sent; what it cannot mean counts as not set."""
    kind, facet = told.get("kind"), told.get("facet")
    return Wanted(
        region=str(told.get("region") or "") or None,
        department=str(told.get("department") or "") or None,
        kind=next((each for each in KINDS if each == kind), None),
        facet=Facet(facet) if facet in set(Facet) else None,
        lapsed=told.get("validity") == "lapsed",
    )


@ui.page("/", title=say("desk.title"), language="zh-CN", response_timeout=10)
def read_desk(request: Request) -> None:
    """Show the desk; the door has let nobody in but operators."""
    bridge: Bridge = app.state.bridge()
    token = read_cookie(request, bridge, SESSION)
    session = bridge.sessions.opened_by(token)
    if session is None:  # it ended between the door and here
        ui.navigate.to("/sign-in?next=/desk/")
        return
    ui.add_head_html(HEAD)
    DeskPage(bridge, token, address_of(request, bridge)).build(session.account.as_key())
