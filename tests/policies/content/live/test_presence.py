from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from policies.content.live.model import OperatorNotThere, PresenceState
from tests.policies.content.live.conftest import ANNA, BO, Desk


def test_when_somebody_is_back_is_told_while_they_are_away(desk: Desk) -> None:
    back_at = desk.clock.moment + timedelta(minutes=10)
    away = desk.presences.say(ANNA, PresenceState.AWAY, back_at=back_at)
    assert (away.back_at, away.is_there) == (back_at, False)
    present = desk.presences.say(ANNA, PresenceState.PRESENT, back_at=back_at)
    assert (present.back_at, present.is_there) == (None, True)


def test_only_who_is_there_can_be_passed_something(desk: Desk) -> None:
    with pytest.raises(OperatorNotThere):
        desk.presences.colleague(BO.id)
    desk.presences.alive(BO)
    with pytest.raises(OperatorNotThere):
        desk.presences.colleague(BO.id)
    desk.presences.say(BO, PresenceState.PRESENT)
    assert desk.presences.colleague(BO.id) == BO


def test_the_same_operator_seen_by_two_processes_at_once_is_one(desk: Desk) -> None:
    start = Barrier(4)

    def live(_: int) -> None:
        start.wait(10)
        desk.presences.alive(ANNA)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(live, range(4)))
    assert [each.operator_id for each in desk.presences.every()] == [ANNA.id]


def test_who_was_not_seen_for_a_day_is_not_listed(desk: Desk) -> None:
    desk.presences.say(ANNA, PresenceState.PRESENT)
    desk.clock.forward(hours=25)
    assert desk.presences.every() == []
