"""The page at /desk: what is typed comes from the browser, what was found goes back; keys are handled in `desk.js`."""

from __future__ import annotations

from nicegui import Client, app, ui
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.bridge import Bridge
from api.desk.callbacks import CallBacksPage
from api.desk.chats import ChatsPage
from api.desk.copying import texts_of
from api.desk.events import Events, Told, number_of, text_of
from api.desk.opened import Opened
from api.desk.rendering import rendered
from api.desk.service import LONGEST, DeskService
from api.desk.shift import build_shift
from api.pages import address_of
from api.security.sessions import SESSION, read_cookie
from policies.answering.lookup.rows import Kind, Row, Wanted
from policies.content.keys import Key
from policies.content.model import Facet
from policies.wording import say

HEAD = (
    '<link rel="icon" type="image/svg+xml" href="/static/icons/favicon.svg">'
    '<link rel="stylesheet" href="/static/tokens.css">'
    '<link rel="stylesheet" href="/static/desk/desk.css">'
    '<script type="module" src="/static/desk/tabs.js"></script>'
    '<script type="module" src="/static/desk/{script}"></script>'
)
KINDS: tuple[Kind, ...] = ("pair", "policy", "interpretation")


class DeskPage:
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


@ui.page("/", title=say("desk.title"), language="zh-CN", response_timeout=10)
def read_desk(request: Request) -> Response | None:
    """Show the desk; the door has let nobody in but operators."""
    opened = _opened(request, "/desk/", "desk.js")
    if opened is None:
        return _away("/desk/")
    bridge, events, operator = opened
    DeskPage(bridge, events, address_of(request, bridge)).build(operator)
    return None


@ui.page("/chats", title=say("chats.title"), language="zh-CN", response_timeout=10)
async def read_chats(request: Request, client: Client) -> Response | None:
    """Show the live conversations."""
    opened = _opened(request, "/desk/chats", "chats.js")
    if opened is None:
        return _away("/desk/chats")
    bridge, events, operator = opened
    await ChatsPage(bridge, events, operator, client).build()
    return None


@ui.page("/callbacks", title=say("callbacks.title"), language="zh-CN", response_timeout=10)
async def read_callbacks(request: Request, client: Client) -> Response | None:
    """Show who wants to be called back."""
    opened = _opened(request, "/desk/callbacks", "callbacks.js")
    if opened is None:
        return _away("/desk/callbacks")
    bridge, events, operator = opened
    await CallBacksPage(bridge, events, operator, client).build()
    return None


@ui.page("/shift", title=say("shift.title"), language="zh-CN", response_timeout=10)
async def read_shift(request: Request) -> Response | None:
    """Show what the operator did today."""
    opened = _opened(request, "/desk/shift", "shift.js")
    if opened is None:
        return _away("/desk/shift")
    bridge, _, operator = opened
    await build_shift(bridge, operator)
    return None


def _away(address: str) -> Response:
    return RedirectResponse(f"/sign-in?next={address}", 303)


def _opened(request: Request, address: str, script: str) -> tuple[Bridge, Events, Key] | None:
    """Return what a page works with; None where the session ended between the door and here."""
    bridge: Bridge = app.state.bridge()
    token = read_cookie(request, bridge, SESSION)
    session = bridge.sessions.opened_by(token)
    if session is None:
        return None
    ui.add_head_html(HEAD.format(script=script))
    return bridge, Events(bridge, token, ui.context.client, address), session.account.as_key()
