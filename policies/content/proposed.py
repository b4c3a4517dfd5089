"""A similar question proposed to the editors, and its row."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from policies.content import tables
from policies.content.mapping import question_key

P = tables.PROPOSED


class Origin(StrEnum):
    """Where a proposal comes from: people's confirmations, words and templates, or the site's chat model."""

    LEARNED = "learned"
    DRAFTED = "drafted"
    MODEL = "model"


# A pair, a question, where it comes from, how many confirmed it.
Row = tuple[str, str, Origin, int]


class State(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question proposed as a similar question of a pair; `confirmations` counts independent askers."""

    id: str
    pair_id: str
    text: str
    origin: Origin
    confirmations: int
    state: State
    at: datetime
    decided_by: str | None
    decided_at: datetime | None


def put_one(connection: sa.Connection, row: Row) -> bool:
    """Write a proposal, or count its confirmations again where it is there; tell whether it is new."""
    pair_id, text, origin, confirmations = row
    same = (P.c.pair_id == pair_id) & (P.c.text_key == question_key(text))
    if connection.execute(sa.select(P.c.id).where(same)).first() is None:
        try:
            with connection.begin_nested():
                connection.execute(sa.insert(P).values(**_row(pair_id, text, origin, confirmations)))
        except sa.exc.IntegrityError:  # proposed twice at once
            return False
        return True
    fewer = same & (P.c.confirmations < confirmations)
    connection.execute(sa.update(P).where(fewer).values(confirmations=confirmations, origin=origin.value))
    return False


def _row(pair_id: str, text: str, origin: Origin, confirmations: int) -> dict[str, object]:
    return {
        "id": uuid.uuid4().hex,
        "pair_id": pair_id,
        "text": text,
        "text_key": question_key(text),
        "origin": origin.value,
        "confirmations": confirmations,
        "state": State.PROPOSED.value,
        "at": datetime.now(UTC),
    }


def proposed_of(row: sa.RowMapping) -> Proposed:
    """Return the proposal of a row."""
    names = ("id", "pair_id", "text", "confirmations", "decided_by")
    return Proposed(
        **{name: row[name] for name in names},
        origin=Origin(row["origin"]),
        state=State(row["state"]),
        at=row["at"],
        decided_at=row["decided_at"],
    )
