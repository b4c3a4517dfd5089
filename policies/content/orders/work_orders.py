"""Work orders as staff and telephone systems work on them: each change one transaction with its event, its audit entry and what is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.orders import reading
from policies.content.orders.changing import KIND, changed, locked
from policies.content.orders.deadlines import IsWorkingDay, due_day
from policies.content.orders.life import OrderAction, OrderConflict, after
from policies.content.orders.making import OrderMaking, region_code
from policies.content.orders.model import Contact, NewOrder, OrderEvent, OrderKind, WorkOrder
from policies.content.orders.numbers import day_of
from policies.content.orders.reading import EVERYBODYS, Scope, Wanted, order_of
from policies.content.store import Store
from policies.errors import InputError
from policies.language.masking import mask, mask_but

O = tables.WORK_ORDER  # noqa: E741 - as in rows
# What the event of a reopening tells: from which day the new deadline counts.
COUNTS_FROM = "counts_from"


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and whose orders they reach."""

    actor: str
    scope: Scope = EVERYBODYS


@dataclass(frozen=True, slots=True)
class Edits:
    """What is corrected in an order; None leaves a field as it is. A new kind counts the deadline anew."""

    kind: OrderKind | None = None
    summary: str | None = None
    place: str | None = None
    region: str | None = None
    is_urgent: bool | None = None
    due_on: date | None = None

    def given(self) -> dict[str, Any]:
        """Return the fields that are to change."""
        names = ("kind", "summary", "place", "region", "is_urgent", "due_on")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


