from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.orders.deadlines import is_overdue
from policies.content.orders.life import OrderAction, OrderConflict
from policies.content.orders.model import OrderKind, OrderStatus, WorkOrder
from policies.content.orders.reading import OrderNotFound, Scope, Wanted, every
from policies.content.orders.work_orders import By, Edits, WorkOrders
from policies.content.store import Store
from policies.errors import InputError, WrongState
from tests.policies.content.orders.samples import ROADS, WATER, orders_of, wanted

DESK = By("坐席甲")
AT_ROADS, AT_WATER = By("联络员乙", Scope(ROADS)), By("联络员丙", Scope(WATER))


@pytest.fixture
def made(orders: WorkOrders) -> WorkOrder:
    return orders.create(wanted(), "k-1", "坐席甲")


def test_an_order_goes_from_the_desk_to_the_department_and_back_to_the_person(
    orders: WorkOrders, made: WorkOrder
) -> None:
    number = made.number
    orders.assign(number, DESK, None, 1)
    orders.step(number, OrderAction.ACCEPT, AT_ROADS, 2)
    orders.reply(number, AT_ROADS, "路灯已于今日修好，咨询电话0531-88800001，张工13900139000。", 3)
    orders.call_back(number, DESK, 5, True, 4, "很满意")
    closed = orders.step(number, OrderAction.CLOSE, DESK, 5)
    assert (closed.status, closed.satisfaction, closed.version) == (OrderStatus.CLOSED, 5, 6)
    assert closed.reply == "路灯已于今日修好，咨询电话0531-88800001，张工〔手机号〕。"
    assert (closed.department, closed.replied_by) == (ROADS, "联络员乙")
    assert closed.answered_at is not None
    assert closed.closed_at is not None
    events = orders.events(number)
    assert [each.action for each in events] == ["create", "assign", "accept", "reply", "call_back", "close"]
    assert [each.status.value for each in events] == [
        "new", "assigned", "in_progress", "answered", "called_back", "closed",
    ]  # fmt: skip
    assert events[1].detail == {"department": ROADS}
    assert events[4].detail == {"reached": True, "satisfaction": 5}
    assert [each.actor for each in events][3:] == ["联络员乙", "坐席甲", "坐席甲"]


def test_what_a_department_returns_is_not_its_any_more(orders: WorkOrders, made: WorkOrder) -> None:
    orders.assign(made.number, DESK, WATER, None)
    returned = orders.step(made.number, OrderAction.RETURN, AT_WATER, None, "路灯由城管部门负责")
    assert (returned.status, returned.department) == (OrderStatus.RETURNED, None)
    with pytest.raises(OrderNotFound):
        orders.read(made.number, AT_WATER.scope)
    assert orders.assign(made.number, DESK, "市城管局", None).department == ROADS


def test_a_department_reaches_its_own_orders_only(orders: WorkOrders, made: WorkOrder) -> None:
    orders.assign(made.number, DESK, ROADS, None)
    assert orders.page(Wanted(), AT_ROADS.scope) == [orders.read(made.number)]
    assert orders.page(Wanted(), AT_WATER.scope) == []
    for reach in (
        lambda: orders.read(made.number, AT_WATER.scope),
        lambda: orders.events(made.number, AT_WATER.scope),
        lambda: orders.contact(made.number, AT_WATER),
        lambda: orders.reply(made.number, AT_WATER, "好", None),
        lambda: orders.step(made.number, OrderAction.ACCEPT, AT_WATER, None),
    ):
        with pytest.raises(OrderNotFound):
            reach()


def test_a_reopened_order_is_owed_an_answer_by_a_new_day(store: Store, made: WorkOrder) -> None:
    later = orders_of(store, date(2026, 12, 14))
    later.assign(made.number, DESK, ROADS, None)
    later.reply(made.number, AT_ROADS, "已修好。", None)
    reopened = later.step(made.number, OrderAction.REOPEN, DESK, None, "来电人说还没修好")
    assert (reopened.status, reopened.answered_at) == (OrderStatus.REOPENED, None)
    assert reopened.due_on == date(2026, 12, 21)
    corrected = later.edit(made.number, DESK, Edits(kind=OrderKind.CONSULT), None)
    assert corrected.due_on == date(2026, 12, 16)
    assert later.assign(made.number, DESK, ROADS, None).status is OrderStatus.ASSIGNED


def test_urging_is_counted_with_its_time(orders: WorkOrders, made: WorkOrder) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    orders.urge(made.number, DESK, note="又打来问了")
    urged = orders.urge(made.number, By("热线", Scope(owner="k-1")))
    assert urged.urged == 2
    assert urged.urged_at is not None
    assert urged.urged_at > before
    assert [each.id for each in orders.page(Wanted(urged=True))] == [made.id]
    with pytest.raises(OrderNotFound):
        orders.urge(made.number, By("别的热线", Scope(owner="k-2")))


