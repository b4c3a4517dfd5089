"""What a change of documents would lead to, found by making it and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import Disclosure, PairState, Policy, Status
from policies.content.reading import policies_where
from policies.content.store import Store
from policies.content.writing import Writing

P, Q, C = tables.POLICY, tables.PAIR, tables.PAIR_CITATION


@dataclass(frozen=True, slots=True)
class DocumentTurn:
    """A document whose validity would change; `before` is None for one that is not in the library yet."""

    id: str
    title: str
    before: Status | None
    after: Status
    stands: bool


@dataclass(frozen=True, slots=True)
class PairTurn:
    """A published pair that would begin (`answers`) or cease to answer, since a document behind it does."""

    id: str
    question: str
    answers: bool


@dataclass(frozen=True, slots=True)
class Foresight:
    """What would change on a day."""

    day: date
    documents: tuple[DocumentTurn, ...] = ()
    pairs: tuple[PairTurn, ...] = ()


class _TakenBack(Exception):
    """Leaves a transaction without keeping it."""


def foresee(store: Store, change: Callable[[Writing], object], day: date) -> Foresight:
    """Return what a change would lead to on a day; nothing of it is kept.

    Args:
        store: where.
        change: makes the change.
        day: on which validity and answers are looked at.

    Raises:
        InputError: the change cannot be made.
    """
    later: dict[str, Policy] = {}
    try:
        with store.writing() as write:
            change(write)
            write.settle()
            changed = policies_where(write.connection, P.c.revision == write.revision)
            later = {each.id: each for each in changed}
            raise _TakenBack
    except _TakenBack:
        pass
    with store.engine.connect() as connection:
        now = {each.id: each for each in policies_where(connection, P.c.id.in_(later))}
        turned = [each for each in later.values() if stands(now.get(each.id), day) != stands(each, day)]
        pairs = _pairs(connection, turned, now, later, day)
    return Foresight(day, tuple(_turns(now, later.values(), day)), pairs)


def stands(policy: Policy | None, day: date) -> bool:
    """Tell whether citizens get answers from a document on a day."""
    return policy is not None and policy.holds_on(day) and policy.disclosure is Disclosure.PUBLIC


def _turns(now: dict[str, Policy], later: Iterable[Policy], day: date) -> Iterable[DocumentTurn]:
    for each in later:
        before = now.get(each.id)
        if before is None or (before.status_on(day), stands(before, day)) != (
            each.status_on(day),
            stands(each, day),
        ):
            was = before.status_on(day) if before else None
            yield DocumentTurn(each.id, each.title, was, each.status_on(day), stands(each, day))


def _pairs(
    connection: sa.Connection,
    turned: list[Policy],
    now: dict[str, Policy],
    later: dict[str, Policy],
    day: date,
) -> tuple[PairTurn, ...]:
    """Return the pairs whose answering turns; one that does not answer for another reason too is left out."""
    of_turned = sa.select(C.c.pair_id).where(C.c.policy_id.in_([each.id for each in turned]))
    query = (
        sa.select(Q.c.id, Q.c.question, C.c.policy_id)
        .join(C, C.c.pair_id == Q.c.id)
        .where(Q.c.id.in_(of_turned), Q.c.state == PairState.PUBLISHED.value)
        .where(sa.or_(Q.c.effective_on.is_(None), Q.c.effective_on <= day))
        .where(sa.or_(Q.c.expires_on.is_(None), Q.c.expires_on >= day))
        .order_by(Q.c.question, Q.c.id)
    )
    rows = connection.execute(query).all()
    others = {row.policy_id for row in rows} - now.keys()
    known = now | {each.id: each for each in policies_where(connection, P.c.id.in_(others))}
    bases: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        bases.setdefault((row.id, row.question), []).append(row.policy_id)
    found = []
    for (identifier, question), cited in bases.items():
        did = all(stands(known[each], day) for each in cited if each in known)
        will = all(stands(later.get(each, known.get(each)), day) for each in cited if each in known)
        if did != will:
            found.append(PairTurn(identifier, question, answers=will))
    return tuple(found)
