from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from policies.content.live.entries import entries_after
from policies.content.live.model import (
    Ending,
    EntryKind,
    HandoffNotFound,
    HandoffOver,
    HandoffState,
    HandoffTaken,
    NotYours,
    Operator,
)
from tests.policies.content.live.conftest import ANNA, BO, Desk

RACERS = 8
ROUNDS = 5


def test_operators_who_race_for_one_hand_off_never_both_get_it(desk: Desk) -> None:
    for _ in range(ROUNDS):
        waiting = desk.entered()
        start = Barrier(RACERS)

        def race(number: int, handoff_id: str = waiting.id, line: Barrier = start) -> str:
            line.wait(10)
            try:
                return str(desk.claims.claim(handoff_id, Operator(f"k-{number}", f"坐席{number}")).claimed_by)
            except HandoffTaken as taken:
                return f"taken by {taken.by}"

        with ThreadPoolExecutor(RACERS) as threads:
            told = list(threads.map(race, range(RACERS)))
        winner = desk.handoffs.get(waiting.id)
        assert sorted(told) == sorted(
            [str(winner.claimed_by), *[f"taken by {winner.claimed_name}"] * (RACERS - 1)]
        )
        kinds = [each.kind for each in entries_after(desk.engine, waiting.id)]
        assert kinds == [EntryKind.ENTERED, EntryKind.CLAIMED]


def test_words_from_both_sides_at_once_are_all_kept_in_one_order(desk: Desk) -> None:
    waiting = desk.entered()
    desk.claims.claim(waiting.id, ANNA)
    start = Barrier(RACERS)

    def speak(number: int) -> None:
        start.wait(10)
        for turn in range(ROUNDS):
            if number % 2:
                desk.claims.say(waiting.id, ANNA, f"{number}/{turn}", f"operator-{number}-{turn:06d}")
            else:
                desk.handoffs.hear(waiting.id, f"{number}/{turn}", f"visitor-{number}-{turn:06d}")

    with ThreadPoolExecutor(RACERS) as threads:
        list(threads.map(speak, range(RACERS)))
    found = entries_after(desk.engine, waiting.id)
    assert [each.position for each in found] == list(range(1, 3 + RACERS * ROUNDS))
    for number in range(RACERS):
        said = [each.text for each in found if each.text.startswith(f"{number}/")]
        assert said == [f"{number}/{turn}" for turn in range(ROUNDS)]


def test_claiming_what_is_ones_own_changes_nothing(desk: Desk) -> None:
    waiting = desk.entered()
    first = desk.claims.claim(waiting.id, ANNA)
    assert desk.claims.claim(waiting.id, ANNA) == first


@pytest.mark.parametrize(
    "deed",
    [
        lambda desk, handoff_id: desk.claims.say(handoff_id, BO, "您好", "operator-000000001"),
        lambda desk, handoff_id: desk.claims.transfer(handoff_id, BO, department="示范市民政局"),
        lambda desk, handoff_id: desk.claims.close(handoff_id, BO, Ending.RESOLVED),
    ],
    ids=["say", "transfer", "close"],
)
def test_only_who_has_claimed_it_may_act(desk: Desk, deed: Callable[[Desk, str], object]) -> None:
    waiting = desk.entered()
    with pytest.raises(NotYours):
        deed(desk, waiting.id)
    desk.claims.claim(waiting.id, ANNA)
    with pytest.raises(NotYours):
        deed(desk, waiting.id)
    desk.claims.close(waiting.id, ANNA, Ending.RESOLVED)
    with pytest.raises(HandoffOver):
        deed(desk, waiting.id)
    with pytest.raises(HandoffNotFound):
        deed(desk, "h-none")


def test_a_colleague_to_whom_it_was_passed_has_the_first_right(desk: Desk) -> None:
    waiting = desk.entered()
    desk.claims.claim(waiting.id, ANNA)
    passed = desk.claims.transfer(waiting.id, ANNA, colleague=BO)
    assert (passed.state, passed.addressed_to, passed.claimed_by) == (HandoffState.WAITING, BO.id, None)
    assert [each["to"] for each in passed.transfers] == ["小波"]
    with pytest.raises(HandoffTaken):
        desk.claims.claim(waiting.id, ANNA)
    assert desk.claims.claim(waiting.id, BO).claimed_name == "小波"


def test_passed_to_a_department_anybody_may_take_it(desk: Desk) -> None:
    waiting = desk.entered()
    desk.claims.claim(waiting.id, ANNA)
    passed = desk.claims.transfer(waiting.id, ANNA, department="示范市民政局")
    assert (passed.department, passed.addressed_to) == ("示范市民政局", None)
    again = desk.claims.claim(waiting.id, BO)
    assert again.first_claimed_at == passed.first_claimed_at


def test_closing_twice_is_closing_once(desk: Desk) -> None:
    waiting = desk.entered()
    desk.claims.claim(waiting.id, ANNA)
    closed = desk.claims.close(waiting.id, ANNA, Ending.REFERRED)
    assert (closed.state, closed.ending) == (HandoffState.CLOSED, Ending.REFERRED)
    assert desk.claims.close(waiting.id, ANNA, Ending.RESOLVED) == closed
    assert desk.handoffs.open_one(waiting.conversation_id) is None
    with pytest.raises(HandoffOver):
        desk.claims.claim(waiting.id, BO)


def test_what_the_visitor_left_cannot_be_claimed(desk: Desk) -> None:
    waiting = desk.entered()
    desk.handoffs.leave(waiting.conversation_id)
    with pytest.raises(HandoffOver):
        desk.claims.claim(waiting.id, ANNA)
