from __future__ import annotations

from policies.content.live.model import LEASE, PATIENCE, EntryKind, HandoffState, PresenceState
from policies.content.live.sweeping import sweep
from tests.policies.content.live.conftest import ANNA, BO, Desk


def test_what_a_vanished_operator_held_goes_back_to_its_place(desk: Desk) -> None:
    held = desk.entered()
    desk.presences.alive(ANNA)
    desk.claims.claim(held.id, ANNA)
    desk.clock.forward(seconds=1)
    later = desk.entered()
    desk.clock.forward(seconds=LEASE.total_seconds())
    desk.handoffs.seen(later.id)
    (entry,) = sweep(desk.handoffs)
    assert (entry.kind, entry.handoff_id) == (EntryKind.RETURNED, held.id)
    assert [each.id for each in desk.queue.waiting()] == [held.id, later.id]
    assert sweep(desk.handoffs) == []


def test_a_sign_of_life_keeps_the_claim_even_of_one_who_is_away(desk: Desk) -> None:
    held = desk.entered()
    desk.claims.claim(held.id, ANNA)
    desk.clock.forward(seconds=LEASE.total_seconds() - 1)
    desk.presences.say(ANNA, PresenceState.AWAY)
    desk.clock.forward(seconds=LEASE.total_seconds() - 1)
    assert sweep(desk.handoffs) == []
    assert desk.handoffs.get(held.id).claimed_by == ANNA.id


def test_passed_to_a_colleague_who_went_it_is_free_for_all(desk: Desk) -> None:
    held = desk.entered()
    desk.claims.claim(held.id, ANNA)
    desk.presences.say(BO, PresenceState.PRESENT)
    desk.claims.transfer(held.id, ANNA, colleague=BO)
    assert sweep(desk.handoffs) == []
    desk.presences.say(BO, PresenceState.AWAY)
    assert [each.kind for each in sweep(desk.handoffs)] == [EntryKind.RETURNED]
    assert desk.claims.claim(held.id, ANNA).claimed_by == ANNA.id


def test_who_gives_no_sign_of_life_while_waiting_has_left(desk: Desk) -> None:
    gone, there = desk.entered(), desk.entered()
    desk.clock.forward(seconds=PATIENCE.total_seconds() - 1)
    desk.handoffs.seen(there.id)
    desk.clock.forward(seconds=1)
    assert [each.kind for each in sweep(desk.handoffs)] == [EntryKind.LEFT]
    assert desk.handoffs.get(gone.id).state is HandoffState.LEFT
    assert desk.handoffs.get(there.id).state is HandoffState.WAITING
