"""The desk's pages, each at its address; keys are handled by the script beside it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import Client, app, ui
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.bridge import Bridge
from api.console.events import Events
from api.desk.callbacks import CallBacksPage
from api.desk.calls import CallsPage
from api.desk.chats import ChatsPage
from api.desk.guard import DESK
from api.desk.halted import show_halts
from api.desk.search import SearchPage
from api.desk.shift import build_shift
from api.pages import address_of
from api.security.sessions import SESSION, read_cookie
from policies.content.keys import Key
from policies.wording import say

HEAD = (
    '<link rel="icon" type="image/svg+xml" href="/static/icons/favicon.svg">'
    '<link rel="stylesheet" href="/static/tokens.css">'
    '<link rel="stylesheet" href="/static/desk/desk.css">'
    '<link rel="stylesheet" href="/static/desk/calls.css">'
    '<link rel="stylesheet" href="/static/desk/order.css">'
    '<script type="module" src="/static/desk/tabs.js"></script>'
    '<script type="module" src="/static/desk/{script}"></script>'
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One open page: what it works with, who opened it, and the service's address for links."""

    bridge: Bridge
    events: Events
    operator: Key
    client: Client
    site: str


Build = Callable[[Tab], Awaitable[None]]


async def _search(tab: Tab) -> None:
    await SearchPage(tab.bridge, tab.events, tab.site).build(tab.operator)


async def _chats(tab: Tab) -> None:
    await ChatsPage(tab.bridge, tab.events, tab.operator, tab.client).build()


async def _calls(tab: Tab) -> None:
    await CallsPage(tab.bridge, tab.events, tab.operator, tab.client).build()


async def _callbacks(tab: Tab) -> None:
    await CallBacksPage(tab.bridge, tab.events, tab.operator, tab.client).build()


async def _shift(tab: Tab) -> None:
    await build_shift(tab.bridge, tab.operator)


# Path under /desk, key of the title in the wording, script, what puts the page together.
PAGES: tuple[tuple[str, str, str, Build], ...] = (
    ("/", "desk.title", "desk.js", _search),
    ("/chats", "chats.title", "chats.js", _chats),
    ("/calls", "calls.title", "calls.js", _calls),
    ("/callbacks", "callbacks.title", "callbacks.js", _callbacks),
    ("/shift", "shift.title", "shift.js", _shift),
)


def register() -> None:
    """Give every page its address; the door has let nobody in but operators."""
    for path, title, script, build in PAGES:
        ui.page(path, title=say(title), language="zh-CN", response_timeout=10)(_reading(path, script, build))


def _reading(path: str, script: str, build: Build) -> Callable[..., Awaitable[Response | None]]:
    address = f"{DESK.prefix}{path}"

    async def read(request: Request, client: Client) -> Response | None:
        bridge: Bridge = app.state.bridge()
        events = Events(bridge, read_cookie(request, bridge, SESSION), client, address, DESK.roles)
        operator = await events.operator()
        if operator is None:  # the session ended between the door and here; the door says what is missing
            return RedirectResponse(address, 303)
        ui.add_head_html(HEAD.format(script=script))
        show_halts(bridge.library.halts)
        await build(Tab(bridge, events, operator, client, address_of(request, bridge)))
        return None

    return read
