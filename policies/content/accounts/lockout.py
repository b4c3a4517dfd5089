"""How often somebody may guess: after some failures a name is left alone for a while, whether it exists or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from policies.content.account_tables import SIGN_IN_FAILURE
from policies.content.digest import digest_of
from policies.content.upserting import upsert
from policies.errors import InputError

F = SIGN_IN_FAILURE
ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


class TooManyFailures(InputError):
    """A name failed too often: nobody signs in with it for a while, not even with the right password."""

    def __init__(self, minutes: int) -> None:
        super().__init__("login", "sign_in_locked", minutes=minutes)


class Lockout:
    """Counts attempts in the store, so that several processes and a restart make no difference."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def attempt(self, login: str, device: str | None = None) -> None:
        """Count an attempt before it is looked at: guesses sent at the same moment are counted each.

        Args:
            login: what was typed as the name.
            device: on which this name has signed in before, as the caller vouches. Its attempts are counted apart from those of
                everybody else, and with them only where they were too many.

        Raises:
            TooManyFailures: the name is locked.
        """
        left = self._counted(_digest(login, device))
        if left is not None and device is not None:
            left = self._counted(_digest(login))
        if left is not None:
            raise TooManyFailures(max(1, -(-int(left.total_seconds()) // 60)))

    def _counted(self, key: str) -> timedelta | None:
        """Count an attempt; return for how long its key is locked, None where it is not."""
        now = datetime.now(UTC)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(F).where(F.c.at < now - FORGOTTEN_AFTER))
            older = F.c.at < now - LOCKED_FOR
            counted = sa.case((older, 1), else_=F.c.failures + 1)
            # A locked name's time is not prolonged by further attempts: its owner gets in again.
            moment = sa.case((older | (F.c.failures < ALLOWED), now), else_=F.c.at)
            first = {"login_digest": key, "failures": 1, "at": now}
            row = upsert(connection, F, first, {"failures": counted, "at": moment})
        return row.at + LOCKED_FOR - now if row.failures > ALLOWED else None

    def forget(self, login: str, device: str | None = None) -> None:
        """Begin to count anew where the right password came from, or for all devices where an admin set another."""
        with self._engine.begin() as connection:
            clear(connection, login, device)


def clear(connection: sa.Connection, login: str, device: str | None = None) -> None:
    """Begin to count anew, within a transaction; see `Lockout.forget`."""
    connection.execute(sa.delete(F).where(F.c.login_digest == _digest(login, device)))


def locked_among(connection: sa.Connection, logins: Iterable[str], now: datetime) -> frozenset[str]:
    """Return those of some logins that are locked for every device that is not known."""
    recent = sa.select(F.c.login_digest).where(F.c.failures >= ALLOWED, F.c.at > now - LOCKED_FOR)
    locked = frozenset(connection.scalars(recent))
    return frozenset(each for each in logins if _digest(each) in locked) if locked else frozenset()


def _digest(login: str, device: str | None = None) -> str:
    # What is typed as a name may be a password that slipped into the wrong field: it is not kept.
    return digest_of(login.strip().lower() + (f"\0{device}" if device else ""))
