"""Finding gaps: what was asked since the last time is put to the gaps that are there, or to new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from policies.content.gap_tables import GAP, GAP_QUESTION
from policies.content.store import Store
from policies.content.tables import PAIR
from policies.content.writing import new_id
from policies.gaps.asked import Asked, Why, newly_asked
from policies.gaps.features import Speech, Vector, vectors_of
from policies.gaps.grouping import grouped, most_typical
from policies.gaps.reading import LOOKED_AT, with_texts

G, Q = GAP, GAP_QUESTION
# A gap's newest questions are enough to know what it is about.
MOST_OF_A_GAP = 50
# So many questions of the library show well enough which words are rare.
MOST_OTHERS = 5_000
# Two runs meet where an editor asks for one while the hourly one is at work; a second time in a row hardly ever.
TRIES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """How many questions were new, and how many gaps were made for them."""

    questions: int = 0
    gaps: int = 0


class GapFinder:
    """Finds the gaps of a store."""

    def __init__(self, store: Store, speech: Speech, whose: Callable[[str], str | None]) -> None:
        """Take the store, what reads questions, and what tells the department of one (None: not clear)."""
        self._engine = store.engine
        self._speech = speech
        self._whose = whose

    def run(self, now: datetime) -> Found:
        """Put what was asked in the last eight weeks and has no gap yet to one.

        Where another run puts the same questions to gaps at the same moment, its gaps stand and the rest is looked at anew.
        """
        for _ in range(TRIES - 1):
            try:
                return self._run(now)
            except sa.exc.IntegrityError:
                continue
        return self._run(now)

    def _run(self, now: datetime) -> Found:
        with self._engine.connect() as connection:
            new = list(newly_asked(connection, now - LOOKED_AT))
            known = self._known(connection, now)
            others = list(connection.scalars(sa.select(PAIR.c.question).limit(MOST_OTHERS)))
        if not new:
            self._forget()
            return Found()
        texts = [text for _, _, text in known] + [each.text for each in new]
        vectors = vectors_of(texts, self._speech, others)
        old = [(gap_id, vector) for (gap_id, _, _), vector in zip(known, vectors, strict=False)]
        fresh = vectors[len(known) :]
        placed = grouped(old, fresh, iter(partial(new_id, "g"), ""))
        members: defaultdict[str, dict[str, Vector]] = defaultdict(dict)
        for (gap_id, identifier, _), (_, vector) in zip(known, old, strict=True):
            members[gap_id][identifier] = vector
        for asked, gap_id, vector in zip(new, placed, fresh, strict=True):
            members[gap_id][asked.id] = vector
        made = set(placed) - {gap_id for gap_id, _ in old}
        self._write(new, placed, made, {gap_id: most_typical(members[gap_id]) for gap_id in set(placed)}, now)
        return Found(len(new), len(made))

    def _known(self, connection: sa.Connection, now: datetime) -> list[tuple[str, str, str]]:
        """Return (gap, question, text) of the newest questions of every gap."""
        query = with_texts(Q.c.gap_id, Q.c.id).where(Q.c.at >= now - LOOKED_AT).order_by(Q.c.at.desc())
        taken: defaultdict[str, int] = defaultdict(int)
        found = []
        for row in connection.execute(query):
            taken[row.gap_id] += 1
            if taken[row.gap_id] <= MOST_OF_A_GAP:
                found.append((row.gap_id, row.id, row.text))
        return found

    def _write(
        self, new: list[Asked], placed: list[str], made: set[str], typical: dict[str, str], now: datetime
    ) -> None:
        texts = {each.id: each.text for each in new}
        rows = [
            {
                "id": each.id,
                "gap_id": gap_id,
                "message_id": each.id if each.why is not Why.REPORTED else None,
                "correction_id": each.id if each.why is Why.REPORTED else None,
                "why": each.why.value,
                "at": each.at,
            }
            for each, gap_id in zip(new, placed, strict=True)
        ]
        gaps = [
            {
                "id": gap_id,
                "typical": typical[gap_id],
                "department": self._whose(texts[typical[gap_id]]),
                "made_at": now,
            }
            for gap_id in sorted(made)
        ]
        with self._engine.begin() as connection:
            if gaps:
                connection.execute(sa.insert(G), gaps)
            for gap_id in typical.keys() - made:
                connection.execute(sa.update(G).where(G.c.id == gap_id).values(typical=typical[gap_id]))
            connection.execute(sa.insert(Q), rows)
        self._forget()

    def _forget(self) -> None:
        """Let gaps go whose questions are all erased, and give those a new question whose typical one is."""
        first = sa.select(sa.func.min(Q.c.id)).where(Q.c.gap_id == G.c.id).scalar_subquery()
        there = sa.exists().where(Q.c.id == G.c.typical)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(G).where(~sa.exists().where(Q.c.gap_id == G.c.id)))
            connection.execute(sa.update(G).where(~there).values(typical=first))
