"""The audit's chain: every entry holds the digest of the one before it and of its own content.

An entry's digest is the SHA-256 of the digest before it, a line feed and the entry as canonical JSON (keys
sorted, no spaces, ASCII; RFC 8785 in spirit). The head, one row, keeps the number and the digest of the newest
entry; its lock puts writers in a row, and the loss of the newest entries shows against it. Whoever can write to
the database can forge a whole new chain: noting the head elsewhere (`yihaoda audit verify` prints it) tells that too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from policies.content.reading import snapshot
from policies.content.record_tables import AUDIT, AUDIT_HEAD
from policies.content.upserting import upsert

A, H = AUDIT, AUDIT_HEAD
ONLY = 1
CONTENT = ("id", "at", "actor", "action", "kind", "subject", "detail")
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its number, 0 where there is none, and its digest in hexadecimal digits."""

    number: int = 0
    digest: str = ""


class Flaw(StrEnum):
    """What is wrong with a chain."""

    CHANGED = "changed"  # the entry is not what was written, or those before it are not
    MISSING = "missing"  # entries before this one, or the newest ones, are gone
    ADDED = "added"  # the entry came past the chain
    UNKNOWN = "unknown"  # the entry that was noted elsewhere is not in the chain


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look through the chain found.

    Attributes:
        entries: how many entries were proved good.
        head: the last of them.
        broken_at: the number of the first entry that is wrong or missing; None where all is whole.
        flaw: what is wrong with it.
    """

    entries: int
    head: Head
    broken_at: int | None = None
    flaw: Flaw | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, taken out or put in."""
        return self.flaw is None


def append(connection: sa.Connection, entries: Sequence[Mapping[str, Any]]) -> None:
    """Write entries at the end of the chain.

    The head stays locked until the transaction ends, so this comes last in it: nobody who holds the head
    then waits for anything that a writer behind it holds.

    Args:
        connection: the transaction of the deed.
        entries: `at`, `actor`, `action`, `kind`, `subject` and `detail` of each.
    """
    if not entries:
        return
    head, rows = _locked(connection), []
    for entry in entries:
        row = {**entry, "id": head.number + 1}
        head = Head(head.number + 1, digest_of(head.digest, row))
        rows.append({**row, "digest": head.digest})
    connection.execute(sa.insert(A), rows)
    connection.execute(sa.update(H).values(number=head.number, digest=head.digest))


def digest_of(before: str, entry: Mapping[str, Any]) -> str:
    """Return the digest of an entry that follows one with the digest `before`."""
    content = {name: entry[name] for name in CONTENT}
    content["at"] = content["at"].astimezone(UTC).isoformat(timespec="microseconds")
    told = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{told}".encode()).hexdigest()


def verify(engine: sa.Engine, known: Head | None = None) -> Verdict:
    """Look through the whole chain, in one snapshot.

    Args:
        engine: the store's database.
        known: a head that was noted elsewhere; its entry must be in the chain.
    """
    verdict = Verdict(0, Head())
    with snapshot(engine) as connection:
        head = connection.execute(sa.select(H.c.number, H.c.digest)).one_or_none()
        newest = Head(*head) if head is not None else Head()
        rows = connection.execution_options(yield_per=BATCH).execute(sa.select(A).order_by(A.c.id)).mappings()
        for row in rows:
            verdict = _followed(verdict, row, newest, known)
            if not verdict.is_whole:
                return verdict
    if verdict.head.number != newest.number:
        return Verdict(verdict.entries, verdict.head, verdict.head.number + 1, Flaw.MISSING)
    if verdict.head != newest:
        return Verdict(verdict.entries, verdict.head, newest.number, Flaw.CHANGED)
    if known is not None and known.number > newest.number:
        return Verdict(verdict.entries, verdict.head, known.number, Flaw.UNKNOWN)
    return verdict


def _followed(verdict: Verdict, row: sa.RowMapping, newest: Head, known: Head | None) -> Verdict:
    """Return the verdict after one more entry."""
    number, digest = int(row["id"]), digest_of(verdict.head.digest, dict(row))
    flaw = None
    if number > newest.number:
        flaw = Flaw.ADDED
    elif row["digest"] != digest:
        flaw = Flaw.MISSING if number > verdict.head.number + 1 else Flaw.CHANGED
    elif known is not None and known.number == number and known.digest != digest:
        flaw = Flaw.UNKNOWN
    if flaw is None:
        return Verdict(verdict.entries + 1, Head(number, digest))
    broken_at = verdict.head.number + 1 if flaw is Flaw.MISSING else number
    return Verdict(verdict.entries, verdict.head, broken_at, flaw)


def _locked(connection: sa.Connection) -> Head:
    """Return the head, locked until the transaction ends; made where this is the first entry of all."""
    row = upsert(connection, H, {"id": ONLY, "number": 0, "digest": ""}, {"number": H.c.number})
    return Head(row.number, row.digest)
