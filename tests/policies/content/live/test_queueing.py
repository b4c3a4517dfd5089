from __future__ import annotations

from policies.content.live.model import Ending, PresenceState
from policies.content.live.queueing import QueueTimes
from tests.policies.content.live.conftest import ANNA, BO, Desk


def test_the_place_counts_who_came_before(desk: Desk) -> None:
    first, second, third = (desk.entered() for _ in range(3))
    places = sorted(desk.queue.place(each) for each in (first, second, third))
    assert places == [1, 2, 3]
    before, after, _ = desk.queue.waiting()
    desk.claims.claim(before.id, ANNA)
    assert desk.queue.place(desk.handoffs.get(after.id)) == 1


def test_an_operator_sees_what_is_addressed_to_them_first_and_nothing_of_others(desk: Desk) -> None:
    early, passed = desk.entered(), desk.entered()
    desk.claims.claim(passed.id, ANNA)
    desk.claims.transfer(passed.id, ANNA, colleague=BO)
    assert [each.id for each in desk.queue.board().of(BO).waiting] == [passed.id, early.id]
    assert [each.id for each in desk.queue.board().of(ANNA).waiting] == [early.id]


def test_mine_all_and_over_are_lists_of_their_own(desk: Desk) -> None:
    waiting, mine, over = desk.entered(), desk.entered(), desk.entered()
    desk.claims.claim(mine.id, ANNA)
    desk.claims.claim(over.id, ANNA)
    desk.claims.close(over.id, ANNA, Ending.RESOLVED)
    assert [each.id for each in desk.queue.board().of(ANNA).mine] == [mine.id]
    assert desk.queue.board().of(BO).mine == []
    assert {each.id for each in desk.queue.every()} == {waiting.id, mine.id}
    assert [each.id for each in desk.queue.every(is_over=True)] == [over.id]


def test_the_times_tell_how_long_people_waited_for_the_first_answer(desk: Desk) -> None:
    assert desk.queue.times() == QueueTimes(0, 0, None, None)
    for wait_s in (10, 30, 50):
        entered = desk.entered()
        desk.clock.forward(seconds=wait_s)
        desk.claims.claim(entered.id, ANNA)
    desk.claims.transfer(entered.id, ANNA, department="示范市民政局")
    desk.clock.forward(seconds=100)
    desk.claims.claim(entered.id, BO)
    desk.entered()
    desk.clock.forward(seconds=7)
    assert desk.queue.times() == QueueTimes(waiting=1, served=3, longest_wait_s=7, median_wait_s=30)


def test_the_desk_is_staffed_while_somebody_present_gives_signs_of_life(desk: Desk) -> None:
    assert not desk.presences.is_staffed()
    desk.presences.alive(ANNA)
    assert not desk.presences.is_staffed()
    desk.presences.say(ANNA, PresenceState.PRESENT, department="示范市民政局")
    assert desk.presences.is_staffed()
    desk.clock.forward(seconds=40)
    desk.presences.alive(ANNA)
    desk.clock.forward(seconds=40)
    assert desk.presences.is_staffed()
    desk.clock.forward(seconds=61)
    assert not desk.presences.is_staffed()
    (seen,) = desk.presences.every()
    assert (seen.state, seen.is_there, seen.department) == (PresenceState.PRESENT, False, "示范市民政局")
