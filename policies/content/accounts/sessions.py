"""Sessions: what a browser holds after signing in. The store keeps a digest, so whoever reads it opens nothing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from policies.content.account_tables import ACCOUNT, SESSION
from policies.content.accounts.account import Account, account_of
from policies.content.digest import digest_of
from policies.content.store import Store
from policies.content.writing import new_id

S = SESSION
RANDOM_BYTES = 32
# A session's last use is written down at most this often.
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """An open session and whose it is."""

    id: str
    account: Account
    ends_at: datetime


class Sessions:
    """The sessions of a store."""

    def __init__(self, store: Store, idle: timedelta, longest: timedelta) -> None:
        """Keep the sessions in `store`.

        Args:
            store: where.
            idle: unused for so long, a session is over.
            longest: so long after signing in it is over in any case.
        """
        self._engine = store.engine
        self._idle = idle
        self._longest = longest

    def open(self, account: Account) -> str:
        """Open a session and return its token, which is told this once."""
        token, now = secrets.token_urlsafe(RANDOM_BYTES), datetime.now(UTC)
        values = {
            "id": new_id("s"),
            "account_id": account.id,
            "digest": digest_of(token),
            "opened_at": now,
            "used_at": now,
            "ends_at": now + self._longest,
        }
        with self._engine.begin() as connection:
            connection.execute(sa.delete(S).where((S.c.ends_at < now) | (S.c.used_at < now - self._idle)))
            connection.execute(sa.insert(S).values(**values))
        return token

    def opened_by(self, token: str, *, noted: bool = True) -> Session | None:
        """Return the session of a token if it is good now, and note its use.

        Not `noted` is what a page asks by itself while nobody does anything.
        """
        now = datetime.now(UTC)
        query = (
            sa.select(ACCOUNT, S.c.id.label("session_id"), S.c.used_at, S.c.ends_at)
            .join(S, S.c.account_id == ACCOUNT.c.id)
            .where(S.c.digest == digest_of(token), ACCOUNT.c.active)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None or now >= row["ends_at"] or now - row["used_at"] >= self._idle:
            return None
        if noted and now - row["used_at"] > NOTED_EVERY:
            with self._engine.begin() as connection:
                connection.execute(sa.update(S).where(S.c.id == row["session_id"]).values(used_at=now))
        return Session(row["session_id"], account_of(row), row["ends_at"])

    def close(self, token: str) -> None:
        """End a session; one that is over already stays so."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(S).where(S.c.digest == digest_of(token)))
