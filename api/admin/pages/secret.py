"""Passwords and secrets on a page: shown once, copied, put away."""

from __future__ import annotations

from api.admin.pages.frame import Opened, Part
from api.console.events import Told
from policies.content.keys import Key
from policies.wording import say


class Secret:
    """The place of a page where a new secret is told; drawn empty, it is nowhere any more."""

    def __init__(self, opened: Opened) -> None:
        """Add the place to a page, whose table names the event `secret_hide`."""
        self._part: Part = opened.part("secret", "secret.html", value="")
        opened.on("secret_hide", self._hide)

    def show(self, kind: str, value: str, **facts: object) -> None:
        """Show a secret with what it is, by its key under `admin.secret`."""
        self._part.draw(value=value, title=say(f"admin.secret.{kind}", **facts))

    async def _hide(self, _: Told, __: Key) -> None:
        self._part.draw(value="")
