"""What one operator did, counted from hand-offs, the log, corrections, calls and what visitors told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from policies.content.audit import write_entry
from policies.content.callbacks import CallBacks
from policies.content.contacts import CallOutcome, ContactRequests
from policies.content.corrections import Corrections
from policies.content.engine import open_engine
from policies.content.live.model import Ending, Handoff
from policies.content.shift import LOGGED, LOGGED_KIND, Shift, shift_of
from policies.content.store import Store
from tests.policies.content.live.conftest import ANNA, BO, Clock, Desk

NOTHING = Shift(0, 0, 0, None, None, {}, 0, 0, 0, 0, 0, 0, 0, 0, None, 0)


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    Store.open(database_url).close()
    engine = open_engine(database_url)
    yield Desk(engine, Clock())
    engine.dispose()


def served(desk: Desk, wait_s: float, answer_s: float) -> Handoff:
    """Let Anna claim after some seconds and speak after some more."""
    handoff = desk.entered()
    desk.clock.forward(seconds=wait_s)
    desk.claims.claim(handoff.id, ANNA)
    desk.clock.forward(seconds=answer_s)
    desk.claims.say(handoff.id, ANNA, "您好", f"hello-{handoff.id}")
    desk.clock.forward(seconds=30)
    desk.claims.say(handoff.id, ANNA, "还在吗", f"again-{handoff.id}")
    return handoff


def counted(desk: Desk) -> Shift:
    """Count the twelve hours around the clock's moment."""
    half = timedelta(hours=6)
    return shift_of(desk.engine, ANNA, desk.clock() - half, desk.clock() + half)


def test_a_day_without_work_is_empty(desk: Desk) -> None:
    assert counted(desk) == NOTHING


def test_conversations_count_with_their_waits_first_words_and_endings(desk: Desk) -> None:
    first, second, third = served(desk, 10, 4), served(desk, 20, 8), served(desk, 60, 90)
    desk.claims.close(first.id, ANNA, Ending.RESOLVED)
    desk.claims.close(second.id, ANNA, Ending.ORDERED)
    desk.handoffs.leave(third.conversation_id)
    still = served(desk, 5, 6)
    passed = served(desk, 1, 1)
    desk.claims.transfer(passed.id, ANNA, colleague=BO)
    desk.claims.claim(passed.id, BO)
    told = counted(desk)
    assert (told.taken, told.open, told.passed, told.left) == (4, 1, 1, 1)
    assert (told.wait_s, told.first_answer_s) == (15, 7)
    assert told.endings == {Ending.RESOLVED: 1, Ending.ORDERED: 1}
    bo = shift_of(desk.engine, BO, desk.clock() - timedelta(hours=1), desk.clock() + timedelta(hours=1))
    assert (bo.taken, bo.passed, bo.endings, bo.first_answer_s) == (1, 0, {}, None)
    assert still.is_open


def test_what_visitors_told_counts_for_who_ended_the_conversation(desk: Desk) -> None:
    for score in (5, 4):
        handoff = served(desk, 1, 1)
        desk.claims.close(handoff.id, ANNA, Ending.RESOLVED)
        desk.log.satisfied(handoff.conversation_id, score, None)
    others = desk.entered()
    desk.claims.claim(others.id, BO)
    desk.claims.close(others.id, BO, Ending.UNRESOLVED)
    desk.log.satisfied(others.conversation_id, 1, None)
    told = counted(desk)
    assert (told.score, told.scored) == (4.5, 2)


def test_yesterday_does_not_count_in_whatever_zone_the_day_begins(desk: Desk) -> None:
    handoff = served(desk, 1, 1)
    desk.claims.close(handoff.id, ANNA, Ending.RESOLVED)
    china = timezone(timedelta(hours=8))
    since = desk.clock().astimezone(china) + timedelta(seconds=1)
    assert shift_of(desk.engine, ANNA, since, since + timedelta(hours=5)) == NOTHING
    whole = shift_of(desk.engine, ANNA, since - timedelta(hours=1), since)
    assert whole.endings == {Ending.RESOLVED: 1}


def test_calls_corrections_and_call_backs_count_by_name(desk: Desk) -> None:
    desk.clock.moment = datetime.now(UTC)
    for outcome, actor in (("answered", ANNA.name), ("not_found", ANNA.name), ("not_found", BO.name)):
        card = {"outcome": outcome, "confidence": 0.5}
        message = desk.log.record(desk.log.start("desk"), None, "问题", card)
        with desk.engine.begin() as connection:
            write_entry(connection, actor, LOGGED, LOGGED_KIND, message)
    corrections = Corrections(desk.engine)
    corrections.ask("missing", "月球旅游补贴", ANNA.name)
    corrections.ask("missing", "火星旅游补贴", BO.name)
    calls = CallBacks(desk.engine)
    for number, outcome in enumerate((CallOutcome.ANSWERED, CallOutcome.UNREACHED)):
        request = ContactRequests(desk.engine).add(f"client-{number:012d}", "李女士", "13800138000", "")
        calls.finish(request, ANNA.name, outcome)
    told = counted(desk)
    assert (told.logged, told.unanswered, told.corrections) == (2, 1, 1)
    assert (told.called_back, told.reached) == (2, 1)
