"""The questions by which a change is judged: confirmed ones, the regression set, those of last weeks, the library's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.clock import beginning_of
from policies.content import tables
from policies.content.learned import learned
from policies.content.mapping import question_key
from policies.content.model import QaPair

RECENT_DAYS = 90
MOST_RECENT = 5_000
MOST_PUBLISHED = 50_000
C, M, F, R = tables.CONVERSATION, tables.MESSAGE, tables.FEEDBACK, tables.REGRESSION_CASE


class Kind(StrEnum):
    """Where a question comes from, the most telling first."""

    CONFIRMED = "confirmed"
    REGRESSION = "regression"
    RECENT = "recent"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to ask before and after.

    Attributes:
        text: the question, personal data masked.
        kind: where it comes from.
        right: the pairs that answer it rightly; empty where nobody has said.
        region: where it is asked.
        hidden: stored questions that are not found while it is asked, itself above all: how would somebody be
            answered who says it so for the first time?
    """

    text: str
    kind: Kind
    right: frozenset[str] = frozenset()
    region: str | None = None
    hidden: frozenset[str] = field(default_factory=frozenset)


def probes(engine: sa.Engine, pairs: tuple[QaPair, ...], today: date) -> list[Probe]:
    """Return the questions by which a change is judged, each once, the most telling kind first.

    Args:
        engine: the store's database.
        pairs: the published pairs.
        today: questions of the 90 days before are looked at, at most 5,000 of the newest.
    """
    kept: dict[str, Probe] = {}
    published = frozenset(pair.id for pair in pairs)
    with engine.connect() as connection:
        for each in (
            *_confirmed(connection, published),
            *_of_the_set(connection, pairs),
            *_recent(connection, published, today),
        ):
            kept.setdefault(question_key(each.text), each)
    for each in _own(pairs):
        kept.setdefault(question_key(each.text), each)
    return list(kept.values())


def _confirmed(connection: sa.Connection, published: frozenset[str]) -> Iterator[Probe]:
    for each in learned(connection):
        if each.pair_id in published:
            yield Probe(each.text, Kind.CONFIRMED, frozenset({each.pair_id}))


def _of_the_set(connection: sa.Connection, pairs: tuple[QaPair, ...]) -> Iterator[Probe]:
    """Give the regression set's questions that a pair answers; one that is stored is asked as the library's own."""
    published = frozenset(pair.id for pair in pairs)
    stored = {question_key(text) for pair in pairs for text in (pair.question, *pair.similar)}
    for row in connection.execute(sa.select(R.c.text, R.c.text_key, R.c.pair_ids, R.c.region)):
        right = published.intersection(row.pair_ids)
        if right and row.text_key not in stored:
            yield Probe(row.text, Kind.REGRESSION, right, row.region or None)


def _recent(connection: sa.Connection, published: frozenset[str], today: date) -> Iterator[Probe]:
    """Give what was asked; where somebody found the answer helpful, its pair was the right one."""
    query = (
        sa.select(M.c.question, M.c.outcome, M.c.qa_id, C.c.region, F.c.helpful)
        .select_from(M.join(C, C.c.id == M.c.conversation_id).outerjoin(F, F.c.message_id == M.c.id))
        .where(M.c.asked_at >= beginning_of(today - timedelta(days=RECENT_DAYS)))
        .order_by(M.c.asked_at.desc(), M.c.id)
        .limit(MOST_RECENT)
    )
    for row in connection.execute(query):
        helped = row.helpful and row.outcome == Outcome.ANSWERED.value and row.qa_id in published
        right = frozenset({row.qa_id}) if helped else frozenset[str]()
        yield Probe(row.question, Kind.RECENT, right, row.region)


def _own(pairs: tuple[QaPair, ...]) -> Iterator[Probe]:
    """Give the questions of pairs that have another one to be found by."""
    asking: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for text in (pair.question, *pair.similar):
            asking[question_key(text)].add(pair.id)
            texts[question_key(text)].add(text)
    given = 0
    for pair in pairs:
        for text in (pair.question, *pair.similar):
            key = question_key(text)
            hidden = frozenset(texts[key])
            if given >= MOST_PUBLISHED or hidden >= {pair.question, *pair.similar}:
                continue
            given += 1
            yield Probe(text, Kind.PUBLISHED, frozenset(asking[key]), pair.region, hidden)