class WorkOrders:
    """The work orders of a store.

    Every change names the version it was decided on, where that is not None; another's change in between makes it
    fail with OrderConflict. What does not lead on from where the order is fails with WrongState, an order that is
    not within the scope with OrderNotFound.
    """

    def __init__(self, store: Store, today: Callable[[], date], is_working_day: IsWorkingDay) -> None:
        """Keep the orders in `store`; `today` is the day in China, by which numbers and deadlines go."""
        self._store = store
        self._engine = store.engine
        self._today = today
        self._is_working_day = is_working_day
        self._making = OrderMaking(store, today, is_working_day)

    # -- reading -----------------------------------------------------------------------------

    def create(self, new: NewOrder, owner: str, actor: str, most: int | None = None) -> WorkOrder:
        """Make an order; see `OrderMaking.create`."""
        return self._making.create(new, owner, actor, most)

    def read(self, number: str, scope: Scope = EVERYBODYS) -> WorkOrder:
        """Return an order."""
        with self._engine.connect() as connection:
            return order_of(connection, number, scope)

    def page(
        self, wanted: Wanted, scope: Scope = EVERYBODYS, before: int | None = None, limit: int = 20
    ) -> list[WorkOrder]:
        """Return orders, the newest first; `before` is the `id` of the last one of the page before."""
        with self._engine.connect() as connection:
            return reading.page(connection, wanted, scope, before, limit)

    def events(self, number: str, scope: Scope = EVERYBODYS) -> list[OrderEvent]:
        """Return everything that was done to an order, oldest first."""
        with self._engine.connect() as connection:
            return reading.events_of(connection, order_of(connection, number, scope))

    def numbers_of(self, conversation_id: str) -> list[str]:
        """Return the numbers of the orders that were made from a call or chat, the first made first."""
        found = sa.select(O.c.number).where(O.c.conversation_id == conversation_id).order_by(O.c.id)
        with self._engine.connect() as connection:
            return list(connection.scalars(found))

    def contact(self, number: str, by: By) -> Contact | None:
        """Return whom to call back, and note in the audit who looked; None where nobody is, or not any more."""
        with self._engine.begin() as connection:
            write_entry(connection, by.actor, "read contact", KIND, number)
            return reading.contact_of(connection, order_of(connection, number, by.scope))

    # -- changing ----------------------------------------------------------------------------

    def assign(
        self, number: str, by: By, department: str | None, expected: int | None, note: str = ""
    ) -> WorkOrder:
        """Give an order to a department by name or alias; to the suggested one where none is named.

        Raises:
            InputError: the directory has no such department, or none is named and none was suggested.
        """
        name = department or self.read(number, by.scope).suggested
        if not name:
            raise InputError("department", "order_without_department")
        found = self._store.department(name)
        if found is None:
            raise InputError("department", "department_unknown", department=name)
        detail = {"department": found.name}
        return self._do(number, OrderAction.ASSIGN, by, expected, note, detail, department=found.name)

    def step(
        self, number: str, action: OrderAction, by: By, expected: int | None, note: str = ""
    ) -> WorkOrder:
        """Take a step that needs nothing but its reason: accept, return, transfer, close, reopen.

        What is returned or transferred has no department any more; what is reopened is owed an answer again.

        Raises:
            NoteMissing: it needs a reason.
        """
        values: dict[str, Any] = {}
        if action in (OrderAction.RETURN, OrderAction.TRANSFER):
            values = {"department": None}
        elif action is OrderAction.CLOSE:
            values = {"closed_at": datetime.now(UTC)}
        elif action is OrderAction.REOPEN:
            return self._reopen(number, by, expected, note)
        return self._do(number, action, by, expected, note, **values)

    def _reopen(self, number: str, by: By, expected: int | None, note: str) -> WorkOrder:
        order, today = self.read(number, by.scope), self._today()
        due = due_day(order.kind, order.is_urgent, today, self._is_working_day)
        values: dict[str, Any] = {"closed_at": None, "answered_at": None, "due_on": due}
        detail, seen = {COUNTS_FROM: today.isoformat()}, expected or order.version
        return self._do(number, OrderAction.REOPEN, by, seen, note, detail, **values)

    def urge(self, number: str, by: By, expected: int | None = None, note: str = "") -> WorkOrder:
        """Count an urging (催办) with its time."""
        now = datetime.now(UTC)
        return self._do(number, OrderAction.URGE, by, expected, note, urged=O.c.urged + 1, urged_at=now)

    def reply(self, number: str, by: By, text: str, expected: int | None) -> WorkOrder:
        """Keep what the department answers; a department's own telephone numbers stay readable."""
        phones = [each.phone for each in self._store.departments() if each.phone]
        told = mask_but(text.strip(), phones)
        values: dict[str, Any] = {"replied_by": by.actor, "answered_at": datetime.now(UTC)}
        return self._do(number, OrderAction.REPLY, by, expected, detail={"reply": told}, reply=told, **values)

    def call_back(
        self,
        number: str,
        by: By,
        satisfaction: int | None,
        reached: bool,
        expected: int | None,
        note: str = "",
    ) -> WorkOrder:
        """Note that the person was called back (回访); nobody reached leaves the order waiting for it.

        Args:
            number: the order.
            by: who called.
            satisfaction: 1 very bad to 5 very good, as the person told it.
            reached: whether somebody answered.
            expected: the version that was called about.
            note: what was said.
        """
        detail = {"reached": reached, "satisfaction": satisfaction}
        values: dict[str, Any] = {"satisfaction": satisfaction} if reached else {}
        return self._do(
            number, OrderAction.CALL_BACK, by, expected, note, detail, stays=not reached, **values
        )

    def edit(self, number: str, by: By, edits: Edits, expected: int | None, note: str = "") -> WorkOrder:
        """Correct an order; what was before stands in its event.

        Raises:
            InputError: the region is not known.
        """
        order, values = self.read(number, by.scope), edits.given()
        if edits.region is not None and region_code(self._store, edits.region) is None:
            raise InputError("region", "region_unknown", region=edits.region)
        for name in values.keys() & {"summary", "place"}:
            values[name] = mask(values[name].strip()) or getattr(order, name)
        if values.keys() & {"kind", "is_urgent"} and edits.due_on is None:
            kind, is_urgent = edits.kind or order.kind, values.get("is_urgent", order.is_urgent)
            values["due_on"] = due_day(kind, is_urgent, self._counts_from(number), self._is_working_day)
        detail = {
            name: [str(getattr(order, name)), str(value)]
            for name, value in values.items()
            if getattr(order, name) != value
        }
        return self._do(number, OrderAction.EDIT, by, expected or order.version, note, detail, **values)

    def _counts_from(self, number: str) -> date:
        """Return the day from which an order's deadline counts: that of its number, or of its last reopening."""
        reopened = [each.detail.get(COUNTS_FROM) for each in self.events(number)]
        return max((date.fromisoformat(each) for each in reopened if each), default=day_of(number))

    def _do(
        self,
        number: str,
        action: OrderAction,
        by: By,
        expected: int | None,
        note: str = "",
        detail: dict[str, Any] | None = None,
        stays: bool = False,
        **values: Any,
    ) -> WorkOrder:
        note = mask(note.strip())
        with self._engine.begin() as connection:
            order = locked(connection, number, by.scope)
            if expected is not None and order.version != expected:
                raise OrderConflict(number, expected, order.version)
            status = after(number, order.status, action, note)
            values["status"] = (order.status if stays else status).value
            return changed(connection, order, action, by.actor, note, detail, **values)
