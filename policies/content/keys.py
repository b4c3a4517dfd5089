"""Keys by which staff and machines call the API. Only a digest is kept: a lost key is replaced, never shown again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.digest import digest_of
from policies.content.reasons import told_reason
from policies.content.store import Store
from policies.content.writing import new_id
from policies.errors import InputError, NotFound

K = tables.API_KEY
PREFIX = "yhd_"
RANDOM_BYTES = 32
LONGEST_NAME = 64
# A key's last use is written down at most this often.
NOTED_EVERY = timedelta(minutes=1)
LONGEST_OVERLAP = timedelta(days=30)


class Role(StrEnum):
    """What the owner of a key may do.

    An editor writes pairs, documents, departments and terms; a reviewer publishes, sends back and archives;
    an auditor reads everything and changes nothing; an admin may do all, and import what is published.
    An operator works at the desk: looks answers up, talks with people, makes work orders. A liaison answers for
    one department. A hotline's telephone system answers calls. These three see nothing of the back office.
    """

    EDITOR = "editor"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    ADMIN = "admin"
    OPERATOR = "operator"
    LIAISON = "liaison"
    HOTLINE = "hotline"


class Scope(StrEnum):
    """What a hotline's key opens: calls, suggestions while a caller speaks, work orders."""

    CALLS = "calls"
    ASSIST = "assist"
    WORKORDERS = "workorders"


