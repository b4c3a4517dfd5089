from __future__ import annotations

import pytest
import sqlalchemy as sa

from policies.answering.inquiry import Step
from policies.content import tables
from policies.content.conversations import ConversationLog, ConversationNotFound, MessageNotFound
from policies.content.engine import open_engine

CARD = {
    "outcome": "answered",
    "confidence": 0.9,
    "qa_id": "q-1",
    "topic": "医保",
    "trace_id": "t-1",
    "citations": [{"kind": "policy", "source_id": "p-1"}],
}


@pytest.fixture
def log(database_url: str) -> ConversationLog:
    return ConversationLog(open_engine(database_url))


def test_turns_come_back_oldest_first_with_what_answered_them(log: ConversationLog) -> None:
    conversation = log.start("web", region="示范市")
    log.record(conversation, "a", "医保断缴怎么补", CARD, [Step("Rank", "1", 0.5)])
    log.record(conversation, "b", "那要带什么材料", {**CARD, "qa_id": "q-2"})
    turns = log.turns(conversation)
    assert [turn.question for turn in turns] == ["医保断缴怎么补", "那要带什么材料"]
    assert (turns[0].qa_id, turns[0].policy_id, turns[0].topic) == ("q-1", "p-1", "医保")


def test_a_message_sent_twice_is_found_by_its_senders_identifier(log: ConversationLog) -> None:
    conversation = log.start("web")
    message = log.record(conversation, "same", "问题", CARD)
    stored = log.by_client_id(conversation, "same")
    assert stored is not None
    assert (stored.id, stored.card["qa_id"]) == (message, "q-1")
    with pytest.raises(sa.exc.IntegrityError):
        log.record(conversation, "same", "问题", CARD)
    assert len(log.turns(conversation)) == 1


def test_the_last_feedback_counts_and_knows_the_pair(log: ConversationLog) -> None:
    message = log.record(log.start("web"), None, "问题", CARD)
    log.feedback(message, True, None, None)
    log.feedback(message, False, "与我的情况不符", "想问的是职工")
    with log._engine.connect() as connection:
        rows = connection.execute(sa.select(tables.FEEDBACK)).all()
    assert [(row.helpful, row.reason, row.qa_id) for row in rows] == [(False, "与我的情况不符", "q-1")]


def test_unknown_conversations_and_messages_are_said_so(log: ConversationLog) -> None:
    with pytest.raises(ConversationNotFound):
        log.get("none")
    with pytest.raises(MessageNotFound):
        log.feedback("none", True, None, None)


def test_region_and_audience_are_remembered(log: ConversationLog) -> None:
    conversation = log.start("web")
    log.remember(conversation, region="示范市云川区", audience=None)
    log.remember(conversation, region=None, audience="灵活就业人员")
    found = log.get(conversation)
    assert (found.region, found.audience) == ("示范市云川区", "灵活就业人员")
