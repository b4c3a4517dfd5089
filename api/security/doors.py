"""Which door a request comes through, and what happens to one that comes too often."""

from __future__ import annotations

import re
from typing import cast

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import TOO_MANY, TOO_MANY_QUESTIONS, wait_in_words
from api.refusals import refusal
from api.security.holders import digest_of
from api.security.origins import is_own
from api.security.rate_settings import Door
from api.security.rates import Rates, Standing, fields
from api.security.visitors import visitor_of

# Under this name in a request's state stands where the visitor stands who asked too often.
OVER = "over"
CHAT = "/api/v1/chat/messages"
# The first row whose pattern begins a path decides; what comes by no row comes through "pages".
DOORS: tuple[tuple[re.Pattern[str], Door], ...] = tuple(
    (re.compile(pattern), door)
    for pattern, door in cast(
        tuple[tuple[str, Door], ...],
        (
            (CHAT, "chat"),
            (r"/api/v1/(?:search|questions)\b|/search\b", "search"),
            (r"/api/v1/(?:contacts\b|conversations/[^/]+/workorders\b)", "contacts"),
            (r"/api/v1/conversations/[^/]+/handoff\b", "pages"),
            (r"/api/v1/(?:messages|conversations|handoffs)\b", "feedback"),
            (r"/api/v1/hotline/", "hotline"),
            (r"/api/v1/(?:admin|staff|live|workorders)\b", "admin"),
            (r"/webhooks/", "channel"),
            (r"/static/|/docs/assets/|/(?:desk|admin)/_nicegui/", "static"),
            (r"/health/", "health"),
        ),
    )
)
WITH_KEYS = frozenset({"hotline", "admin"})
# What pages of other websites ask for; all of a website's visitors count together.
OF_SITES = frozenset({"chat", "search", "feedback", "contacts"})


def door_of(path: str) -> Door:
    """Return the door of a path."""
    return next((door for pattern, door in DOORS if pattern.match(path)), "pages")


async def come_through(rates: Rates, door: Door, connection: HTTPConnection) -> list[Standing]:
    """Count a request at its doors: the visitor's or the key's, then the website's, and return where they stand.

    Whoever is over their own limit does not use up the website's. A key that has not opened anything yet gets no
    further than its address does, for which `unopened` counts.
    """
    visitor = visitor_of(connection.scope)
    brought = digest_of(connection) if door in WITH_KEYS else None
    if door in WITH_KEYS and brought not in rates.proven:
        tried: tuple[Door, ...] = ("denied", door) if brought else ("denied",)
        stands = [await rates.stands(each, visitor) for each in tried]
        shut = next((each for each in stands if each is not None and each.is_over), None)
        if shut is not None:
            return [shut]
    found = [await rates.come(door, brought or visitor)]
    is_over = any(each is not None and each.is_over for each in found)
    if door in OF_SITES and not is_over and not is_own(connection):
        found.append(await rates.come("site", connection.headers["origin"]))
    return [each for each in found if each is not None]


async def unopened(rates: Rates, door: Door, connection: HTTPConnection, *, is_denied: bool) -> None:
    """Count what was not opened, for its address: as denied, or at the door where nobody came to look at the key."""
    brought = digest_of(connection)
    if is_denied:
        rates.proven.discard(brought)
        await rates.come("denied", visitor_of(connection.scope))
    elif brought is not None and brought not in rates.proven:
        await rates.come(door, visitor_of(connection.scope))


def over(standings: list[Standing]) -> Standing | None:
    """Return the door at which somebody came too often, if there is one."""
    return next((each for each in standings if each.is_over), None)


class Doors:
    """ASGI middleware: counts every request and tells in headers where it leaves the sender; 429 for one too many.

    A question that is one too many goes on with a mark: whoever writes of an emergency is answered (`api.chat`).
    """

    def __init__(self, app: ASGIApp, believes_proxies: bool = False) -> None:
        self.app = app
        self.believes_proxies = believes_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer through the app, or with a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, rates = Request(scope, receive), cast(Rates, scope["app"].state.bridge.rates)
        if not self.believes_proxies and "x-forwarded-for" in request.headers:
            rates.forwarded_unheard()
        door = door_of(scope["path"])
        standings = await come_through(rates, door, request)
        exceeded = over(standings)

        async def send_with_fields(message: Message) -> None:
            if message["type"] == "http.response.start":
                if door in WITH_KEYS and exceeded is None:
                    await unopened(rates, door, request, is_denied=message["status"] == 401)
                MutableHeaders(scope=message).update(_told(standings, message["status"]))
            await send(message)

        if exceeded is not None and door == "chat" and not await self._hopeless(rates, scope):
            scope.setdefault("state", {})[OVER] = exceeded
        elif exceeded is not None:
            wait = wait_in_words(exceeded.reset_s)
            kind = TOO_MANY_QUESTIONS if door == "chat" else TOO_MANY
            await refusal(request, kind, facts=wait)(scope, receive, send_with_fields)
            return
        await self.app(scope, receive, send_with_fields)

    async def _hopeless(self, rates: Rates, scope: Scope) -> bool:
        """Tell whether a visitor asks so often that not even the words are looked at any more."""
        standing = await rates.come("pages", visitor_of(scope))
        return standing is not None and standing.is_over


def _told(standings: list[Standing], status: int) -> dict[str, str]:
    """Return the fields of a response; Retry-After only where the answer is that it was too much."""
    told = fields(standings)
    if status != 429:
        told.pop("Retry-After", None)
    return told
