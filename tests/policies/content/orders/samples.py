"""An invented city with two offices, and the orders that its people have made."""

from __future__ import annotations

from datetime import date
from typing import Any

from policies.content.model import Department, Region
from policies.content.orders.model import Contact, NewOrder, OrderKind
from policies.content.orders.work_orders import WorkOrders
from policies.content.store import Store
from policies.demo.calendar import load_calendar

FRIDAY = date(2026, 11, 27)
CITY, DISTRICT = "示范市", "示范市云川区"
ROADS, WATER = "示范市城市管理局", "示范市水务局"
WORDS = "我家门口路灯坏了半个月，电话13800138000，没人修。"


def orders_of(store: Store, today: date = FRIDAY) -> WorkOrders:
    """Return the orders of a store on a day, by the demonstration city's calendar."""
    return WorkOrders(store, lambda: today, load_calendar().is_working_day)


def fill(store: Store) -> None:
    """Save the regions and the directory."""
    with store.writing() as write:
        write.region(Region("990100", CITY, None, "city"))
        write.region(Region("990101", DISTRICT, CITY, "district"))
        write.department(Department(ROADS, ("市城管局",), phone="0531-88800001"))
        write.department(Department(WATER, phone="0531-88800002"))


def wanted(client_id: str = "client-0000-0001", **changes: Any) -> NewOrder:
    """Return an order to be made."""
    told: dict[str, Any] = {
        "kind": OrderKind.HELP,
        "summary": "",
        "words": WORDS,
        "source": "staff",
        "region": DISTRICT,
        "suggested": ROADS,
        "suggested_why": "《示范市城市照明管理办法》第三条",
        "contact": Contact("李女士", "138-0013-8000"),
    }
    return NewOrder(client_id, **{**told, **changes})
