"""How much work waits in a library: for the first page of who keeps it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from policies.content.correction_tables import CORRECTION
from policies.content.model import PairState
from policies.content.pairs.listing import count_pairs
from policies.content.pairs.wanted import WantedPairs
from policies.content.regression_tables import HELD_BATCH
from policies.content.store import Store


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of each there are.

    Attributes:
        drafts: pairs being written, changes of published ones among them.
        in_review: pairs that a reviewer decides on.
        unfounded: published pairs that cite no document.
        corrections: what operators found wrong or missing, and nobody dealt with.
        held: batches that were held back from publishing and wait for a second person.
    """

    drafts: int
    in_review: int
    unfounded: int
    corrections: int
    held: int


def waiting_work(store: Store, department: str | None = None) -> Waiting:
    """Return what waits, of one department or, with None, of all; corrections belong to none and count always."""

    def count(state: PairState, *, unfounded: bool = False) -> int:
        return count_pairs(store, WantedPairs(state=state, department=department, unfounded=unfounded))

    open_ = sa.select(sa.func.count()).select_from(CORRECTION).where(CORRECTION.c.done_at.is_(None))
    held = sa.select(sa.func.count()).select_from(HELD_BATCH).where(HELD_BATCH.c.state == "held")
    with store.engine.connect() as connection:
        corrections = connection.scalar(open_) or 0
        batches = connection.scalar(held) or 0
    return Waiting(
        count(PairState.DRAFT),
        count(PairState.IN_REVIEW),
        count(PairState.PUBLISHED, unfounded=True),
        corrections,
        batches,
    )
