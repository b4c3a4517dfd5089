"""All accounts as an admin looks through them: narrowed, a page at a time, with what the rows themselves do not tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import sqlalchemy as sa

from policies.content.account_tables import ACCOUNT, SESSION
from policies.content.accounts.account import Account, account_of
from policies.content.accounts.lockout import locked_among
from policies.content.accounts.managing import is_given
from policies.content.keys import Role
from policies.content.store import Store

A, S = ACCOUNT, SESSION
Standing = Literal["active", "first", "disabled", "locked"]
STANDINGS: tuple[Standing, ...] = ("active", "first", "disabled", "locked")


@dataclass(frozen=True, slots=True)
class WantedAccounts:
    """Which accounts; what is None narrows nothing.

    Attributes:
        text: in login or name.
        role: has it.
        department: is in it.
        standing: may sign in; has a first password; was disabled; failed too often just now.
        unseen_days: was not seen for so many days, or never.
        login: is this one's.
    """

    text: str | None = None
    role: Role | None = None
    department: str | None = None
    standing: Standing | None = None
    unseen_days: int | None = None
    login: str | None = None


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account in the list.

    Attributes:
        seen_at: when it was last at work here; None for never.
        sessions: how many are open.
        is_locked: failed too often; opens again by itself or by an admin.
    """

    account: Account
    seen_at: datetime | None
    sessions: int
    is_locked: bool


@dataclass(frozen=True, slots=True)
class AccountList:
    """A part of the accounts, and how many there are in all."""

    rows: tuple[ListedAccount, ...]
    total: int


def list_accounts(
    store: Store, wanted: WantedAccounts, *, offset: int = 0, limit: int = 50, now: datetime | None = None
) -> AccountList:
    """Return accounts by login.

    Args:
        store: whose.
        wanted: which.
        offset: how many to leave out at the beginning.
        limit: at most so many.
        now: the present moment.
    """
    moment = now or datetime.now(UTC)
    with store.engine.connect() as connection:
        query = sa.select(A, _SEEN.label("seen_at"), _OPEN.c.sessions).join(
            _OPEN, _OPEN.c.account_id == A.c.id, isouter=True
        )
        for condition in _conditions(connection, wanted, moment):
            query = query.where(condition)
        total = connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
        rows = connection.execute(query.order_by(A.c.login).offset(offset).limit(limit)).mappings().all()
        locked = locked_among(connection, [row["login"] for row in rows], moment)
    return AccountList(
        tuple(
            ListedAccount(account_of(row), row["seen_at"], row["sessions"] or 0, row["login"] in locked)
            for row in rows
        ),
        total,
    )


def departments_in_use(store: Store) -> list[str]:
    """Return the departments that accounts have."""
    query = sa.select(A.c.department).where(A.c.department.is_not(None)).distinct().order_by(A.c.department)
    with store.engine.connect() as connection:
        return list(connection.scalars(query))


_OPEN = (
    sa.select(S.c.account_id, sa.func.max(S.c.used_at).label("used_at"), sa.func.count().label("sessions"))
    .group_by(S.c.account_id)
    .subquery()
)
_SEEN = sa.type_coerce(
    sa.case(
        (_OPEN.c.used_at > A.c.signed_in_at, _OPEN.c.used_at),
        else_=sa.func.coalesce(A.c.signed_in_at, _OPEN.c.used_at),
    ),
    A.c.signed_in_at.type,
)


def _conditions(
    connection: sa.Connection, wanted: WantedAccounts, now: datetime
) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.text:
        found.append(
            sa.or_(
                A.c.login.contains(wanted.text.lower(), autoescape=True),
                A.c.name.contains(wanted.text, autoescape=True),
            )
        )
    if wanted.login:
        found.append(A.c.login == wanted.login)
    if wanted.role:
        found.append(is_given(wanted.role))
    if wanted.department:
        found.append(A.c.department == wanted.department)
    if wanted.unseen_days is not None:
        found.append(sa.or_(_SEEN.is_(None), now - timedelta(days=wanted.unseen_days) > _SEEN))
    if wanted.standing == "locked":
        found.append(A.c.login.in_(locked_among(connection, connection.scalars(sa.select(A.c.login)), now)))
    elif wanted.standing is not None:
        found.append(A.c.active.is_(wanted.standing != "disabled"))
        if wanted.standing != "disabled":
            found.append(A.c.must_change.is_(wanted.standing == "first"))
    return found
