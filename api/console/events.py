"""Events of an open page: let through only while session and roles last, and what goes wrong told on the page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import structlog
from nicegui import Client, ui
from nicegui.events import GenericEventArguments
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.bridge import Bridge
from api.logs import describe
from api.security.staff import may_call, signed_in_by
from policies.content.callbacks import ContactTaken
from policies.content.calling.model import CallNotYours, CallOver, CallTaken
from policies.content.keys import Key, Role
from policies.content.live.model import HandoffOver, HandoffTaken, NotYours, OperatorNotThere
from policies.errors import InputError, LibraryError, NotFound

log = structlog.get_logger("api.console")
Told = dict[str, Any]
Handle = Callable[[Told, Key], Awaitable[None]]
# The first row that fits decides what the page says.
SAID: tuple[tuple[type[Exception], str], ...] = (
    (OperatorNotThere, "not_there"),
    (NotFound, "gone"),
    (HandoffTaken, "taken"),
    (ContactTaken, "taken"),
    (CallTaken, "taken"),
    (HandoffOver, "over"),
    (CallOver, "over"),
    (NotYours, "not_yours"),
    (CallNotYours, "not_yours"),
    (InputError, "nothing"),
    (LibraryError, "failed"),
    (SQLAlchemyError, "failed"),
)


class Events:
    """What the browser sends to one open page."""

    def __init__(
        self, bridge: Bridge, token: str, client: Client, address: str, roles: Collection[Role]
    ) -> None:
        """Listen for a page.

        Args:
            bridge: where sessions are.
            token: of the session that opened the page.
            client: the page.
            address: of the page, which is asked for anew when the session opens it no more.
            roles: who may have the page open; an admin may always.
        """
        self._bridge = bridge
        self._token = token
        self._client = client
        self._address = address
        self._roles = frozenset(roles)

    def on(self, name: str, handle: Handle, *roles: Role) -> None:
        """Call `handle` for events of this name, with what was sent and who is signed in.

        `roles` narrows who may do it; without them everybody may who may have the page open.
        """

        async def handled(event: GenericEventArguments) -> None:
            told = event.args if isinstance(event.args, dict) else {}
            try:
                key = await self.operator()
                if key is None:
                    self._lead_away()
                elif roles and not may_call(key, *roles):
                    self.tell("denied")
                else:
                    await handle(told, key)
            except (LibraryError, SQLAlchemyError) as error:
                self.wrong(error)

        ui.on(name, handled)

    def follow(self, draw: Callable[[], Awaitable[None]], every_s: float) -> None:
        """Call `draw` again and again as long as the page is open and its session lasts."""
        following = asyncio.create_task(self._follow(draw, every_s))
        self._client.on_delete(following.cancel)

    async def _follow(self, draw: Callable[[], Awaitable[None]], every_s: float) -> None:
        while True:
            await asyncio.sleep(every_s)
            try:
                if not await self.is_open():
                    return
                await draw()
            except SQLAlchemyError as error:  # the next look may find the store well
                log.warning("page_not_followed", page=self._address, **describe(error))

    async def is_open(self) -> bool:
        """Tell whether session and roles last; where they ended, lead away. Asking does not prolong the session."""
        if await self.operator(noted=False) is not None:
            return True
        self._lead_away()
        return False

    async def operator(self, *, noted: bool = True) -> Key | None:
        """Return who works here, as long as session and roles last; `noted`, it counts as use of the session."""
        return await run_in_threadpool(signed_in_by, self._bridge, self._token, *self._roles, noted=noted)

    def _lead_away(self) -> None:
        """Ask for the page anew: the door says what is missing. NiceGUI's own way stays under the area's address."""
        self.run(f"location.assign({self._address!r})")

    def tell(self, name: str) -> None:
        """Say something in one line on the page, by its key in the wording."""
        self.run(f"window.desk.say({name!r})")

    def wrong(self, error: Exception) -> None:
        """Say what is wrong."""
        self.tell(next(name for kind, name in SAID if isinstance(error, kind)))

    def run(self, script: str) -> None:
        """Run a line of script on the page."""
        self._client.run_javascript(script)


def text_of(told: Told, most: int) -> str:
    """Return the text that a page sent."""
    return str(told.get("text") or "")[:most].strip()


def number_of(told: Told, name: str) -> int:
    """Return a number that a page sent; 0 for anything else."""
    found = told.get(name)
    return found if isinstance(found, int) else 0


def name_of(told: Told, name: str) -> str:
    """Return an identifier or a name that a page sent."""
    return str(told.get(name) or "")[:200]
