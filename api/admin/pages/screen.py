"""A page of the admin console: where it is, who may see it, who may do what on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import Response

from api.security.staff import BACK_OFFICE
from policies.content.keys import Role

if TYPE_CHECKING:
    from api.admin.pages.frame import Opened

Roles = frozenset[Role]
ANYBODY: Roles = frozenset()
READERS: Roles = BACK_OFFICE
EDITORS: Roles = frozenset({Role.EDITOR})
REVIEWERS: Roles = frozenset({Role.REVIEWER})
ADMINS: Roles = frozenset({Role.ADMIN})
AUDITORS: Roles = frozenset({Role.AUDITOR})
WITH_LIAISONS = READERS | {Role.LIAISON}


@dataclass(frozen=True, slots=True)
class Screen:
    """One page.

    Attributes:
        name: its key under `admin.pages` in the wording, where its title and its purpose stand.
        address: below `/admin`; may have parameters, "/pairs/{pair_id}".
        roles: who may see it; an admin may always.
        build: puts the page's own part together; returns what is answered instead, where something is.
        group: the group of the navigation it stands in, by its key under `admin.groups`; "" for none.
        parent: the name of the page above it, for the way back; "" for one of the first level.
        does: who may do what on it, by the event's name; no roles for what everybody may who sees the page.
    """

    name: str
    address: str
    roles: Roles
    build: Callable[[Opened], Awaitable[Response | None]]
    group: str = ""
    parent: str = ""
    does: Mapping[str, Roles] = field(default_factory=dict)

    @property
    def href(self) -> str:
        """The address in a link, for a page without parameters."""
        return f"/admin{self.address}"
