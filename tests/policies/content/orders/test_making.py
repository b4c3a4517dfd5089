from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.conversations import ConversationLog, ConversationNotFound
from policies.content.orders.model import Contact, OrderKind, OrderStatus
from policies.content.orders.work_orders import By, WorkOrders
from policies.content.store import Store
from policies.errors import InputError
from tests.policies.content.orders.samples import DISTRICT, FRIDAY, ROADS, orders_of, wanted


def test_an_order_has_a_number_a_deadline_and_a_first_event(orders: WorkOrders) -> None:
    made = orders.create(wanted(), "k-1", "坐席甲")
    assert made.number == "GD990101-20261127-0001"
    assert (made.status, made.version, made.created_by) == (OrderStatus.NEW, 1, "坐席甲")
    assert made.due_on == date(2026, 12, 4)
    assert made.summary == "我家门口路灯坏了半个月，电话〔手机号〕，没人修"
    assert (made.department, made.suggested) == (None, ROADS)
    (event,) = orders.events(made.number)
    assert (event.action, event.actor, event.version) == ("create", "坐席甲", 1)


def test_an_order_without_a_known_region_has_a_number_all_the_same(orders: WorkOrders) -> None:
    made = orders.create(wanted(region="别的市"), "k-1", "甲")
    assert (made.number, made.region) == ("GD20261127-0001", None)


def test_personal_data_is_masked_and_the_contact_kept_apart(store: Store, orders: WorkOrders) -> None:
    made = orders.create(
        wanted(words="身份证370102199003076538，手机13800138000，路灯坏了。", place="找13800138001"),
        "k-1",
        "甲",
    )
    assert made.words == "身份证〔身份证号〕，手机〔手机号〕，路灯坏了。"
    assert made.place == "找〔手机号〕"
    with store.engine.connect() as connection:
        rows = [
            connection.execute(sa.select(table)).all() for table in (tables.WORK_ORDER, tables.ORDER_EVENT)
        ]
    assert "13800138" not in str(rows)
    assert orders.contact(made.number, By("坐席甲")) == Contact("李女士", "13800138000")


def test_a_conversation_has_its_number_of_orders_also_when_many_are_made_at_once(
    store: Store, orders: WorkOrders
) -> None:
    chat = ConversationLog(store.engine).start("web", DISTRICT)

    def make(number: int) -> str:
        new = wanted(f"client-{number % 8:010d}", conversation_id=chat)
        try:
            return orders.create(new, chat, "网上登记人", most=3).number
        except InputError as error:
            return error.reason

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(make, range(16)))
    numbers = orders.numbers_of(chat)
    assert len(numbers) == 3
    assert set(told) == {*numbers, "order_enough"}
    # Each was sent twice: what was kept is told again, what was refused stays refused.
    assert sorted(told[:8]) == sorted(told[8:])


def test_who_looks_at_a_contact_is_in_the_audit(store: Store, orders: WorkOrders) -> None:
    made = orders.create(wanted(), "k-1", "甲")
    orders.contact(made.number, By("坐席乙"))
    with store.engine.connect() as connection:
        entries = connection.execute(
            sa.select(tables.AUDIT.c.actor, tables.AUDIT.c.action).where(
                tables.AUDIT.c.subject == made.number
            )
        ).all()
    assert [tuple(each) for each in entries] == [("甲", "create"), ("坐席乙", "read contact")]


def test_the_same_order_sent_twice_is_made_once(orders: WorkOrders) -> None:
    first = orders.create(wanted(), "k-1", "甲")
    again = orders.create(wanted(words="说法不同"), "k-1", "甲")
    other = orders.create(wanted(), "k-2", "乙")
    assert again == first
    assert other.number != first.number


def test_numbers_are_unique_and_without_gaps_when_many_are_made_at_once(store: Store) -> None:
    def make(number: int) -> str:
        return orders_of(store).create(wanted(f"client-{number:010d}"), "k-1", "甲").number

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(make, range(40)))
    assert sorted(made) == [f"GD990101-20261127-{count:04d}" for count in range(1, 41)]


def test_one_order_sent_many_times_at_once_is_made_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: orders_of(store).create(wanted(), "k-1", "甲").number, range(16)))
    assert set(made) == {"GD990101-20261127-0001"}


def test_every_day_and_region_counts_from_one(store: Store) -> None:
    days = [
        orders_of(store, day).create(wanted(f"client-day-{day}"), "k", "甲")
        for day in (FRIDAY, date(2026, 11, 28))
    ]
    city = orders_of(store).create(wanted("client-city-0001", region="示范市"), "k", "甲")
    assert [each.number for each in (*days, city)] == [
        "GD990101-20261127-0001",
        "GD990101-20261128-0001",
        "GD990100-20261127-0001",
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"words": "  "}, "order_without_words"),
        ({"contact": Contact("李", "12")}, "bad_phone"),
    ],
)
def test_what_cannot_be_worked_on_is_refused(
    orders: WorkOrders, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(InputError) as refused:
        orders.create(wanted(**changes), "k-1", "甲")
    assert refused.value.reason == reason


def test_an_order_of_a_chat_needs_the_chat(store: Store, orders: WorkOrders) -> None:
    with pytest.raises(ConversationNotFound):
        orders.create(wanted(conversation_id="nowhere"), "k-1", "甲")
    chat = ConversationLog(store.engine).start("web")
    made = orders.create(wanted(conversation_id=chat, kind=OrderKind.REPORT), "k-1", "甲")
    assert orders.numbers_of(chat) == [made.number]
    assert (made.region, made.due_on) == (DISTRICT, date(2026, 12, 11))
