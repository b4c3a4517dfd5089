"""What each role may do, told from the pages themselves: who sees them, and whose events they let through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from api.admin.pages.screen import Screen
from api.security.staff import may_call
from policies.content.keys import Key, Role

Duty = Literal["none", "looks", "some", "whole"]
NEVER = datetime.min.replace(tzinfo=UTC)
# The order in which people read them.
OFFERED = (Role.OPERATOR, Role.EDITOR, Role.REVIEWER, Role.LIAISON, Role.AUDITOR, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class PageDuties:
    """What each role may do on a page, by role."""

    screen: Screen
    duties: dict[str, Duty]


def duties_of(screens: Sequence[Screen]) -> list[PageDuties]:
    """Return a row for each page of the navigation; what is done on the pages below counts for the one above."""
    return [
        PageDuties(
            each, {role.value: _duty(role, each, _with_those_below(each, screens)) for role in OFFERED}
        )
        for each in screens
        if each.group
    ]


def _with_those_below(screen: Screen, screens: Sequence[Screen]) -> list[Screen]:
    return [screen, *(each for each in screens if each.parent == screen.name)]


def _duty(role: Role, screen: Screen, whole: Sequence[Screen]) -> Duty:
    somebody = Key("", "", frozenset({role}), created_at=NEVER)
    if not may_call(somebody, *screen.roles):
        return "none"
    narrowed = [roles for each in whole for roles in each.does.values() if _changes(roles)]
    may = [may_call(somebody, *roles) for roles in narrowed]
    if not any(may):
        return "looks"
    return "whole" if all(may) else "some"


def _changes(roles: frozenset[Role]) -> bool:
    """Tell whether an event changes something: auditors, who change nothing, may not do it."""
    return bool(roles) and Role.AUDITOR not in roles
