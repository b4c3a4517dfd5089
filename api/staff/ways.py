"""Where somebody goes after signing in."""

from __future__ import annotations

import re

from api.security.staff import BACK_OFFICE
from policies.content.accounts.account import Account
from policies.content.keys import Role

DESK, CONSOLE, ACCOUNT = "/desk", "/admin", "/account"
# One slash at the beginning, and nothing that a browser could read as another host.
_LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9/._~?=&%-]*")


def local(address: str) -> str | None:
    """Return an address on this service; None for every other."""
    return address if _LOCAL.fullmatch(address) else None


def opens_desk(account: Account) -> bool:
    """Tell whether an account opens the operator's desk."""
    return bool(account.roles & {Role.OPERATOR, Role.ADMIN})


def opens_console(account: Account) -> bool:
    """Tell whether an account opens the admin console."""
    return bool(account.roles & {*BACK_OFFICE, Role.LIAISON})


def home_of(account: Account) -> str:
    """Return the page where an account's work begins."""
    if Role.OPERATOR in account.roles:
        return DESK
    return CONSOLE if opens_console(account) else ACCOUNT
