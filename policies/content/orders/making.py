"""Making a work order: numbered, masked, with its deadline, and never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.contacts import dialled
from policies.content.conversations import ConversationLog
from policies.content.orders.changing import noted
from policies.content.orders.deadlines import IsWorkingDay, due_day
from policies.content.orders.life import OrderAction
from policies.content.orders.model import NewOrder, OrderStatus, WorkOrder
from policies.content.orders.numbers import next_number
from policies.content.orders.reading import order_of
from policies.content.store import Store
from policies.errors import InputError
from policies.language.masking import mask

O, C = tables.WORK_ORDER, tables.ORDER_CONTACT  # noqa: E741 - as in rows
LONGEST_SUMMARY = 120


class OrderMaking:
    """Makes the orders of a store."""

    def __init__(self, store: Store, today: Callable[[], date], is_working_day: IsWorkingDay) -> None:
        """Keep the orders in `store`; `today` is the day in China, by which numbers and deadlines go."""
        self._store = store
        self._engine = store.engine
        self._today = today
        self._is_working_day = is_working_day
        self._log = ConversationLog(store.engine)

    def create(self, new: NewOrder, owner: str, actor: str, most: int | None = None) -> WorkOrder:
        """Make an order; the same owner's `client_id` again gives the order that was made.

        Args:
            new: what is wanted; a region that is not known is left out.
            owner: the key of whoever makes it.
            actor: who makes it, for the history.
            most: so many may be made from one conversation; None for any number.

        Raises:
            InputError: the phone number cannot be dialled, nothing is said, or the conversation has its number.
            ConversationNotFound: there is no such call or chat.
        """
        if not new.words.strip():
            raise InputError("words", "order_without_words")
        known = self.made(owner, new.client_id)
        if known is not None:
            return known
        row, phone = self._row(new, owner, actor), dialled(new.contact.phone) if new.contact else ""
        try:
            with self._engine.begin() as connection:
                if most is not None and new.conversation_id is not None:
                    _demand_room(connection, new.conversation_id, most)
                number = next_number(connection, region_code(self._store, new.region), self._today())
                made = connection.execute(sa.insert(O).values(**row, number=number).returning(O.c.id))
                order_id = made.scalar_one()
                if new.contact is not None:
                    told = {"order_id": order_id, "name": mask(new.contact.name), "phone": phone}
                    connection.execute(sa.insert(C).values(**told, at=row["created_at"]))
                return noted(connection, number, OrderAction.CREATE, actor, row["created_at"])
        except (sa.exc.IntegrityError, InputError):  # the same may have been sent twice at the same time
            known = self.made(owner, new.client_id)
            if known is None:
                raise
            return known

    def _row(self, new: NewOrder, owner: str, actor: str) -> dict[str, Any]:
        if new.conversation_id is not None:
            self._log.get(new.conversation_id)
        now, words = datetime.now(UTC), mask(new.words.strip())
        return {
            "kind": new.kind.value,
            "status": OrderStatus.NEW.value,
            "is_urgent": new.is_urgent,
            "summary": mask(new.summary.strip()) or beginning(words),
            "words": words,
            "place": mask(new.place.strip()),
            "region": new.region if region_code(self._store, new.region) else None,
            "suggested": new.suggested,
            "suggested_why": new.suggested_why,
            "source": new.source,
            "conversation_id": new.conversation_id,
            "owner": owner,
            "client_id": new.client_id,
            "created_by": actor,
            "created_at": now,
            "changed_at": now,
            "due_on": due_day(new.kind, new.is_urgent, self._today(), self._is_working_day),
            "urged": 0,
            "reply": "",
            "version": 1,
        }

    def made(self, owner: str, client_id: str) -> WorkOrder | None:
        """Return what an owner made under an identifier of their own."""
        named = sa.select(O.c.number).where(O.c.owner == owner, O.c.client_id == client_id)
        with self._engine.connect() as connection:
            number = connection.scalar(named)
            return order_of(connection, number) if number is not None else None


def _demand_room(connection: sa.Connection, conversation_id: str, most: int) -> None:
    """Demand that a conversation has fewer orders than `most`.

    The first statement writes, so that two that are made at the same moment are counted one after the other.
    """
    held = sa.update(tables.CONVERSATION).where(tables.CONVERSATION.c.id == conversation_id)
    connection.execute(held.values(id=conversation_id))
    made = sa.select(sa.func.count()).where(O.c.conversation_id == conversation_id)
    if (connection.scalar(made) or 0) >= most:
        raise InputError("words", "order_enough", most=most)


def region_code(store: Store, region: str | None) -> str | None:
    """Return the code of a region by its full name; None where there is none."""
    return next((each.code for each in store.regions() if each.name == region), None) if region else None


def beginning(words: str) -> str:
    """Return the first sentence of what was said, cut where it is long, as a summary."""
    first = words.splitlines()[0]
    for mark in "。！？!?":
        first = first.split(mark)[0] or first
    return first if len(first) <= LONGEST_SUMMARY else f"{first[: LONGEST_SUMMARY - 1]}…"
