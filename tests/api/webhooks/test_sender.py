"""What is committed arrives, however often it fails, whatever process dies in between."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from api.webhooks.sender import LONGEST_WAIT_S, MOST_ATTEMPTS, SPREAD, wait_s
from api.webhooks.signing import Seal
from policies.content.audit import audit_entries
from policies.content.orders.life import OrderConflict
from policies.content.store import Store
from policies.content.webhooks.outbox import EVENTS
from policies.errors import InputError
from tests.api.webhooks.conftest import DESK, SEAL, SECRET, Clock, Told
from tests.api.webhooks.receiver import Receiver, documented_verify
from tests.policies.content.orders.samples import ROADS, wanted

# A store that cannot take down what became of one delivery.
FULL = {
    "sqlite": "CREATE TRIGGER full_disk BEFORE UPDATE ON webhook_delivery WHEN NEW.id = {id} "
    "BEGIN SELECT RAISE(ABORT, 'full'); END",
    "postgresql": "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'full'; END $$; "
    "CREATE TRIGGER full_disk BEFORE UPDATE ON webhook_delivery FOR EACH ROW WHEN (NEW.id = {id}) "
    "EXECUTE FUNCTION full_disk()",
}


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


def test_a_delivery_that_breaks_stops_no_other_and_is_tried_again(told: Told) -> None:
    with Receiver() as receiver:
        told.webhooks.add(receiver.url, EVENTS, SEAL.seal("whsec_x"), "", "管理丁")
        told.register(receiver.url)
        told.orders.create(wanted(), "k-1", "坐席甲")
        told.orders.create(wanted("client-0000000002"), "k-1", "坐席甲")
        told.send()
        receiver.next(), receiver.next()
    assert sorted(told.states()) == [("pending", 1, "Error")] * 2 + [("sent", 1, "status 204")] * 2


def test_what_a_store_does_not_take_down_keeps_no_other_event_back(told: Told) -> None:
    with Receiver() as receiver:
        webhook = told.register(receiver.url)
        for number in range(3):
            told.orders.create(wanted(f"client-{number:010d}"), "k-1", "坐席甲")
        broken = told.deliveries.page()[-1].id
        with told.store.engine.begin() as connection:
            connection.exec_driver_sql(FULL[connection.dialect.name].format(id=broken))
        with pytest.raises(SQLAlchemyError):
            told.send()
        assert {receiver.next()[0]["webhook-id"] for _ in range(3)} == {
            each.event_id for each in told.deliveries.page()
        }
        assert told.states() == [("sent", 1, "status 204")] * 2 + [("pending", 0, None)]
        assert [each.id for each in told.deliveries.due(webhook.id, datetime.now(UTC), 9)] == [broken]


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


def test_the_body_is_stored_as_it_is_sent(told: Told) -> None:
    told.register("http://127.0.0.1:9/x")
    told.orders.create(wanted(), "k-1", "坐席甲")
    (due,) = told.deliveries.due(told.webhooks.every()[0].id, datetime.now(UTC), 5)
    event: dict[str, Any] = json.loads(due.body)
    assert set(event) == {"type", "timestamp", "data"}
    assert len(due.body.encode()) < 20_000


def test_a_test_event_goes_to_one_address_signed_like_any_other(told: Told) -> None:
    with Receiver() as receiver, Receiver() as other:
        wanted_by = told.register(receiver.url, "workorder.answered")
        told.register(other.url)
        number = told.webhooks.test(wanted_by.id, "管理丁")
        assert told.deliveries.of(number).state == "pending"
        assert told.send() == 1
        headers, body = receiver.next()
    assert documented_verify()(SECRET, headers, body)
    assert json.loads(body)["type"] == "webhook.test"
    assert told.states() == [("sent", 1, "status 204")]
    told.webhooks.disable(wanted_by.id, "管理丁", "对方停机")
    with pytest.raises(InputError) as error:
        told.webhooks.test(wanted_by.id, "管理丁")
    assert error.value.reason == "webhook_disabled"
    entries = audit_entries(told.store, kind="webhook", subject=wanted_by.id)
    assert [each.action for each in entries][:2] == ["disable", "test"]
    assert entries[0].detail == {"reason": "对方停机"}


def test_deliveries_are_listed_by_their_receiver(told: Told) -> None:
    one, other = told.register("https://one.invalid/x"), told.register("https://other.invalid/x")
    numbers = {each.id: told.webhooks.test(each.id, "管理丁") for each in (one, other)}
    assert [each.id for each in told.deliveries.page(webhook_id=one.id)] == [numbers[one.id]]
    assert len(told.deliveries.page()) == 2
