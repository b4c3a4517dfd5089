"""Events of an open page: let through only while the session lasts, and what goes wrong told on the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import Client, ui
from nicegui.events import GenericEventArguments
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.bridge import Bridge
from policies.content.callbacks import ContactTaken
from policies.content.keys import Key
from policies.content.live.model import HandoffOver, HandoffTaken, NotYours, OperatorNotThere
from policies.errors import InputError, LibraryError, NotFound

Told = dict[str, Any]
Handle = Callable[[Told, Key], Awaitable[None]]
# The first row that fits decides what the page says.
SAID: tuple[tuple[type[Exception], str], ...] = (
    (OperatorNotThere, "not_there"),
    (NotFound, "gone"),
    (HandoffTaken, "taken"),
    (ContactTaken, "taken"),
    (HandoffOver, "over"),
    (NotYours, "not_yours"),
    (InputError, "nothing"),
    (LibraryError, "failed"),
    (SQLAlchemyError, "failed"),
)


class Events:
    """What the browser sends to one open page."""

    def __init__(self, bridge: Bridge, token: str, client: Client, address: str) -> None:
        """Listen for a page.

        Args:
            bridge: where sessions are.
            token: of the session that opened the page.
            client: the page.
            address: where to come back to after signing in anew.
        """
        self._bridge = bridge
        self._token = token
        self._client = client
        self._address = address

    def on(self, name: str, handle: Handle) -> None:
        """Call `handle` for events of this name, with what was sent and who is signed in."""

        async def handled(event: GenericEventArguments) -> None:
            told = event.args if isinstance(event.args, dict) else {}
            try:
                session = await run_in_threadpool(self._bridge.sessions.opened_by, self._token)
                if session is None:
                    self._lead_away()
                    return
                await handle(told, session.account.as_key())
            except (LibraryError, SQLAlchemyError) as error:
                self.tell(next(name for kind, name in SAID if isinstance(error, kind)))

        ui.on(name, handled)

    async def is_open(self) -> bool:
        """Tell whether the session lasts; where it ended, lead to the sign-in page. Asking does not prolong it."""
        if await run_in_threadpool(self._bridge.sessions.opened_by, self._token, noted=False) is not None:
            return True
        self._lead_away()
        return False

    def _lead_away(self) -> None:
        # NiceGUI's own way of going elsewhere stays under the desk's address.
        self._client.run_javascript(f"location.assign({f'/sign-in?next={self._address}'!r})")

    def tell(self, name: str) -> None:
        """Say something in one line on the page, by its key in the wording."""
        self._client.run_javascript(f"window.desk.say({name!r})")


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
