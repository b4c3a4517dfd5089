"""What documents do to one another: repeal, amend, replace. Settled in the transaction that changes them.

A document ends when another one says so (《…》（文号）同时废止), when its header names a successor, or when a
newer text of the same standing rule (…法, …条例, …办法) is in the library. What follows for a document is
written into its derived fields, so that its status on any day is read from itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Disclosure, Status

P, D = tables.POLICY, tables.DECLARATION

# Titles that one text after another bears. A notice of the same title is another matter.
STANDING = ("法", "条例", "办法", "规定", "规则", "细则", "准则", "规程", "章程", "法典")
_HEAD = (
    P.c.id,
    P.c.title,
    P.c.title_key,
    P.c.doc_number,
    P.c.region,
    P.c.issuer,
    P.c.effective_on,
    P.c.published_on,
    P.c.written_on,
    P.c.status_override,
    P.c.status_since,
    P.c.superseded_by,
    P.c.superseded_by_id,
    P.c.starts_on,
    P.c.repealed_on,
    P.c.replaced_on,
    P.c.amended_on,
)


# Built once: settling asks these of every document that is filed.
_OF_IDS = sa.select(*_HEAD).where(P.c.id.in_(sa.bindparam("ids", expanding=True))).order_by(P.c.id)
_SAID_BY = sa.select(D.c.doc_number, D.c.title_key).where(D.c.policy_id == sa.bindparam("policy_id"))
_TOLD = sa.select(P.c.id).where(
    sa.or_(
        P.c.doc_number.in_(sa.bindparam("numbers", expanding=True)),
        P.c.title_key.in_(sa.bindparam("keys", expanding=True)),
        P.c.superseded_by_id == sa.bindparam("policy_id"),
        P.c.superseded_by == sa.bindparam("number", type_=sa.String),
    )
)
_DECLARING = (
    sa.select(*_HEAD, D.c.on_day)
    .join(D, D.c.policy_id == P.c.id)
    .where(
        D.c.kind == sa.bindparam("kind"),
        D.c.policy_id != sa.bindparam("policy_id"),
        P.c.disclosure == Disclosure.PUBLIC.value,
        sa.or_(
            D.c.doc_number == sa.bindparam("number", type_=sa.String),
            sa.and_(D.c.doc_number.is_(None), D.c.title_key == sa.bindparam("key")),
        ),
    )
)
_TEXTS_NATIONAL = sa.select(*_HEAD).where(P.c.title_key == sa.bindparam("key"), P.c.region.is_(None))
_TEXTS_OF_REGION = sa.select(*_HEAD).where(
    P.c.title_key == sa.bindparam("key"), P.c.region == sa.bindparam("region")
)
_MANY = 500


@dataclass(frozen=True, slots=True)
class Effects:
    """The derived fields of a document, as its row holds them."""

    superseded_by_id: str | None = None
    starts_on: date | None = None
    repealed_on: date | None = None
    replaced_on: date | None = None
    amended_on: date | None = None
    status_since: date | None = None


def settle(connection: sa.Connection, changed: Iterable[str], revision: int) -> None:
    """Derive anew whatever the changed documents have an effect on.

    Args:
        connection: inside the transaction that changed them.
        changed: identifiers of new, changed or deleted documents, and of those they spoke of before.
        revision: given to every document whose derived fields change, so that indexes follow.
    """
    for row in _rows(connection, sorted(_affected(connection, set(changed)))):
        identifier = row["id"]
        effects = _effects(connection, row)
        if effects != _written(row):
            values = dict(zip(Effects.__slots__, astuple(effects), strict=True))
            connection.execute(sa.update(P).where(P.c.id == identifier).values(**values, revision=revision))


def told_of(connection: sa.Connection, policy_id: str) -> set[str]:
    """Return the documents that a stored document speaks of, succeeds or is another text of."""
    row = next(iter(_rows(connection, [policy_id])), None)
    if row is None:
        return set()
    declared = connection.execute(_SAID_BY, {"policy_id": policy_id}).all()
    numbers = {number for number, _ in declared if number}
    keys = {key for number, key in declared if key and not number} | {row["title_key"]}
    facts = {
        "numbers": list(numbers),
        "keys": list(keys),
        "policy_id": policy_id,
        "number": row["doc_number"],
    }
    return set(connection.scalars(_TOLD, facts)) - {policy_id}


def first_day(row: sa.RowMapping) -> date | None:
    """Return the day from which a text holds: it cannot be before it was made public (or written)."""
    made = row["published_on"] or row["written_on"]
    begins: date | None = row["effective_on"] or made
    return max(begins, made) if begins is not None and made is not None else begins


def _rows(connection: sa.Connection, identifiers: Sequence[str]) -> Iterator[sa.RowMapping]:
    """Give the rows of documents in order of their identifiers, those that are gone left out."""
    for start in range(0, len(identifiers), _MANY):
        batch = {"ids": identifiers[start : start + _MANY]}
        yield from connection.execute(_OF_IDS, batch).mappings().all()


def _affected(connection: sa.Connection, changed: set[str]) -> set[str]:
    return changed.union(*(told_of(connection, each) for each in changed))


def _written(row: sa.RowMapping) -> Effects:
    return Effects(*(row[name] for name in Effects.__slots__))


def _effects(connection: sa.Connection, row: sa.RowMapping) -> Effects:
    repealed, repealer = _declared(connection, row, "repeals")
    amended, _ = _declared(connection, row, "amends")
    successor = _successor(connection, row)
    starts, replaced, newer = _neighbours(connection, row)
    if successor is not None and repealed is None and row["status_override"] is None:
        repealed = first_day(successor)
    return Effects(
        superseded_by_id=(successor["id"] if successor is not None else None) or repealer or newer,
        starts_on=starts,
        repealed_on=repealed,
        replaced_on=replaced,
        amended_on=amended,
        status_since=_since(row, successor),
    )


def _since(row: sa.RowMapping, successor: sa.RowMapping | None) -> date | None:
    """Return from when an override counts: what a header calls 已废止 was in force before its successor came."""
    if row["status_since"] is None and successor is not None and row["status_override"] == Status.REPEALED:
        return first_day(successor)
    since: date | None = row["status_since"]
    return since


def _declared(connection: sa.Connection, row: sa.RowMapping, kind: str) -> tuple[date | None, str | None]:
    """Return the first day on which another document's declaration meets this one, and that document."""
    facts = {"kind": kind, "policy_id": row["id"], "number": row["doc_number"], "key": row["title_key"]}
    found = [
        (day, each["id"])
        for each in connection.execute(_DECLARING, facts).mappings()
        if (day := each["on_day"] or first_day(each)) is not None and _is_later(each, row)
    ]
    return min(found, default=(None, None))


