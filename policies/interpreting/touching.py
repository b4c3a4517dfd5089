"""Questions that touched a document: its answer cited it, its buttons led there, or it is what comes nearest to a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.content.gap_tables import GAP_QUESTION
from policies.gaps.asked import UNSURE, Why
from policies.gaps.reading import all_gaps, with_texts

M, F, P, E = tables.MESSAGE, tables.FEEDBACK, tables.PAIR_CITATION, tables.EXPLAINS
BATCH = 1_000
# Finding what comes nearest takes some hundredths of a second a gap.
MOST_GAPS = 60
Value = TypeVar("Value")
Clause = tuple[str, str | None]
Nearest = Callable[[str], Clause | None]


class How(StrEnum):
    """How a question ended, the worst first."""

    DISLIKED = "disliked"
    UNANSWERED = "unanswered"
    REPORTED = "reported"
    UNSURE = "unsure"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Touch:
    """A question, masked, that touched a document.

    Attributes:
        id: of the message or the operator's report.
        asker: its conversation, so that people can be counted; the report itself where it has none.
        clause: that was cited; None where none was.
    """

    id: str
    asker: str
    text: str
    at: datetime
    how: How
    policy_id: str
    clause: str | None


def touches(connection: sa.Connection, since: datetime, now: datetime, nearest: Nearest) -> Iterator[Touch]:
    """Give what was asked since a moment for every document that it touched, each question once a document.

    Args:
        connection: to the store.
        since: the moment.
        now: the end of this week, for the gaps.
        nearest: returns the document, with its clause, that comes nearest to a gap's question.
    """
    seen: set[tuple[str, str]] = set()
    for each in (*_answered(connection, since), *_missed(connection, since, now, nearest)):
        if (each.id, each.policy_id) not in seen:
            seen.add((each.id, each.policy_id))
            yield each


def _answered(connection: sa.Connection, since: datetime) -> Iterator[Touch]:
    cited = _cited_by_pairs(connection)
    explained = _explained(connection)
    columns = (
        M.c.id,
        M.c.conversation_id,
        M.c.question,
        M.c.outcome,
        M.c.confidence,
        M.c.asked_at,
        F.c.helpful,
    )
    query = sa.select(
        *columns, M.c.card["citations"].label("citations"), M.c.card["choices"].label("choices")
    )
    query = query.outerjoin(F, F.c.message_id == M.c.id).where(M.c.asked_at >= since)
    for row in connection.execution_options(yield_per=BATCH).execute(query).mappings():
        for policy_id, clause in _touched(row, cited, explained).items():
            yield Touch(
                row["id"],
                row["conversation_id"],
                row["question"],
                row["asked_at"],
                how_of(row["outcome"], row["confidence"], row["helpful"]),
                policy_id,
                clause,
            )


def how_of(outcome: str, confidence: float, helpful: bool | None) -> How:
    """Return how a question ended; a verdict outweighs the rest."""
    if helpful is not None:
        return How.ANSWERED if helpful else How.DISLIKED
    if outcome == Outcome.NOT_FOUND.value:
        return How.UNANSWERED
    is_unsure = outcome == Outcome.QUOTED.value and confidence < UNSURE
    return How.UNSURE if is_unsure or outcome == Outcome.CLARIFY.value else How.ANSWERED


def _touched(
    row: sa.RowMapping, cited: Mapping[str, list[Clause]], explained: Mapping[str, list[str]]
) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for each in row["citations"] or ():
        if each.get("kind") == "policy":
            found.setdefault(each["source_id"], each.get("clause"))
        elif each.get("kind") == "interpretation":
            found |= dict.fromkeys(explained.get(each["source_id"], ()), None) | found
    if row["outcome"] == Outcome.CLARIFY.value:
        for choice in row["choices"] or ():
            for policy_id, clause in cited.get(choice.get("qa_id") or "", ()):
                found.setdefault(policy_id, clause)
    return found


def _missed(connection: sa.Connection, since: datetime, now: datetime, nearest: Nearest) -> Iterator[Touch]:
    q = GAP_QUESTION
    for gap in all_gaps(connection, now)[:MOST_GAPS]:
        near = nearest(gap.text)
        if near is None:
            continue
        policy_id, clause = near
        query = with_texts(q.c.id, q.c.why, q.c.at, M.c.conversation_id)
        for row in connection.execute(query.where(q.c.gap_id == gap.id, q.c.at >= since)):
            if row.text is not None:
                asker = row.conversation_id or row.id
                yield Touch(row.id, asker, row.text, row.at, _HOW[Why(row.why)], policy_id, clause)


_HOW = {
    Why.UNANSWERED: How.UNANSWERED,
    Why.UNSURE: How.UNSURE,
    Why.DISLIKED: How.DISLIKED,
    Why.REPORTED: How.REPORTED,
}


def _cited_by_pairs(connection: sa.Connection) -> dict[str, list[Clause]]:
    query = sa.select(P.c.pair_id, P.c.policy_id, P.c.clause_path).order_by(P.c.pair_id, P.c.position)
    return _lists((row.pair_id, (row.policy_id, row.clause_path)) for row in connection.execute(query))


def _explained(connection: sa.Connection) -> dict[str, list[str]]:
    rows = connection.execute(sa.select(E.c.interpretation_id, E.c.policy_id).order_by(E.c.policy_id))
    return _lists((row.interpretation_id, row.policy_id) for row in rows)


def _lists(rows: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for name, value in rows:
        found.setdefault(name, []).append(value)
    return found
