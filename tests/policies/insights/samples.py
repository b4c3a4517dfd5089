"""Four weeks of questions of 示范市."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from policies.answering.inquiry import Step
from policies.content import tables
from policies.content.conversations import ConversationLog
from policies.content.live_tables import HANDOFF
from policies.content.model import Department, PairState, Policy, QaPair
from policies.content.store import Store

TODAY = date(2026, 11, 27)
CIVIL, HEALTH = "示范市民政局", "示范市医疗保障局"


def ask(
    store: Store,
    question: str,
    outcome: str,
    at: datetime,
    *,
    topic: str | None = None,
    department: str | None = None,
    helpful: bool | None = None,
    ms: float = 20.0,
) -> str:
    """Record a question as asked at a moment; returns its conversation."""
    log = ConversationLog(store.engine)
    conversation = log.start("web", "示范市")
    card = {
        "outcome": outcome,
        "confidence": 0.8,
        "topic": topic,
        "region": None,
        "department": {"name": department} if department else None,
    }
    message = log.record(conversation, None, question, card, [Step("Rank", "", ms), Step("Decide", "", ms)])
    with store.engine.begin() as connection:
        m = tables.MESSAGE
        connection.execute(sa.update(m).where(m.c.id == message).values(asked_at=at))
    if helpful is not None:
        log.feedback(message, helpful, None, None)
    return conversation


def fill(store: Store) -> None:
    """Save some content, and questions of the last month of which one topic surges."""
    store.save_department(Department(CIVIL))
    store.save_policy(Policy(title="示范市低保办法", issuer=CIVIL, effective_on=date(2025, 1, 1), clauses=()))
    store.save_policy(Policy(title="旧办法", issuer=CIVIL, expires_on=date(2025, 1, 1), clauses=()))
    reviewed = date(2026, 10, 1)
    store.save_pair(
        QaPair("低保怎么申请", "到社区。", state=PairState.PUBLISHED, department=CIVIL, reviewed_on=reviewed)
    )
    store.save_pair(QaPair("医保怎么交", "按年。", state=PairState.PUBLISHED, department=HEALTH))
    noon = datetime(2026, 11, 27, 4, tzinfo=UTC)
    for week in range(1, 9):
        ask(store, "医保怎么交", "answered", noon - timedelta(days=7 * week), topic="医保", department=HEALTH)
    for number in range(8):
        at = noon - timedelta(hours=number)
        ask(store, "低保批下来没", "not_found", at, topic="民政", department=CIVIL, ms=100 + number)
    ask(store, "低保怎么申请", "answered", noon, topic="民政", department=CIVIL, helpful=True)
    ask(store, "低保多少钱", "quoted", noon, topic="民政", department=CIVIL, helpful=False)
    # Half past midnight in China is still the day before in UTC.
    last = ask(store, "你好", "out_of_scope", datetime(2026, 11, 26, 16, 30, tzinfo=UTC))
    ConversationLog(store.engine).satisfied(last, 4, None)
    with store.engine.begin() as connection:
        waits = {"entered_at": noon, "first_claimed_at": noon + timedelta(seconds=40), "seen_at": noon}
        rest = {"state": "closed", "transfers": [], "entries": 0, "closed_at": noon}
        connection.execute(sa.insert(HANDOFF).values(id="h-1", conversation_id=last, **waits, **rest))
        given = sa.update(tables.SATISFACTION).values(given_at=noon)
        connection.execute(given)