def test_whoever_did_not_see_the_newest_version_is_told(orders: WorkOrders, made: WorkOrder) -> None:
    orders.urge(made.number, DESK)
    with pytest.raises(OrderConflict) as told:
        orders.assign(made.number, DESK, ROADS, 1)
    assert told.value.facts == {"expected": 1, "found": 2}
    assert orders.read(made.number).status is OrderStatus.NEW


def test_of_many_who_change_the_same_version_one_succeeds(store: Store, made: WorkOrder) -> None:
    def assign(_: int) -> bool:
        try:
            orders_of(store).assign(made.number, DESK, ROADS, 1)
        except OrderConflict:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(assign, range(12))) == 1
    assert [each.action for each in orders_of(store).events(made.number)] == ["create", "assign"]


def test_many_urgings_at_once_are_all_counted(store: Store, made: WorkOrder) -> None:
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: orders_of(store).urge(made.number, DESK), range(12)))
    assert orders_of(store).read(made.number).urged == 12
    assert [each.version for each in orders_of(store).events(made.number)] == list(range(1, 14))


def test_a_correction_says_what_was_before_and_counts_the_deadline_anew(
    orders: WorkOrders, made: WorkOrder
) -> None:
    edits = Edits(kind=OrderKind.REPORT, summary="举报13800138000乱停车")
    edited = orders.edit(made.number, DESK, edits, 1, "听清楚了")
    assert (edited.kind, edited.summary) == (OrderKind.REPORT, "举报〔手机号〕乱停车")
    assert edited.due_on > made.due_on
    event = orders.events(made.number)[-1]
    assert event.detail["kind"] == ["help", "report"]
    assert event.note == "听清楚了"
    with pytest.raises(InputError):
        orders.edit(made.number, DESK, Edits(region="火星"), 2)


def test_an_order_is_assigned_to_departments_of_the_directory_only(orders: WorkOrders) -> None:
    made = orders.create(wanted(suggested=None), "k-1", "甲")
    for department in (None, "没有的局"):
        with pytest.raises(InputError):
            orders.assign(made.number, DESK, department, None)


def test_nobody_reached_leaves_the_call_back_to_be_made(orders: WorkOrders, made: WorkOrder) -> None:
    orders.assign(made.number, DESK, ROADS, None)
    with pytest.raises(WrongState):
        orders.call_back(made.number, DESK, 5, True, None)
    orders.reply(made.number, AT_ROADS, "已修好。", None)
    tried = orders.call_back(made.number, DESK, None, False, None, "无人接听")
    assert (tried.status, tried.satisfaction) == (OrderStatus.ANSWERED, None)
    assert orders.call_back(made.number, DESK, 4, True, None).status is OrderStatus.CALLED_BACK


def test_lists_are_filtered_and_paged_newest_first(store: Store, orders: WorkOrders) -> None:
    for count in range(5):
        kind = OrderKind.PRAISE if count == 3 else OrderKind.HELP
        orders.create(wanted(f"client-{count:010d}", kind=kind, words=f"第{count}件事"), "k-1", "甲")
    first = orders.page(Wanted(), limit=2)
    second = orders.page(Wanted(), before=first[-1].id, limit=2)
    assert [each.number[-1] for each in (*first, *second)] == ["5", "4", "3", "2"]
    assert [each.number[-1] for each in orders.page(Wanted(kind=OrderKind.PRAISE))] == ["4"]
    assert [each.number[-1] for each in orders.page(Wanted(text="第2件"))] == ["3"]
    assert orders.page(Wanted(text="%")) == []
    assert len(orders.page(Wanted(overdue_on=date(2026, 12, 5)))) == 5
    assert orders.page(Wanted(overdue_on=date(2026, 12, 4))) == []
    now = datetime.now(UTC)
    assert len(orders.page(Wanted(since=now - timedelta(hours=1), until=now + timedelta(hours=1)))) == 5
    assert orders.page(Wanted(until=now - timedelta(hours=1))) == []
    assert len(list(every(store.engine, Wanted(), Scope()))) == 5


def test_an_order_is_overdue_in_lists_and_by_itself_alike(store: Store, orders: WorkOrders) -> None:
    made = orders.create(wanted(), "k-1", "坐席甲")
    late = {OrderStatus.NEW, OrderStatus.ASSIGNED, OrderStatus.IN_PROGRESS}
    late |= {OrderStatus.RETURNED, OrderStatus.REOPENED}
    for status in OrderStatus:
        with store.engine.begin() as connection:
            connection.execute(sa.update(tables.WORK_ORDER).values(status=status.value))
        for day, expected in ((made.due_on, False), (made.due_on + timedelta(days=1), status in late)):
            assert is_overdue(orders.read(made.number), day) is expected
            assert bool(orders.page(Wanted(overdue_on=day))) is expected, status
