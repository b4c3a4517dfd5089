"""What one operator did in a span of time, counted from what is kept anyway."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.content.calling.desk import KIND as CALL
from policies.content.contacts import CallOutcome
from policies.content.correction_tables import CORRECTION
from policies.content.live.handoffs import handoff
from policies.content.live.model import Author, Ending, EntryKind, Handoff, HandoffState, Operator
from policies.content.live_tables import HANDOFF, LIVE_ENTRY
from policies.content.median import median_s

A, H, E, M = tables.AUDIT, HANDOFF, LIVE_ENTRY, tables.MESSAGE
# How the log names a question that an operator recorded; the shift is counted from it.
LOGGED, LOGGED_KIND = "log", "message"
# Nobody talks longer: what was asked for earlier is not looked at.
LONGEST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Shift:
    """An operator's figures.

    Attributes:
        taken: hand-offs claimed in the span that are theirs at the end of it, over or not.
        open: those of them that are not over.
        passed: how often they passed one on.
        wait_s: median from asking for a person to the first claim, of those taken; None where there is none.
        first_answer_s: median from their claim to their first words, of those answered.
        endings: how many they closed in the span, by ending.
        left: how many visitors left while with them.
        calls: calls of the bridge that they took, each once.
        calls_over: calls that they finished.
        logged: questions recorded on calls.
        unanswered: those of them to which the library had no answer.
        corrections: what they told the editors.
        called_back: requests dealt with; `reached` without those who could not be reached.
        score: mean satisfaction, 1 to 5, of the conversations they closed; None where nobody told.
        scored: how many told.
    """

    taken: int
    open: int
    passed: int
    wait_s: int | None
    first_answer_s: int | None
    endings: dict[Ending, int]
    left: int
    calls: int
    calls_over: int
    logged: int
    unanswered: int
    corrections: int
    called_back: int
    reached: int
    score: float | None
    scored: int


def shift_of(engine: sa.Engine, operator: Operator, since: datetime, until: datetime) -> Shift:
    """Count what an operator did from one moment to before another.

    Hand-offs are known by the operator's identifier, all else by the name, as it is kept.
    """
    # SQLite compares moments as they are written, so both have to be in the zone of what is kept.
    since, until = since.astimezone(UTC), until.astimezone(UTC)
    with engine.connect() as connection:
        found = _handoffs(connection, operator, since - LONGEST, until)
        mine = [each for each in found if each.claimed_by == operator.id]
        taken = [each for each in mine if _within(each.claimed_at, since, until)]
        over = [each for each in mine if _within(each.closed_at, since, until)]
        closed = [each for each in over if each.ending is not None]
        calls, calls_over = _calls(connection, operator.name, since, until)
        logged, unanswered = _logged(connection, operator.name, since, until)
        called = _called_back(connection, operator.name, since, until)
        scores = _scores(connection, closed)
        first = _first_answers(connection, taken, operator.name)
        corrections = _corrections(connection, operator.name, since, until)
    return Shift(
        taken=len(taken),
        open=sum(each.is_open for each in taken),
        passed=sum(_passed(each, operator.name, since, until) for each in found),
        wait_s=median_s(
            (each.first_claimed_at - each.entered_at).total_seconds()
            for each in taken
            if each.first_claimed_at is not None
        ),
        first_answer_s=median_s(first),
        endings=dict(Counter(each.ending for each in closed if each.ending is not None)),
        left=sum(each.state is HandoffState.LEFT for each in over),
        calls=calls,
        calls_over=calls_over,
        logged=logged,
        unanswered=unanswered,
        corrections=corrections,
        called_back=sum(called.values()),
        reached=sum(called.values()) - called[CallOutcome.UNREACHED.value],
        score=round(sum(scores) / len(scores), 1) if scores else None,
        scored=len(scores),
    )


def _handoffs(
    connection: sa.Connection, operator: Operator, since: datetime, until: datetime
) -> list[Handoff]:
    """Return an operator's hand-offs, and those that anybody passed on."""
    passed_on = sa.exists().where(E.c.handoff_id == H.c.id, E.c.kind == EntryKind.TRANSFERRED.value)
    entered = (H.c.entered_at >= since, H.c.entered_at < until)
    query = sa.select(H).where(*entered, sa.or_(H.c.claimed_by == operator.id, passed_on))
    return [handoff(row) for row in connection.execute(query).mappings()]


def _within(moment: datetime | None, since: datetime, until: datetime) -> bool:
    return moment is not None and since <= moment < until


def _passed(found: Handoff, name: str, since: datetime, until: datetime) -> int:
    return sum(
        each["by"] == name and _within(datetime.fromisoformat(each["at"]), since, until)
        for each in found.transfers
    )


def _first_answers(connection: sa.Connection, taken: list[Handoff], name: str) -> list[float]:
    """Return the seconds from each claim to the operator's first words after it."""
    claimed = {each.id: each.claimed_at for each in taken}
    words = sa.select(E.c.handoff_id, E.c.at).where(
        E.c.handoff_id.in_(claimed),
        E.c.kind == EntryKind.MESSAGE.value,
        E.c.author == Author.OPERATOR.value,
        E.c.name == name,
    )
    found: dict[str, float] = {}
    for row in connection.execute(words.order_by(E.c.position)):
        at, since = row.at, claimed[row.handoff_id]
        if at is not None and since is not None and at >= since:
            found.setdefault(row.handoff_id, (at - since).total_seconds())
    return list(found.values())


def _calls(connection: sa.Connection, name: str, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many calls were taken and how many finished, as the audit has it."""
    written = (A.c.at >= since, A.c.at < until, A.c.actor == name, A.c.kind == CALL)
    each = sa.func.count(A.c.subject.distinct())
    query = sa.select(each.filter(A.c.action == "claim"), each.filter(A.c.action == "done")).where(*written)
    row = connection.execute(query).one()
    return int(row[0]), int(row[1])


def _logged(connection: sa.Connection, name: str, since: datetime, until: datetime) -> tuple[int, int]:
    written = (A.c.at >= since, A.c.at < until, A.c.actor == name)
    query = (
        sa.select(sa.func.count(), sa.func.count().filter(M.c.outcome == Outcome.NOT_FOUND.value))
        .select_from(A.outerjoin(M, M.c.id == A.c.subject))
        .where(*written, A.c.action == LOGGED, A.c.kind == LOGGED_KIND)
    )
    row = connection.execute(query).one()
    return int(row[0]), int(row[1])


def _corrections(connection: sa.Connection, name: str, since: datetime, until: datetime) -> int:
    asked = (CORRECTION.c.asked_by == name, CORRECTION.c.at >= since, CORRECTION.c.at < until)
    return int(connection.scalar(sa.select(sa.func.count()).select_from(CORRECTION).where(*asked)) or 0)


def _called_back(
    connection: sa.Connection, name: str, since: datetime, until: datetime
) -> Counter[str | None]:
    c = tables.CONTACT_REQUEST.c
    query = sa.select(c.outcome).where(c.done_by == name, c.done_at >= since, c.done_at < until)
    return Counter(connection.scalars(query))


def _scores(connection: sa.Connection, closed: list[Handoff]) -> list[int]:
    c = tables.SATISFACTION.c
    of = {each.conversation_id for each in closed}
    return list(connection.scalars(sa.select(c.score).where(c.conversation_id.in_(of))))
