"""One process at a time sends, to each webhook at that one's own pace."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta

import httpx
import pytest

from api.webhooks.running import Running, running
from policies.content.lease import Leases
from tests.api.webhooks.conftest import Told
from tests.api.webhooks.receiver import Receiver
from tests.policies.content.orders.samples import wanted


def test_an_address_that_never_answers_holds_up_no_other(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sender", "running"):
        monkeypatch.setattr(f"api.webhooks.{module}.ATTEMPT_S", 60.0)
    with Receiver() as receiver, socket.create_server(("127.0.0.1", 0), backlog=64) as deaf:
        silent = told.register(f"http://127.0.0.1:{deaf.getsockname()[1]}/x")
        told.register(receiver.url)
        for number in range(12):
            told.orders.create(wanted(f"client-{number:010d}"), "k-1", "坐席甲")

        async def until_all_came() -> None:
            async with running(Running(told.store, told.sender())), asyncio.timeout(50):
                while receiver.received.qsize() < 12:
                    await asyncio.sleep(0.02)

        asyncio.run(until_all_came())
    kept_waiting = [each for each in told.deliveries.page() if each.webhook_id == silent.id]
    assert [(each.state, each.attempts) for each in kept_waiting] == [("pending", 0)] * 12


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
            works = [Running(told.store, told.sender()) for _ in range(2)]
            async with httpx.AsyncClient(trust_env=False) as client:
                await asyncio.gather(*(work.step(client) for work in works))
                await asyncio.gather(*(work.idle() for work in works))

        asyncio.run(both())
        identifiers = [receiver.next()[0]["webhook-id"] for _ in range(8)]
        assert receiver.received.empty()
    assert len(set(identifiers)) == 8
    assert {state for state, *_ in told.states()} == {"sent"}
