"""The desk's parts as HTML, everything escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from api.clock import CHINA
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
    ("/desk/callbacks", "callbacks", "KeyH"),
    ("/desk/shift", "shift", "KeyW"),
)


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(default=True))
    made.globals.update(
        texts=section("desk"),
        facets=section("answering.facets"),
        say=say,
        badges=BADGES,
        chats=section("chats"),
        callbacks=section("callbacks"),
        shifts=section("shift"),
        tabs=TABS,
        zone=CHINA,
    )
    return made


def rendered(name: str, **facts: Any) -> str:
    """Return a part of the page."""
    return _environment().get_template(name).render(**facts)
