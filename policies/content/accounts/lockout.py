"""How often somebody may guess: after some failures a name is left alone for a while, whether it exists or not."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from policies.content.account_tables import SIGN_IN_FAILURE
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

    def attempt(self, login: str) -> None:
        """Count an attempt before it is looked at: guesses sent at the same moment are counted each.

        Raises:
            TooManyFailures: the name is locked.
        """
        key, now = _digest(login), datetime.now(UTC)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(F).where(F.c.at < now - FORGOTTEN_AFTER))
            older = F.c.at < now - LOCKED_FOR
            counted = sa.case((older, 1), else_=F.c.failures + 1)
            # A locked name's time is not prolonged by further attempts: its owner gets in again.
            moment = sa.case((older | (F.c.failures < ALLOWED), now), else_=F.c.at)
            update = sa.update(F).where(F.c.login_digest == key).values(failures=counted, at=moment)
            if connection.execute(update).rowcount == 0:
                _begin(connection, key, now)
            row = connection.execute(sa.select(F.c.failures, F.c.at).where(F.c.login_digest == key)).one()
        if row.failures > ALLOWED:
            left = row.at + LOCKED_FOR - now
            raise TooManyFailures(max(1, -(-int(left.total_seconds()) // 60)))

    def forget(self, login: str) -> None:
        """Begin to count anew: the right password came, or an admin set another."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(F).where(F.c.login_digest == _digest(login)))


def _begin(connection: sa.Connection, key: str, now: datetime) -> None:
    """Write the first attempt; where another process was faster, count in its row."""
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(F).values(login_digest=key, failures=1, at=now))
    except sa.exc.IntegrityError:
        again = sa.update(F).where(F.c.login_digest == key)
        connection.execute(again.values(failures=F.c.failures + 1, at=now))


def _digest(login: str) -> str:
    # What is typed as a name may be a password that slipped into the wrong field: it is not kept.
    return hashlib.sha256(login.strip().lower().encode(errors="surrogatepass")).hexdigest()
