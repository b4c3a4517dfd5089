"""A real answer is found again, and compared with the one of now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies.answering.card import card
from policies.answering.inquiry import Question
from policies.content.conversations import ConversationLog, MessageNotFound
from policies.explaining.tracing import asked_again, differences, read_trace
from policies.library import Library
from tests.api.content import PAIR, QUESTION
from tests.policies.explaining.conftest import TODAY


def asked(library: Library, text: str, conversation: str | None = None) -> tuple[str, str]:
    """Ask as a citizen does; return the conversation and the message."""
    log = ConversationLog(library.store.engine)
    conversation = conversation or log.start("web", "示范市")
    inquiry = library.ask(Question(text, TODAY, region="示范市"))
    assert inquiry.answer is not None
    return conversation, log.record(conversation, None, text, card(inquiry.answer), inquiry.trace)


def test_an_answer_is_read_with_its_stages_and_its_conversation(library: Library) -> None:
    conversation, first = asked(library, QUESTION)
    _, second = asked(library, "要带什么材料", conversation)
    traced = read_trace(library.store.engine, second)
    assert (traced.conversation_id, traced.question, traced.region) == (
        conversation,
        "要带什么材料",
        "示范市",
    )
    assert traced.steps[0].stage == "Normalise"
    assert [each.question for each in traced.before] == [QUESTION]
    assert [each.message_id for each in traced.turns] == [first, second]
    assert read_trace(library.store.engine, conversation).message_id == second


def test_an_answer_of_another_department_is_not_there(library: Library) -> None:
    _, message = asked(library, QUESTION)
    own = read_trace(library.store.engine, message, "示范市民政局")
    assert own.message_id == message
    with pytest.raises(MessageNotFound):
        read_trace(library.store.engine, message, "示范市教育局")
    with pytest.raises(MessageNotFound):
        read_trace(library.store.engine, "m-none")


def test_nothing_differs_until_the_library_does(library: Library) -> None:
    _, message = asked(library, QUESTION)
    traced = read_trace(library.store.engine, message)
    assert differences(traced.shown, asked_again(library, traced, TODAY)) == ()
    pair = library.store.pair(PAIR)
    library.store.save_pair(replace(pair, summary="改为每人每年二百元。"))
    found = differences(traced.shown, asked_again(library, traced, TODAY))
    assert ("summary", "改为每人每年二百元。") in {(each.part, each.now) for each in found}
    assert not {"outcome", "qa_id"} & {each.part for each in found}
    library.store.save_pair(pair)
