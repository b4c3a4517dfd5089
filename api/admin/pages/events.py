"""Events of a page of the console: what goes wrong is told in the words that the API has for it."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import ValidationError

from api.admin.pages.words import reason_of
from api.console.events import Events, Handle, Told
from policies.content.keys import Key, Role
from policies.wording import say

Tone = Literal["done", "wrong"]


class AdminEvents(Events):
    """What the browser sends to one open page of the console."""

    def on(self, name: str, handle: Handle, *roles: Role) -> None:
        """Call `handle` for an event; what a form holds that it cannot is told field by field."""

        async def checked(told: Told, person: Key) -> None:
            try:
                await handle(told, person)
            except ValidationError as error:
                self.wrong(error)

        super().on(name, checked, *roles)

    def tell(self, name: str) -> None:
        """Say something in one line, by its key under `admin.said`."""
        self.say(say(f"admin.said.{name}"), "wrong" if name == "denied" else "done")

    def wrong(self, error: Exception) -> None:
        """Say what is wrong, and with which fields."""
        self.say(reason_of(error), "wrong")

    def say(self, sentence: str, tone: Tone = "done") -> None:
        """Say a sentence; what went wrong stays until it is put away."""
        self.run(f"window.admin.say({json.dumps(sentence)}, {json.dumps(tone)})")

    def go(self, address: str) -> None:
        """Lead to another page of this service."""
        self.run(f"window.admin.go({json.dumps(address)})")
