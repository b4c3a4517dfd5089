"""The desk's parts as HTML, everything escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from api.console.rendering import environment
from policies.wording import say, section

TEMPLATES = Path(__file__).parent / "templates"
BADGES = {
    "现行有效": "in-force",
    "已修改": "amended",
    "尚未施行": "not-yet",
    "已废止": "repealed",
    "已失效": "lapsed",
}
# Address, key of the name in the wording, key on the board with Alt.
TABS = (
    ("/desk/", "search", "KeyC"),
    ("/desk/chats", "chats", "KeyZ"),
    ("/desk/calls", "calls", "KeyL"),
    ("/desk/callbacks", "callbacks", "KeyH"),
    ("/desk/shift", "shift", "KeyW"),
)


@cache
def _environment() -> Environment:
    return environment(
        TEMPLATES,
        texts=section("desk"),
        facets=section("answering.facets"),
        badges=BADGES,
        chats=section("chats"),
        calls=section("calls"),
        ordering=section("ordering"),
        order_kinds=section("orders.kind"),
        callbacks=section("callbacks"),
        shifts=section("shift"),
        tabs=TABS,
    )


def rendered(name: str, **facts: Any) -> str:
    """Return a part of the page."""
    return _environment().get_template(name).render(**facts)


def region(name: str) -> str:
    """Return the properties of a part that scrolls: reached by key, and named by its key in the wording."""
    return f'role=region tabindex=0 aria-label="{say(name)}"'
