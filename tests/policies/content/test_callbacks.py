"""Calling back: taken by one, put back, dealt with once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from policies.content.audit import audit_entries
from policies.content.callbacks import HELD, CallBacks, ContactTaken
from policies.content.contacts import CallOutcome, ContactNotFound, ContactRequests
from policies.content.store import Store
from policies.errors import InputError

RACERS = 8


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def calls(store: Store) -> CallBacks:
    return CallBacks(store.engine)


def asked(store: Store, number: int = 1) -> str:
    return ContactRequests(store.engine).add(f"client-{number:012d}", "李女士", "13800138000", "社保转移")


def test_what_waits_stands_first_and_the_oldest_before_all(store: Store, calls: CallBacks) -> None:
    first, second, third = (asked(store, number) for number in (1, 2, 3))
    calls.finish(first, "王坐席", CallOutcome.ANSWERED)
    calls.finish(second, "王坐席", CallOutcome.UNREACHED)
    fourth = asked(store, 4)
    found = calls.listed()
    assert [each.id for each in found.requests] == [third, fourth, second, first]
    assert found.waiting == 2
    assert [each.outcome for each in found.requests] == [None, None, "unreached", "answered"]
    assert [each.id for each in calls.listed(waiting=1, done=1).requests] == [third, second]
    assert calls.listed(waiting=1).waiting == 2


def test_of_operators_who_race_for_one_request_one_gets_it(store: Store, calls: CallBacks) -> None:
    request, start = asked(store), Barrier(RACERS)

    def race(number: int) -> str:
        start.wait(10)
        try:
            calls.claim(request, f"坐席{number}")
        except ContactTaken as taken:
            return taken.by
        return f"坐席{number}"

    with ThreadPoolExecutor(RACERS) as threads:
        told = set(threads.map(race, range(RACERS)))
    (kept,) = calls.listed().requests
    assert told == {kept.claimed_by}
    assert calls.is_held(kept)
    assert [each.action for each in audit_entries(store, kind="contact")] == ["claim"]


def test_what_a_colleague_holds_is_neither_put_back_nor_finished(store: Store, calls: CallBacks) -> None:
    request = asked(store)
    calls.claim(request, "王坐席")
    with pytest.raises(ContactTaken):
        calls.release(request, "陈同事")
    with pytest.raises(ContactTaken) as taken:
        calls.finish(request, "陈同事", CallOutcome.ANSWERED)
    assert taken.value.by == "王坐席"
    calls.release(request, "王坐席")
    calls.claim(request, "陈同事")
    assert calls.listed().requests[0].claimed_by == "陈同事"


def test_who_goes_home_holds_nothing_for_ever(store: Store, calls: CallBacks) -> None:
    request = asked(store)
    calls.claim(request, "王坐席")
    calls.clock = lambda: datetime.now(UTC) + HELD + timedelta(seconds=1)
    assert not calls.is_held(calls.listed().requests[0])
    calls.claim(request, "陈同事")
    assert calls.listed().requests[0].claimed_by == "陈同事"


def test_a_request_is_dealt_with_once_and_the_audit_tells_the_outcome(store: Store, calls: CallBacks) -> None:
    request = asked(store)
    calls.finish(request, "王坐席", CallOutcome.ORDERED)
    (kept,) = calls.listed().requests
    assert (kept.done_by, kept.outcome) == ("王坐席", CallOutcome.ORDERED)
    with pytest.raises(InputError, match="contact_done"):
        calls.finish(request, "王坐席", CallOutcome.ANSWERED)
    with pytest.raises(InputError, match="contact_done"):
        calls.claim(request, "陈同事")
    (told,) = audit_entries(store, kind="contact", subject=request)
    assert (told.actor, told.action, told.detail) == ("王坐席", "done", {"outcome": "ordered"})


def test_what_is_not_there_is_not_found(calls: CallBacks) -> None:
    with pytest.raises(ContactNotFound):
        calls.claim("r-none", "王坐席")
