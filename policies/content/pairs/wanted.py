"""Which pairs somebody wants to see in a list, as a condition on the table of pairs."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from policies.content import tables
from policies.content.model import PairState

Q, V, S, C = tables.PAIR, tables.PAIR_VERSION, tables.SIMILAR, tables.PAIR_CITATION


@dataclass(frozen=True, slots=True)
class WantedPairs:
    """What narrows a list; None and False for what does not matter.

    Attributes:
        text: words of the question, of a similar question, or the number it has elsewhere.
        state: the pair is in this state, or a change of it that waits is.
        region, department, category, audience: exactly these.
        unfounded: only pairs that cite no document.
    """

    text: str | None = None
    state: PairState | None = None
    region: str | None = None
    department: str | None = None
    category: str | None = None
    audience: str | None = None
    unfounded: bool = False


def change_that_waits() -> sa.Subquery:
    """Return (pair_id, version, state) of the newest version of every pair that has one newer than what answers."""
    last = sa.select(V.c.pair_id, sa.func.max(V.c.version).label("version")).group_by(V.c.pair_id).subquery()
    return (
        sa.select(last.c.pair_id, last.c.version, V.c.content["state"].as_string().label("state"))
        .join(Q, (Q.c.id == last.c.pair_id) & (Q.c.version < last.c.version))
        .join(V, (V.c.pair_id == last.c.pair_id) & (V.c.version == last.c.version))
        .subquery()
    )


def conditions(wanted: WantedPairs, waits: sa.Subquery) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on the table of pairs, which `waits` is joined to."""
    found: list[sa.ColumnElement[bool]] = []
    for column in (Q.c.region, Q.c.department, Q.c.category, Q.c.audience):
        value = getattr(wanted, column.name)
        found += [column == value] if value is not None else []
    if wanted.text:
        found.append(_says(wanted.text))
    if wanted.state is not None:
        found.append(sa.or_(Q.c.state == wanted.state.value, waits.c.state == wanted.state.value))
    if wanted.unfounded:
        found.append(~sa.exists().where(C.c.pair_id == Q.c.id))
    return found


def _says(text: str) -> sa.ColumnElement[bool]:
    similar = sa.exists().where(S.c.pair_id == Q.c.id, S.c.text.contains(text, autoescape=True))
    return sa.or_(Q.c.question.contains(text, autoescape=True), Q.c.external_id == text, similar)
