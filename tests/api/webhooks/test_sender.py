"""What is committed arrives, however often it fails, whatever process dies in between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.webhooks.reach import Reach
from api.webhooks.running import Running
from api.webhooks.sender import LONGEST_WAIT_S, MOST_ATTEMPTS, SPREAD, Sender, wait_s
from api.webhooks.signing import Seal, new_secret
from policies.content.lease import Leases
from policies.content.orders.life import OrderAction, OrderConflict
from policies.content.orders.work_orders import By, WorkOrders
from policies.content.store import Store
from policies.content.webhooks.deliveries import Deliveries
from policies.content.webhooks.endpoints import Webhook, Webhooks
from policies.content.webhooks.outbox import EVENTS
from policies.errors import InputError
from tests.api.webhooks.receiver import Receiver, documented_verify
from tests.policies.content.orders.samples import ROADS, fill, orders_of, wanted

SEAL, SECRET = Seal("a service's own secret of 32 chars"), new_secret()
DESK = By("坐席甲")


class Clock:
    """A clock that is set forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Told:
    """A store whose orders are told to an address."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.orders: WorkOrders = orders_of(store)
        self.webhooks, self.deliveries = Webhooks(store), Deliveries(store)

    def register(self, url: str, *events: str) -> Webhook:
        return self.webhooks.add(url, events or EVENTS, SEAL.seal(SECRET), "", "管理丁")

    def sender(self, seal: Seal = SEAL) -> Sender:
        return Sender(self.deliveries, self.webhooks, seal, Reach(True), self.clock)

    def send(self, sender: Sender | None = None) -> int:
        async def sent() -> int:
            async with httpx.AsyncClient(trust_env=False) as client:
                return await (sender or self.sender()).send_due(client)

        return asyncio.run(sent())

    def later(self, **ahead: float) -> None:
        self.clock.ahead += timedelta(**ahead)

    def states(self) -> list[tuple[str, int, str | None]]:
        return [(each.state, each.attempts, each.last_result) for each in self.deliveries.page()]


@pytest.fixture
def told(database_url: str) -> Iterator[Told]:
    store = Store.open(database_url)
    fill(store)
    yield Told(store, Clock())
    store.close()


def test_an_event_is_signed_and_says_what_happened_without_personal_data(told: Told) -> None:
    with Receiver() as receiver:
        told.register(receiver.url)
        made = told.orders.create(wanted(), "k-1", "坐席甲")
        assert told.send() == 1
        headers, body = receiver.next()
    assert documented_verify()(SECRET, headers, body)
    event = json.loads(body)
    assert (event["type"], event["data"]["number"]) == ("workorder.created", made.number)
    assert event["data"]["words"] == "我家门口路灯坏了半个月，电话〔手机号〕，没人修。"
    assert "13800138000" not in body.decode()
    assert not {"created_by", "replied_by", "owner", "conversation_id"} & event["data"].keys()
    assert headers["content-type"] == "application/json"
    assert told.states() == [("sent", 1, "status 204")]


def test_what_fails_is_sent_again_later_under_the_same_identifier(told: Told) -> None:
    with Receiver(500, 503) as receiver:
        told.register(receiver.url)
        told.orders.create(wanted(), "k-1", "坐席甲")
        told.send()
        assert told.states() == [("pending", 1, "status 500")]
        assert told.send() == 0
        told.later(seconds=7)
        assert told.send() == 1
        told.later(seconds=10)
        assert told.send() == 0
        told.later(seconds=20)
        told.send()
        requests = [receiver.next() for _ in range(3)]
    assert told.states() == [("sent", 3, "status 204")]
    assert len({headers["webhook-id"] for headers, _ in requests}) == 1
    assert len({headers["webhook-timestamp"] for headers, _ in requests}) == 3
    assert len({body for _, body in requests}) == 1


def test_a_crash_between_commit_and_sending_loses_nothing(told: Told, database_url: str) -> None:
    """The process that made the change is gone; another one on the same store sends."""
    with Receiver() as receiver:
        told.register(receiver.url)
        made = told.orders.create(wanted(), "k-1", "坐席甲")
        told.store.close()
        other = Store.open(database_url)
        after_restart = Told(other, Clock())
        assert after_restart.send() == 1
        assert json.loads(receiver.next()[1])["data"]["number"] == made.number
        other.close()


def test_what_is_not_committed_is_not_told(told: Told) -> None:
    told.register("http://127.0.0.1:9/x")
    made = told.orders.create(wanted(), "k-1", "坐席甲")
    before = len(told.deliveries.page())
    with pytest.raises(OrderConflict):
        told.orders.assign(made.number, DESK, ROADS, 9)
    assert len(told.deliveries.page()) == before


def test_every_change_is_told_to_those_who_want_it(told: Told) -> None:
    told.register("http://127.0.0.1:9/all")
    told.register("http://127.0.0.1:9/answers", "workorder.answered")
    made = told.orders.create(wanted(), "k-1", "坐席甲")
    told.orders.assign(made.number, DESK, ROADS, None)
    told.orders.reply(made.number, DESK, "已修好。", None)
    types = [(each.webhook_id, each.type) for each in reversed(told.deliveries.page())]
    all_of, answers = (each.id for each in told.webhooks.every())
    assert types == [
        (all_of, "workorder.created"),
        (all_of, "workorder.updated"),
        (all_of, "workorder.answered"),
        (answers, "workorder.answered"),
    ]


def test_what_fails_too_often_is_given_up_and_may_be_sent_again_by_hand(told: Told) -> None:
    with Receiver(*[500] * MOST_ATTEMPTS) as receiver:
        told.register(receiver.url)
        told.orders.create(wanted(), "k-1", "坐席甲")
        for _ in range(MOST_ATTEMPTS):
            assert told.send() == 1
            told.later(hours=8)
        assert told.send() == 0
        (dead,) = told.deliveries.page("dead")
        assert (dead.attempts, dead.last_result) == (MOST_ATTEMPTS, "status 500")
        told.deliveries.replay(dead.id, "管理丁")
        with pytest.raises(InputError):
            told.deliveries.replay(dead.id, "管理丁")
        assert told.send() == 1
        identifiers = {receiver.next()[0]["webhook-id"] for _ in range(MOST_ATTEMPTS + 1)}
    assert told.states() == [("sent", 1, "status 204")]
    assert identifiers == {dead.event_id}


@pytest.mark.parametrize("status", [301, 307, 400, 404])
def test_only_an_answer_of_success_counts_and_no_redirection_is_followed(told: Told, status: int) -> None:
    with Receiver(status) as receiver:
        told.register(receiver.url)
        told.orders.create(wanted(), "k-1", "坐席甲")
        told.send()
        receiver.next()
        assert receiver.received.empty()
    assert told.states() == [("pending", 1, f"status {status}")]


def test_an_address_that_is_gone_for_good_is_told_nothing_more(told: Told) -> None:
    with Receiver(410) as receiver:
        webhook = told.register(receiver.url)
        made = told.orders.create(wanted(), "k-1", "坐席甲")
        told.send()
        assert told.states() == [("dead", 1, "status 410")]
        told.orders.urge(made.number, DESK)
        assert told.send() == 0
        told.webhooks.enable(webhook.id, "管理丁")
        told.orders.urge(made.number, DESK)
        assert told.send() == 1


def test_nobody_there_is_a_failure_like_any_other(told: Told) -> None:
    told.register("http://127.0.0.1:9/x")
    told.orders.create(wanted(), "k-1", "坐席甲")
    told.send()
    assert told.states() == [("pending", 1, "ConnectError")]


def test_one_address_that_is_down_holds_up_no_other(told: Told) -> None:
    with Receiver() as receiver:
        told.register("http://127.0.0.1:9/x")
        told.register(receiver.url)
        for number in range(3):
            told.orders.create(wanted(f"client-{number:010d}"), "k-1", "坐席甲")
        told.send()
        assert {json.loads(receiver.next()[1])["type"] for _ in range(3)} == {"workorder.created"}


def test_a_service_with_another_secret_says_why_it_cannot_sign(told: Told) -> None:
    with Receiver() as receiver:
        told.register(receiver.url)
        told.orders.create(wanted(), "k-1", "坐席甲")
        told.send(told.sender(Seal("another secret of thirty-two chars")))
        assert receiver.received.empty()
    assert told.states() == [("pending", 1, "secret unreadable")]


def test_waiting_grows_to_most_of_a_day_in_all_with_a_chance_part() -> None:
    plain = [wait_s(attempts, lambda low, high: (low + high) / 2) for attempts in range(1, MOST_ATTEMPTS)]
    assert plain[:4] == [5, 20, 80, 320]
    assert plain[-1] == LONGEST_WAIT_S
    assert 18 * 3600 < sum(plain) < 24 * 3600
    spread = {wait_s(3) for _ in range(50)}
    assert len(spread) > 1
    assert all(80 * (1 - SPREAD) <= each <= 80 * (1 + SPREAD) for each in spread)


def test_one_process_at_a_time_sends_and_another_follows_when_it_dies(told: Told) -> None:
    first, second = (Leases(told.store.engine, name, told.clock) for name in ("a", "b"))

    def holds(leases: Leases) -> bool:
        return leases.hold("webhooks", timedelta(seconds=60))

    assert holds(first)
    told.later(seconds=50)
    assert not holds(second)
    assert holds(first)
    told.later(seconds=50)
    assert not holds(second)
    told.later(seconds=20)
    assert holds(second)
    assert not holds(first)
    second.release("webhooks")
    assert holds(first)


def test_two_processes_that_send_at_once_send_once(told: Told) -> None:
    with Receiver() as receiver:
        told.register(receiver.url)
        for number in range(8):
            told.orders.create(wanted(f"client-{number:010d}"), "k-1", "坐席甲")

        async def both() -> None:
            works = [Running(told.store, told.sender(), lambda: None) for _ in range(2)]
            async with httpx.AsyncClient(trust_env=False) as client:
                await asyncio.gather(*(work.step(client) for work in works))

        asyncio.run(both())
        identifiers = [receiver.next()[0]["webhook-id"] for _ in range(8)]
        assert receiver.received.empty()
    assert len(set(identifiers)) == 8
    assert {state for state, *_ in told.states()} == {"sent"}


def test_one_process_at_a_time_lets_go_of_what_is_kept_no_longer(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.webhooks.running.TIDIES_AFTER", timedelta(seconds=-1))
    tidied: list[str] = []
    works = [Running(told.store, told.sender(), lambda: tidied.append("once")) for _ in range(2)]

    async def steps() -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            for work in (*works, *works):
                await work.step(client)

    asyncio.run(steps())
    assert tidied == ["once"]


def test_events_are_forgotten_some_time_after_they_arrived(told: Told) -> None:
    with Receiver() as receiver:
        webhook = told.register(receiver.url)
        made = told.orders.create(wanted(), "k-1", "坐席甲")
        told.send()
        told.orders.step(made.number, OrderAction.CLOSE, DESK, None, "撤回")
        assert told.deliveries.forget(datetime.now(UTC) - timedelta(days=1)) == 0
        assert told.deliveries.forget(datetime.now(UTC) + timedelta(days=1)) == 1
        assert told.states() == [("pending", 0, None)]
        told.webhooks.delete(webhook.id, "管理丁")
        assert told.states() == []


def test_the_body_is_stored_as_it_is_sent(told: Told) -> None:
    told.register("http://127.0.0.1:9/x")
    told.orders.create(wanted(), "k-1", "坐席甲")
    (due,) = told.deliveries.due(datetime.now(UTC), 5)
    event: dict[str, Any] = json.loads(due.body)
    assert set(event) == {"type", "timestamp", "data"}
    assert len(due.body.encode()) < 20_000
