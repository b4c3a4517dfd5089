"""Where the operator's desk lies, and for whom."""

from __future__ import annotations

from api.bridge import Bridge
from api.console.area import Area
from api.security.staff import signed_in_by
from policies.content.keys import Key, Role

DESK = Area(
    "/desk", "/desk/", frozenset({Role.OPERATOR}), frozenset({"", "chats", "calls", "callbacks", "shift"})
)


def operator_by(bridge: Bridge, token: str, *, noted: bool = True) -> Key | None:
    """Return the operator who works with a session's token now; None for whom the desk's door would not let in.

    A page that is open asks this before each thing that it does: roles and passwords change while it is.
    """
    return signed_in_by(bridge, token, *DESK.roles, noted=noted)
