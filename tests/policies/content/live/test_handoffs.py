from __future__ import annotations

import pytest
import sqlalchemy as sa

from policies.content.live.entries import entries_after, sent_as
from policies.content.live.model import Author, EntryKind, HandoffNotFound, HandoffState
from tests.policies.content.live.conftest import ANNA, Desk


def test_asking_twice_for_a_person_waits_once(desk: Desk) -> None:
    first = desk.entered("示范市云川区")
    again = desk.handoffs.enter(first.conversation_id)
    assert again == first
    assert (first.state, first.region, first.entries) == (HandoffState.WAITING, "示范市云川区", 1)


def test_a_conversation_that_is_not_there_cannot_wait(desk: Desk) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        desk.handoffs.enter("none")


def test_who_leaves_is_out_of_the_queue_and_may_come_again(desk: Desk) -> None:
    first = desk.entered()
    left = desk.handoffs.leave(first.conversation_id)
    assert (left.state, left.closed_at) == (HandoffState.LEFT, desk.clock.moment)
    assert desk.queue.waiting() == []
    with pytest.raises(HandoffNotFound):
        desk.handoffs.leave(first.conversation_id)
    desk.clock.forward(seconds=1)
    second = desk.handoffs.enter(first.conversation_id)
    assert second.id != first.id
    assert desk.handoffs.newest(first.conversation_id) == second


def test_words_reach_nobody_before_somebody_has_claimed(desk: Desk) -> None:
    waiting = desk.entered()
    assert desk.handoffs.hear(waiting.id, "在吗", "client-0000000001") is None
    desk.claims.claim(waiting.id, ANNA)
    heard = desk.handoffs.hear(waiting.id, "在吗", "client-0000000001")
    assert heard is not None
    assert (heard.kind, heard.author, heard.text) == (EntryKind.MESSAGE, Author.VISITOR, "在吗")


def test_a_message_sent_twice_is_kept_once(desk: Desk) -> None:
    waiting = desk.entered()
    desk.claims.claim(waiting.id, ANNA)
    first = desk.handoffs.hear(waiting.id, "我想问医保", "client-0000000001")
    assert desk.handoffs.hear(waiting.id, "我想问医保", "client-0000000001") == first
    said = desk.claims.say(waiting.id, ANNA, "您请讲", "operator-000000001")
    assert desk.claims.say(waiting.id, ANNA, "您请讲", "operator-000000001") == said
    assert [each.position for each in entries_after(desk.engine, waiting.id)] == [1, 2, 3, 4]
    assert sent_as(desk.engine, waiting.conversation_id, "client-0000000001") == first


def test_reading_on_from_a_position_gives_what_came_after_it(desk: Desk) -> None:
    waiting = desk.entered()
    desk.claims.claim(waiting.id, ANNA)
    desk.handoffs.hear(waiting.id, "一", None)
    desk.claims.say(waiting.id, ANNA, "二", "operator-000000001")
    later = entries_after(desk.engine, waiting.id, 2)
    assert [(each.position, each.text) for each in later] == [(3, "一"), (4, "二")]


def test_an_answer_of_the_service_is_kept_with_its_card(desk: Desk) -> None:
    waiting = desk.entered()
    desk.claims.claim(waiting.id, ANNA)
    shown = desk.handoffs.show(waiting.id, {"outcome": "emergency", "summary": "请拨打119。"})
    assert shown is not None
    assert (shown.kind, shown.author, shown.card) == (
        EntryKind.ANSWER,
        Author.SERVICE,
        {"outcome": "emergency", "summary": "请拨打119。"},
    )


def test_an_erased_conversation_takes_its_hand_offs_with_it(desk: Desk) -> None:
    waiting = desk.entered()
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM conversation")
    with pytest.raises(HandoffNotFound):
        desk.handoffs.get(waiting.id)
    assert entries_after(desk.engine, waiting.id) == []
