"""Where questions of the set come from besides the hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from policies.content import tables
from policies.content.learned import learned
from policies.content.store import Store
from policies.errors import BadRow
from policies.evaluation.questions import read_questions
from policies.evaluation.run import names_of, right_pairs, unknown
from policies.gaps.model import Deed
from policies.library import Library
from policies.regression.cases import NewCase
from policies.regression.model import Source

G, Q, M, C = tables.GAP, tables.GAP_QUESTION, tables.MESSAGE, tables.CONFIRMED


def from_file(library: Library, path: Path) -> list[NewCase]:
    """Return the questions of a file in the columns of `yihaoda eval`.

    Raises:
        UnreadableFile: it cannot be read as what its name says.
        BadRow: a row is no question, or names a pair that the library does not have.
    """
    questions, names = read_questions(path), names_of(library)
    for lost in unknown(names, questions):
        raise BadRow(path.name, lost.row, "expects_unknown", name="；".join(sorted(lost.positive_ids)))
    return [
        NewCase(each.query, tuple(sorted(right_pairs(names, each))), each.expect, source=Source.FILE)
        for each in questions
    ]


def from_people(store: Store) -> Iterator[NewCase]:
    """Give the questions that askers, operators and editors joined to a published pair."""
    live = {pair.id for pair in store.pairs()}
    with store.engine.connect() as connection:
        told = learned(connection)
        rows = sa.select(C.c.pair_id, C.c.text_key, C.c.conversation_id).where(
            C.c.conversation_id.is_not(None)
        )
        where = {(row.pair_id, row.text_key): row.conversation_id for row in connection.execute(rows)}
    for each in told:
        if each.pair_id in live:
            asked_in = where.get((each.pair_id, each.text_key))
            yield NewCase(each.text, (each.pair_id,), source=Source.CONFIRMED, conversation_id=asked_in)


def from_gaps(store: Store) -> Iterator[NewCase]:
    """Give the questions of gaps that an editor gave to a pair which is published."""
    live = {pair.id for pair in store.pairs()}
    asked = Q.join(G, G.c.id == Q.c.gap_id).join(M, M.c.id == Q.c.message_id)
    query = (
        sa.select(M.c.question, M.c.conversation_id, G.c.pair_id)
        .select_from(asked)
        .where(G.c.deed == Deed.SIMILAR.value, Q.c.at <= G.c.acted_at)
    )
    with store.engine.connect() as connection:
        for row in connection.execute(query):
            if row.pair_id in live:
                yield NewCase(
                    row.question, (row.pair_id,), source=Source.GAP, conversation_id=row.conversation_id
                )


def from_similar(store: Store) -> Iterator[NewCase]:
    """Give the stored questions of every published pair: who asks them word for word must get that pair."""
    for pair in store.pairs():
        for text in (pair.question, *pair.similar):
            yield NewCase(text, (pair.id,), region=pair.region or "", source=Source.SIMILAR)


COLLECTED = {Source.CONFIRMED: from_people, Source.GAP: from_gaps, Source.SIMILAR: from_similar}
