"""The work order by one key: filled in from the open call or chat, checked, saved, its number to be read out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from nicegui import Client
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from api.bridge import Bridge
from api.console.events import Events, Told, name_of
from api.workorders.making import Maker, made
from api.workorders.schemas import StaffOrderIn
from policies.answering.spelling import spelled_order
from policies.content.keys import Key
from policies.content.orders.deadlines import due_day
from policies.content.orders.model import OrderKind, OrderStatus, Source, WorkOrder
from policies.content.orders.prefilling import prefilled
from policies.content.orders.work_orders import By, Edits
from policies.errors import InputError, LibraryError, NotFound
from policies.language.masking import mask
from policies.wording import say, section

TEXTS = ("kind", "summary", "words", "place")


class OrderDialog:
    """The dialog of one open page."""

    def __init__(
        self, bridge: Bridge, events: Events, client: Client, conversation_of: Callable[[str], str]
    ) -> None:
        """Listen for a page.

        Args:
            bridge: where orders are kept.
            events: of the page.
            client: the page.
            conversation_of: the conversation of what the page shows under an identifier; raises NotFound.
        """
        self._bridge = bridge
        self._client = client
        self._conversation_of = conversation_of
        events.on("order_ask", self._ask)
        events.on("order_save", self._save)

    async def _ask(self, told: Told, _: Key) -> None:
        filled = await run_in_threadpool(self._filled, name_of(told, "id"))
        self._client.run_javascript(f"window.order.fill({json.dumps(filled)})")

    async def _save(self, told: Told, operator: Key) -> None:
        """Save, and say under which number; what cannot be saved stays in the dialog with the reason beside it."""
        try:
            saved = await run_in_threadpool(self._saved, told, operator)
        except (ValidationError, LibraryError, SQLAlchemyError) as error:
            refused = say(f"ordering.refused.{reason_of(error)}")
            self._client.run_javascript(f"window.order.refused({json.dumps(refused)})")
        else:
            self._client.run_javascript(f"window.order.saved({json.dumps(saved)})")

    # -- in a thread -------------------------------------------------------------------------

    def _filled(self, identifier: str) -> dict[str, Any]:
        library, today = self._bridge.library, self._bridge.today()
        order = prefilled(library.store.engine, self._conversation_of(identifier))
        found = library.responsible(mask(order.words), asked_on=today, region=order.region)
        return {
            "id": identifier,
            "kind": order.kind.value,
            "summary": order.summary,
            "words": order.words,
            "department": found.department if found else "",
            "why": say("ordering.suggested", department=found.department, why=found.why)
            if found
            else say("ordering.not_suggested"),
            "due": {
                each.value: [self._due(each, urgent, today).isoformat() for urgent in (False, True)]
                for each in OrderKind
            },
        }

    def _due(self, kind: OrderKind, is_urgent: bool, today: date) -> date:
        return due_day(kind, is_urgent, today, self._bridge.library.offices.is_working_day)

    def _saved(self, told: Told, operator: Key) -> dict[str, str]:
        conversation_id = self._conversation_of(name_of(told, "id"))
        wanted = order_in(told, self._bridge.log.get(conversation_id).region)
        due_on = _day(told.get("due_on"), self._bridge.today())
        channel = self._bridge.log.get(conversation_id).channel
        source: Source = "hotline" if channel == "hotline" else "chat"
        order = made(self._bridge, Maker(operator.id, operator.name, source), wanted, conversation_id)
        order = self._completed(order, By(operator.name), name_of(told, "department"), due_on)
        day = order.due_on.isoformat()
        return {
            "number": order.number,
            "spoken": say("ordering.read", spoken=spelled_order(order.number)),
            "standing": say("ordering.assigned", department=order.department, day=day)
            if order.department
            else say("ordering.not_assigned", day=day),
        }

    def _completed(self, order: WorkOrder, by: By, department: str, due_on: date | None) -> WorkOrder:
        """Assign an order and set its day; what was done before is not done again when it is saved anew."""
        orders = self._bridge.orders
        if due_on is not None and due_on != order.due_on:
            order = orders.edit(order.number, by, Edits(due_on=due_on), order.version)
        if department and order.status is OrderStatus.NEW:
            order = orders.assign(order.number, by, department, order.version)
        return order


def order_in(told: Told, region: str | None) -> StaffOrderIn:
    """Return the order that a page sent.

    Raises:
        ValidationError: it cannot be one; the first place says what.
    """
    name, phone = name_of(told, "name").strip(), name_of(told, "phone").strip()
    return StaffOrderIn.model_validate(
        {
            "idempotency_key": f"desk-{name_of(told, 'mark')}",
            **{name: told.get(name) or "" for name in TEXTS},
            "region": region,
            "is_urgent": told.get("is_urgent") is True,
            "contact": {"name": name, "phone": phone} if name or phone else None,
        }
    )


def _day(given: object, today: date) -> date | None:
    """Return the day by which an order is wanted, None where none was given.

    Raises:
        InputError: it is no day, or over.
    """
    if not given:
        return None
    try:
        found = date.fromisoformat(str(given))
    except ValueError:
        found = date.min
    if found <= today:
        raise InputError("due_on", "order_invalid")
    return found


def reason_of(error: Exception) -> str:
    """Return by which name the wording says why an order was not saved."""
    if isinstance(error, ValidationError):
        place = str(error.errors()[0]["loc"][0])
    elif isinstance(error, InputError):
        place = "contact" if error.where == "phone" else error.where
    else:
        return "gone" if isinstance(error, NotFound) else "failed"
    return place if place in section("ordering.refused") else "order"
