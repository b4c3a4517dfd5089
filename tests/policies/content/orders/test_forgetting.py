"""What an order lets go of people, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from policies.content import tables
from policies.content.conversations import ConversationLog
from policies.content.ending import Keeping
from policies.content.erasing import erase
from policies.content.erasures import Erasures
from policies.content.orders.life import OPEN, OrderAction
from policies.content.orders.model import Contact, OrderStatus
from policies.content.orders.work_orders import By, WorkOrders
from policies.content.retention import sweep
from policies.content.store import Store
from tests.policies.content.orders.samples import wanted

DESK = By("坐席甲")
KEEPING = Keeping(conversations=30, calls=30, contacts=0, order_contacts=10, corrections=0, events=0)
O = tables.WORK_ORDER  # noqa: E741 - as in rows


@pytest.mark.parametrize("status", OrderStatus)
def test_whom_to_call_back_is_let_go_when_nobody_owes_an_answer_any_more(
    store: Store, orders: WorkOrders, status: OrderStatus
) -> None:
    made = orders.create(wanted(), "k-1", "坐席甲")
    with store.engine.begin() as connection:
        connection.execute(sa.update(O).values(status=status.value))
    now = datetime.now(UTC)
    assert sweep(store.engine, KEEPING, now + timedelta(days=9)).order_contacts == 0
    assert orders.contact(made.number, DESK) == Contact("李女士", "13800138000")
    is_owed = status in OPEN
    assert sweep(store.engine, KEEPING, now + timedelta(days=11)).order_contacts == (0 if is_owed else 1)
    assert (orders.contact(made.number, DESK) is not None) is is_owed
    assert orders.read(made.number).has_contact is is_owed


def test_the_time_of_a_closed_order_runs_from_its_closing(store: Store, orders: WorkOrders) -> None:
    made = orders.create(wanted(), "k-1", "坐席甲")
    orders.step(made.number, OrderAction.CLOSE, DESK, None, "来电人撤回")
    now = datetime.now(UTC)
    with store.engine.begin() as connection:
        connection.execute(sa.update(O).values(closed_at=now - timedelta(days=11)))
    assert sweep(store.engine, KEEPING, now).order_contacts == 1


def test_who_has_a_conversation_erased_is_called_back_about_open_orders_only(
    store: Store, orders: WorkOrders, tmp_path: Path
) -> None:
    chat = ConversationLog(store.engine).start("web")
    still_open, closed = (
        orders.create(wanted(f"client-{n:010d}", conversation_id=chat), chat, "网上登记人") for n in range(2)
    )
    orders.step(closed.number, OrderAction.CLOSE, DESK, None, "已电话答复")
    erase(store.engine, chat, "管理丁", Erasures(tmp_path / "erasures.txt"))
    assert orders.contact(closed.number, DESK) is None
    assert orders.contact(still_open.number, DESK) is not None
    assert orders.read(still_open.number).conversation_id is None


@pytest.mark.parametrize("ends_by_itself", [True, False])
def test_orders_left_in_a_chat_do_not_name_it_when_it_is_gone(
    store: Store, orders: WorkOrders, tmp_path: Path, ends_by_itself: bool
) -> None:
    log = ConversationLog(store.engine)
    gone, kept = log.start("web"), log.start("web")
    log.record(kept, None, "老花镜有补贴吗", {"outcome": "answered", "confidence": 0.9})
    left = [
        orders.create(wanted(f"client-{n:010d}", source="chat", conversation_id=chat), chat, "网上登记人")
        for n, chat in enumerate((gone, gone, kept))
    ]
    by_key = orders.create(wanted("client-of-a-key"), "k-1", "坐席甲")
    if ends_by_itself:
        with store.engine.begin() as connection:
            began = datetime.now(UTC) - timedelta(days=31)
            connection.execute(sa.update(tables.CONVERSATION).values(started_at=began))
        assert sweep(store.engine, KEEPING).conversations == 1
    else:
        erase(store.engine, gone, "管理丁", Erasures(tmp_path / "erasures.txt"))
    owners = [orders.read(each.number).owner for each in (*left, by_key)]
    assert gone not in owners
    assert owners[2:] == [kept, "k-1"]
    again = wanted("client-0000000002", source="chat", conversation_id=kept)
    assert orders.create(again, kept, "网上登记人") == orders.read(left[2].number)
