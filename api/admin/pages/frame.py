"""What every page of the console has around it: navigation by role, title, what the page is for, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nicegui import Client, ui
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.admin.pages.events import AdminEvents
from api.admin.pages.rendering import rendered
from api.admin.pages.screen import READERS, Screen
from api.bridge import Bridge
from api.console.events import Handle
from api.problems import kind_of, kind_of_status
from api.refusals import refusal
from api.security.sessions import SESSION, read_cookie
from api.security.staff import may_call, signed_in_by
from policies.content.keys import Key, Role
from policies.errors import LibraryError

HEAD = (
    '<link rel="icon" type="image/svg+xml" href="/static/icons/favicon.svg">'
    '<link rel="stylesheet" href="/static/tokens.css">'
    '<link rel="stylesheet" href="/static/admin/admin.css">'
    '<link rel="stylesheet" href="/static/admin/system.css">'
    '<script type="module" src="/static/admin/admin.js"></script>'
    '<script type="module" src="/static/admin/pair.js"></script>'
    '<script type="module" src="/static/admin/exchange.js"></script>'
    '<script type="module" src="/static/admin/files.js"></script>'
    '<script type="module" src="/static/admin/documents.js"></script>'
    '<script type="module" src="/static/admin/system.js"></script>'
    '<script type="module" src="/static/admin/interpret.js"></script>'
    '<script type="module" src="/static/admin/outline.js"></script>'
    '<script type="module" src="/static/admin/reading.js"></script>'
)


@dataclass(frozen=True, slots=True)
class Opened:
    """One open tab of a page.

    Attributes:
        screen: which page.
        bridge: what it works with.
        events: what the browser sends.
        person: who opened it.
        request: how it was asked for, with parameters of its address and of its query.
        client: the tab.
        main: where the page's own part goes; `with opened.main:`.
        every: all pages of the console.
    """

    screen: Screen
    bridge: Bridge
    events: AdminEvents
    person: Key
    request: Request
    client: Client
    main: ui.element
    every: Sequence[Screen]

    def on(self, name: str, handle: Handle) -> None:
        """Call `handle` for an event that the page's table names; who may not do it is told so.

        Raises:
            KeyError: the table does not name it.
        """
        self.events.on(name, handle, *self.screen.does[name])

    def may(self, name: str, person: Key | None = None) -> bool:
        """Tell whether somebody may do what an event does, for showing its button or not."""
        roles = self.screen.does[name]
        return not roles or may_call(person or self.person, *roles)

    @property
    def department(self) -> str | None:
        """The one department whose matters may be seen; None for everything."""
        return department_of(self.person)

    def part(self, name: str, template: str, within: ui.element | None = None, **facts: Any) -> Part:
        """Add a part to the page, or to an element of it, which can be drawn anew."""
        with within or self.main:
            shown = ui.html(rendered(template, **facts), sanitize=False)
        shown.props(f"id={name}")
        return Part(shown, template)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page."""

    shown: ui.html
    template: str

    def draw(self, **facts: Any) -> None:
        """Draw it anew."""
        self.shown.set_content(rendered(self.template, **facts))

    def follow(self, **facts: Any) -> None:
        """Draw it anew where it has changed, so that what somebody is doing in it is not disturbed for nothing."""
        found = rendered(self.template, **facts)
        if found != self.shown.content:
            self.shown.set_content(found)


def department_of(person: Key) -> str | None:
    """Return the one department whose matters a person may see; None for who may see everything."""
    return None if may_call(person, *READERS) else person.department or ""


async def show(screen: Screen, every: Sequence[Screen], bridge: Bridge, request: Request) -> Response | None:
    """Show a page; returns what is answered instead to who may not see it."""
    token = read_cookie(request, bridge, SESSION)
    person = await run_in_threadpool(signed_in_by, bridge, token, *Role)
    if person is None:
        return RedirectResponse(f"/sign-in?next={request.url.path}", 303)
    if not may_call(person, *screen.roles):
        return refusal(request, kind_of_status(403))
    client = ui.context.client
    ui.add_head_html(HEAD)
    ui.html(_frame(screen, every, person), sanitize=False).classes("frame")
    main = ui.element("div").classes("main").props("id=main tabindex=-1")
    with main:
        ui.html(rendered("heading.html", screen=screen, above=_above(screen, every)), sanitize=False)
    events = AdminEvents(bridge, token, client, request.url.path, screen.roles)
    try:
        return await screen.build(Opened(screen, bridge, events, person, request, client, main, every))
    except LibraryError as error:
        return refusal(request, kind_of(error))


def _frame(screen: Screen, every: Sequence[Screen], person: Key) -> str:
    groups: dict[str, list[Screen]] = {}
    for each in every:
        if each.group and may_call(person, *each.roles):
            groups.setdefault(each.group, []).append(each)
    current = next((each.name for each in _above(screen, every)), screen.name)
    return rendered(
        "frame.html",
        groups=groups,
        current=current,
        person=person,
        opens_desk=may_call(person, Role.OPERATOR),
    )


def _above(screen: Screen, every: Sequence[Screen]) -> list[Screen]:
    """Return the pages above a page, from the first level down."""
    by_name = {each.name: each for each in every}
    found: list[Screen] = []
    while screen.parent:
        screen = by_name[screen.parent]
        found.insert(0, screen)
    return found
