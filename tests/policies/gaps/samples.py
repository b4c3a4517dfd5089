"""A log of conversations in which things went well and not so well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.conversations import ConversationLog

NOW = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)


def asked(
    engine: sa.Engine,
    question: str,
    outcome: str = "not_found",
    *,
    days_ago: float = 1,
    conversation: str | None = None,
    helpful: bool | None = None,
    **card: Any,
) -> str:
    """Record a question as asked so many days ago, in a conversation of its own or a named one; returns its identifier."""
    log = ConversationLog(engine)
    shown = {"outcome": outcome, "confidence": 0.3, "choices": [], "qa_id": None, **card}
    message = log.record(log.start("web", "示范市", None, conversation), None, question, shown)
    at = NOW - timedelta(days=days_ago)
    with engine.begin() as connection:
        m = tables.MESSAGE
        connection.execute(sa.update(m).where(m.c.id == message).values(asked_at=at))
    if helpful is not None:
        log.feedback(message, helpful, None, None)
    return message
