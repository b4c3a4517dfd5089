"""Where somebody goes after signing in."""

from __future__ import annotations

import re

from policies.content.accounts.account import Account
from policies.content.keys import Role

DESK, ACCOUNT = "/desk", "/account"
# One slash at the beginning, and nothing that a browser could read as another host.
_LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9/._~?=&%-]*")


def local(address: str) -> str | None:
    """Return an address on this service; None for every other."""
    return address if _LOCAL.fullmatch(address) else None


def home_of(account: Account) -> str:
    """Return the page where an account's work begins."""
    return DESK if account.roles & {Role.OPERATOR, Role.ADMIN} else ACCOUNT