class KeyNotFound(NotFound):
    """No key has this identifier."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret.

    Attributes:
        name: the person or machine that acts with it.
        department: for whom a liaison answers; None for everybody else.
        scopes: what of the hotline's addresses it opens; None for all of them.
        old_until: until when the secret before the last rotation is good too.
    """

    id: str
    name: str
    roles: frozenset[Role]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None
    department: str | None = None
    scopes: frozenset[Scope] | None = None
    old_until: datetime | None = None

    def may(self, scope: Scope) -> bool:
        """Tell whether the key opens this part of the hotline's addresses."""
        return self.scopes is None or scope in self.scopes

    def is_good_at(self, now: datetime) -> bool:
        """Tell whether the key opens anything at this moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class KeyRing:
    """The keys of a store."""

    def __init__(self, store: Store) -> None:
        """Keep the keys in `store`."""
        self._store = store
        self._engine = store.engine

    def make(
        self,
        name: str,
        roles: Iterable[Role],
        days: int | None = None,
        department: str | None = None,
        scopes: Iterable[Scope] | None = None,
        actor: str = "cli",
    ) -> tuple[Key, str]:
        """Make a key and return it with its secret, which is told this once.

        Args:
            name: who acts with it; the four-eyes rule compares this.
            roles: at least one.
            days: how long it is good; None without end.
            department: for whom a liaison answers, by name or alias.
            scopes: what of the hotline's addresses it opens; None or none named for all of them.
            actor: who makes it, for the audit.

        Raises:
            InputError: the name is empty or too long, no role is given, a liaison has no department, or the
                directory has none of this name.
        """
        told, given = name.strip(), frozenset(roles)
        if not told or len(told) > LONGEST_NAME:
            raise InputError(name, "key_name", most=LONGEST_NAME)
        if not given:
            raise InputError(name, "key_without_role", roles="、".join(Role))
        known = self._known(department) if department else None
        if Role.LIAISON in given and known is None:
            raise InputError(name, "liaison_without_department")
        secret = _secret()
        now = datetime.now(UTC)
        key = Key(
            new_id("k"),
            told,
            given,
            now,
            now + timedelta(days=days) if days else None,
            department=known,
            scopes=frozenset(scopes or ()) or None,
        )
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(K).values(
                    id=key.id,
                    name=key.name,
                    digest=digest_of(secret),
                    scopes=sorted(given),
                    narrowed=sorted(key.scopes) if key.scopes else None,
                    department=known,
                    created_at=key.created_at,
                    expires_at=key.expires_at,
                )
            )
            write_entry(connection, actor, "make", "key", key.id)
        return key, secret

    def rotate(
        self, key_id: str, overlap: timedelta, actor: str = "cli", reason: str = ""
    ) -> tuple[Key, str]:
        """Give a key a new secret, good at once, and return both; the secret is told this once.

        Args:
            key_id: which key.
            overlap: how long the secret up to now stays good; one from before that is good no longer.
            actor: who does it, for the audit.
            reason: why, for the audit.

        Raises:
            KeyNotFound: no key has this identifier.
            InputError: the overlap is negative or longer than `LONGEST_OVERLAP`, or the key is good no more.
        """
        if not timedelta() <= overlap <= LONGEST_OVERLAP:
            raise InputError("overlap", "key_overlap", most=LONGEST_OVERLAP.days)
        secret, now = _secret(), datetime.now(UTC)
        with self._engine.begin() as connection:
            # The right-hand sides are what the row held before: one statement, so nothing comes between.
            turned = sa.update(K).where(K.c.id == key_id, K.c.revoked_at.is_(None))
            turned = turned.where(sa.or_(K.c.expires_at.is_(None), K.c.expires_at > now))
            turned = turned.values(digest=digest_of(secret), old_digest=K.c.digest, old_until=now + overlap)
            if connection.execute(turned).rowcount == 0:
                if connection.scalar(sa.select(K.c.id).where(K.c.id == key_id)) is None:
                    raise KeyNotFound(key_id)
                raise InputError(key_id, "key_spent")
            write_entry(connection, actor, "rotate", "key", key_id, **told_reason(reason))
            row = connection.execute(sa.select(K).where(K.c.id == key_id)).mappings().one()
        return _key(row), secret

    def opened_by(self, secret: str) -> Key | None:
        """Return the key of a secret if it is good now, and note its use."""
        if not secret.startswith(PREFIX):
            return None
        now = datetime.now(UTC)
        opened = sa.select(K).where(_is_opened_by(digest_of(secret), now))
        with self._engine.connect() as connection:
            row = connection.execute(opened).mappings().first()
        key = _key(row) if row is not None else None
        if key is None or not key.is_good_at(now):
            return None
        if key.used_at is None or now - key.used_at > NOTED_EVERY:
            with self._engine.begin() as connection:
                connection.execute(sa.update(K).where(K.c.id == key.id).values(used_at=now))
        return key

    def every(self) -> list[Key]:
        """Return all keys, the newest last."""
        with self._engine.connect() as connection:
            return [_key(row) for row in connection.execute(sa.select(K).order_by(K.c.created_at)).mappings()]

    def revoke(self, key_id: str, actor: str = "cli", reason: str = "") -> None:
        """Make a key useless at once, with every secret it has; done again, it stays as it was.

        Raises:
            KeyNotFound: no key has this identifier.
        """
        with self._engine.begin() as connection:
            good = sa.update(K).where(K.c.id == key_id, K.c.revoked_at.is_(None))
            if connection.execute(good.values(revoked_at=datetime.now(UTC))).rowcount:
                write_entry(connection, actor, "revoke", "key", key_id, **told_reason(reason))
            elif connection.scalar(sa.select(K.c.id).where(K.c.id == key_id)) is None:
                raise KeyNotFound(key_id)

    def _known(self, department: str) -> str:
        found = self._store.department(department.strip())
        if found is None:
            raise InputError(department, "department_unknown", department=department)
        return found.name


def _secret() -> str:
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def _is_opened_by(digest: str, now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(K.c.digest == digest, sa.and_(K.c.old_digest == digest, K.c.old_until > now))


def _key(row: sa.RowMapping) -> Key:
    return Key(
        id=row["id"],
        name=row["name"],
        roles=frozenset(Role(each) for each in row["scopes"] if each in set(Role)),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
        used_at=row["used_at"],
        department=row["department"],
        scopes=None if row["narrowed"] is None else frozenset(map(Scope, row["narrowed"])),
        old_until=row["old_until"],
    )
