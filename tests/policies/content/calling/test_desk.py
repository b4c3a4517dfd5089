"""Who has which call."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from policies.content.audit import audit_entries
from policies.content.calling.model import (
    CallEnding,
    CallNotYours,
    CallOver,
    CallTaken,
    Speaker,
    half_hidden,
)
from policies.content.conversations import ConversationNotFound
from policies.content.live.model import Operator
from policies.content.shift import shift_of
from tests.policies.content.calling.conftest import ANNA, BO, Line

RACERS = 8
ROUNDS = 5


def test_of_operators_who_race_for_one_call_one_gets_it(line: Line) -> None:
    for _ in range(ROUNDS):
        call, start = line.rings(), Barrier(RACERS)

        def race(number: int, call_id: str = call, begin: Barrier = start) -> str:
            begin.wait(10)
            try:
                return str(line.desk.claim(call_id, Operator(f"k-{number}", f"坐席{number}")).claimed_name)
            except CallTaken as taken:
                return f"taken by {taken.by}"

        with ThreadPoolExecutor(RACERS) as threads:
            told = list(threads.map(race, range(RACERS)))
        winner = line.desk.get(call).claimed_name
        assert sorted(told) == sorted([str(winner), *[f"taken by {winner}"] * (RACERS - 1)])
    assert len(audit_entries(line.store, kind="call")) == ROUNDS


def test_ones_own_come_first_then_danger_then_who_wants_a_person_then_the_oldest(line: Line) -> None:
    old, new, asks, danger, mine, theirs = (line.rings() for _ in range(6))
    line.answered(asks, "handoff")
    line.answered(danger, "emergency")
    line.desk.claim(mine, ANNA)
    line.desk.claim(theirs, BO)
    found = line.desk.listed(ANNA)
    assert [each.id for each in found] == [mine, danger, asks, old, new, theirs]
    assert [each.wants_person for each in found] == [False, True, True, False, False, False]
    assert [each.is_emergency for each in found] == [False, True, False, False, False, False]


def test_a_call_shows_region_masked_number_and_the_callers_first_words(line: Line) -> None:
    call = line.rings("138****8000", "示范市云川区")
    line.lines.add(call, "turn-1", [(Speaker.SERVICE, "您好"), (Speaker.CALLER, "看病怎么报销")])
    line.lines.add(call, "turn-2", [(Speaker.CALLER, "要带什么")])
    (found,) = line.desk.listed(ANNA)
    assert (found.region, found.caller, found.first) == ("示范市云川区", "138****8000", "看病怎么报销")


def test_the_line_ends_and_the_operator_still_finishes(line: Line) -> None:
    call, other = line.rings(), line.rings()
    line.desk.claim(call, ANNA)
    for each in (call, other):
        line.records.ended(each, "answered", 1)
    assert [each.id for each in line.desk.listed(ANNA)] == [call]
    assert line.desk.listed(BO) == []
    done = line.desk.finish(call, ANNA, CallEnding.ORDERED)
    assert (done.outcome, line.desk.listed(ANNA)) == (CallEnding.ORDERED, [])
    newest = audit_entries(line.store, kind="call")
    assert {(each.actor, each.action) for each in newest} == {("安娜", "claim"), ("安娜", "done")}


def test_what_was_given_back_is_free_for_everybody(line: Line) -> None:
    call = line.rings()
    line.desk.claim(call, ANNA)
    assert line.desk.is_held(call)
    line.desk.release(call, ANNA)
    assert not line.desk.is_held(call)
    assert line.desk.claim(call, BO).claimed_name == "小波"


def test_who_gives_no_sign_of_life_loses_the_call_and_who_does_keeps_it(line: Line) -> None:
    lost, kept = line.rings(), line.rings()
    for call in (lost, kept):
        line.desk.claim(call, ANNA)
    line.clock.forward(minutes=9)
    line.desk.alive(ANNA, [kept])
    line.clock.forward(minutes=2)
    assert (line.desk.is_held(lost), line.desk.is_held(kept)) == (False, True)
    assert line.desk.claim(lost, BO).claimed_name == "小波"
    with pytest.raises(CallTaken):
        line.desk.claim(kept, BO)


def test_nobody_keeps_alive_what_is_not_theirs(line: Line) -> None:
    call = line.rings()
    line.desk.claim(call, ANNA)
    line.clock.forward(minutes=11)
    line.desk.alive(BO, [call])
    assert not line.desk.is_held(call)


@pytest.mark.parametrize(
    "step",
    [
        lambda line, call: line.desk.release(call, BO),
        lambda line, call: line.desk.finish(call, BO, CallEnding.RESOLVED),
    ],
)
def test_a_colleagues_call_is_left_alone(line: Line, step: Callable[[Line, str], object]) -> None:
    call = line.rings()
    line.desk.claim(call, ANNA)
    with pytest.raises(CallNotYours):
        step(line, call)
    assert line.desk.get(call).claimed_by == ANNA.id


def test_what_is_finished_stays_finished(line: Line) -> None:
    call = line.rings()
    line.desk.claim(call, ANNA)
    line.desk.finish(call, ANNA, CallEnding.RESOLVED)
    for step in (line.desk.claim, line.desk.release):
        with pytest.raises(CallOver):
            step(call, ANNA)
    with pytest.raises(CallOver):
        line.desk.finish(call, ANNA, CallEnding.SILENT)
    assert line.desk.get(call).outcome is CallEnding.RESOLVED
    assert not line.desk.is_held(call)


def test_a_call_whose_end_was_never_told_is_not_shown_for_ever(line: Line) -> None:
    silent, talks, endless = (line.rings() for _ in range(3))
    for call, hours in ((silent, 2), (talks, 2), (endless, 13)):
        line.began(call, line.clock() - timedelta(hours=hours))
    for call in (talks, endless):
        line.lines.add(call, "turn-1", [(Speaker.CALLER, "喂")])
    assert [each.id for each in line.desk.listed(ANNA)] == [talks]


def test_there_is_no_call_of_another_identifier(line: Line) -> None:
    with pytest.raises(ConversationNotFound):
        line.desk.claim("none", ANNA)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800138000", "138****8000"),
        ("0571-88880000", "057****0000"),
        ("8888 0000", "****00"),
        ("12345", None),
        ("", None),
    ],
)
def test_the_middle_of_a_number_is_left_out(number: str, shown: str | None) -> None:
    assert half_hidden(number) == shown


def test_the_shift_counts_calls_taken_once_and_those_finished(line: Line) -> None:
    first, second, theirs = (line.rings() for _ in range(3))
    line.desk.claim(first, ANNA)
    line.desk.release(first, ANNA)
    line.desk.claim(first, ANNA)
    line.desk.claim(second, ANNA)
    line.desk.claim(theirs, BO)
    line.desk.finish(second, ANNA, CallEnding.RESOLVED)
    line.desk.finish(theirs, BO, CallEnding.RESOLVED)
    hour = timedelta(hours=1)
    found = shift_of(line.engine, ANNA, line.clock() - hour, line.clock() + hour)
    assert (found.calls, found.calls_over) == (2, 1)
    before = shift_of(line.engine, ANNA, line.clock() - 2 * hour, line.clock() - hour)
    assert (before.calls, before.calls_over) == (0, 0)