def _is_later(declaring: sa.RowMapping, row: sa.RowMapping) -> bool:
    """Tell whether a document may speak of another one: it did not come before it."""
    said, told = first_day(declaring), first_day(row)
    return said is None or told is None or said >= told


def _successor(connection: sa.Connection, row: sa.RowMapping) -> sa.RowMapping | None:
    """Return the document that the header names as this one's successor (by 文号 or identifier)."""
    named = row["superseded_by"]
    if not named:
        return None
    query = sa.select(*_HEAD).where(sa.or_(P.c.doc_number == named, P.c.id == named), P.c.id != row["id"])
    found = connection.execute(query).mappings().all()
    return max(found, key=lambda each: (first_day(each) or date.min, each["id"]), default=None)


def _neighbours(connection: sa.Connection, row: sa.RowMapping) -> tuple[date | None, date | None, str | None]:
    """Return the first day of this text, the first day of the next one, and the next one's identifier.

    Both are None for a document of which the library holds one text.
    """
    own = first_day(row)
    days = [(day, each["id"]) for each in _texts(connection, row) if (day := first_day(each)) is not None]
    if own is None or not days:
        return None, None, None
    # Two copies of one text begin on the same day; neither replaces the other.
    starts = own if any(day < own for day, _ in days) else None
    following = min((each for each in days if each[0] > own), default=(None, None))
    return starts, *following


def _texts(connection: sa.Connection, row: sa.RowMapping) -> Sequence[sa.RowMapping]:
    """Return all texts of a standing rule, this one among them; none where it is no standing rule."""
    if not row["title"].rstrip("（）()试行暂修订正 ").endswith(STANDING):
        return ()
    query, facts = (
        (_TEXTS_NATIONAL, {}) if row["region"] is None else (_TEXTS_OF_REGION, {"region": row["region"]})
    )
    found = connection.execute(query, {"key": row["title_key"], **facts}).mappings().all()
    if len({each["issuer"] for each in found if each["issuer"]}) > 1:
        return [each for each in found if each["issuer"] == row["issuer"]]
    return found
