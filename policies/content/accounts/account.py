"""An account as a noun, and what may be written into one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from policies.content.keys import LONGEST_NAME, Key, Role
from policies.content.store import Store
from policies.errors import InputError, LibraryError, NotFound

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
# A machine has a key, not an account.
STAFF_ROLES = frozenset(Role) - {Role.HOTLINE}


class AccountNotFound(NotFound):
    """No account has this name to sign in with."""


class PasswordMustChange(LibraryError):
    """The first password opens nothing but its own change."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person who signs in.

    Attributes:
        id: opaque.
        login: what is typed to sign in; small letters.
        name: who the person is; the four-eyes rule and the audit go by it.
        roles: what the person may do.
        department: whose liaison it is.
        must_change: the password was given by somebody else and opens nothing but its own change.
        active: False where the account was disabled.
        has_password: False for one that signs in through the identity provider alone.
        created_at: when it was made.
        signed_in_at: the last time.
    """

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    department: str | None
    must_change: bool
    active: bool
    has_password: bool
    created_at: datetime
    signed_in_at: datetime | None = None

    def as_key(self) -> Key:
        """Return what the account may do in the form that a key has, so that routes need not tell them apart."""
        return Key(self.id, self.name, self.roles, self.created_at, department=self.department)


def is_login(text: str) -> bool:
    """Tell whether a text may be what somebody types to sign in."""
    return _LOGIN.fullmatch(text) is not None


def known_login(login: str) -> str:
    """Return a name to sign in with as it is stored.

    Raises:
        InputError: it holds something else than letters, digits and . _ @ -, or is too short or too long.
    """
    told = login.strip().lower()
    if not is_login(told):
        raise InputError(login, "account_login")
    return told


def known_person(
    name: str, roles: Iterable[Role], department: str | None, store: Store
) -> tuple[str, frozenset[Role], str | None]:
    """Return name, roles and department of a person as they are stored; the department by its name in the directory.

    Raises:
        InputError: the name is empty or too long, there is no role or one of machines, a liaison has no department, or
            the directory has none of this name.
    """
    told, given = name.strip(), frozenset(roles)
    if not told or len(told) > LONGEST_NAME:
        raise InputError(name, "account_name", most=LONGEST_NAME)
    if not given or given - STAFF_ROLES:
        raise InputError(name, "account_roles", roles="、".join(sorted(STAFF_ROLES)))
    asked = (department or "").strip()
    found = store.department(asked) if asked else None
    if asked and found is None:
        raise InputError(asked, "department_unknown", department=asked)
    if Role.LIAISON in given and found is None:
        raise InputError(name, "liaison_without_department")
    return told, given, found.name if found else None


def account_of(row: sa.RowMapping) -> Account:
    """Return the account of a row."""
    return Account(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        roles=frozenset(Role(each) for each in row["roles"] if each in set(Role)),
        department=row["department"],
        must_change=row["must_change"],
        active=row["active"],
        has_password=row["password"] is not None,
        created_at=row["created_at"],
        signed_in_at=row["signed_in_at"],
    )
