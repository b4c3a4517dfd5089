from __future__ import annotations

from policies.answering.inquiry import Step
from policies.content.live.history import history_of
from policies.content.live.model import Ending, EntryKind
from tests.policies.content.live.conftest import ANNA, Desk


def test_who_takes_over_sees_what_was_answered_and_what_was_said_before(desk: Desk) -> None:
    first = desk.entered()
    conversation = first.conversation_id
    card = {"outcome": "answered", "confidence": 0.9, "summary": "可以。", "trace_id": "t-1"}
    desk.log.record(conversation, None, "看病能报吗", card, [Step("MatchQa", "1 pair", 1.0)])
    desk.claims.claim(first.id, ANNA)
    desk.claims.close(first.id, ANNA, Ending.RESOLVED)
    desk.clock.forward(minutes=5)
    desk.handoffs.enter(conversation)
    found = history_of(desk.engine, conversation)
    (turn,) = found.turns
    assert (turn.question, turn.card["summary"], turn.trace[0]["stage"]) == (
        "看病能报吗",
        "可以。",
        "MatchQa",
    )
    kinds = [EntryKind.ENTERED, EntryKind.CLAIMED, EntryKind.CLOSED, EntryKind.ENTERED]
    assert [each.kind for each in found.entries] == kinds
