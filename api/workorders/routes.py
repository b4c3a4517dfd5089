"""Work orders for operators, departments and auditors: lists, one order, whom to call back, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import StreamingResponse

from api.admin.pair_schemas import Line
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Operator
from api.security.text import Day, Identifier
from api.workorders.making import Maker, made
from api.workorders.people import OrderReader, acting, readable_by
from api.workorders.schemas import ContactOut, OrderDetailOut, OrderOut, OrdersOut, StaffOrderIn
from api.workorders.telling import detailed, told
from policies.clock import beginning_of, end_of
from policies.content.orders.export import csv_lines, json_lines
from policies.content.orders.model import OrderKind, OrderStatus, Source, WorkOrder
from policies.content.orders.reading import Wanted, every

router = APIRouter(prefix="/api/v1/workorders", tags=["workorders"], dependencies=[DESCRIBED_QUERY])
READING = documented(401, 403, 404, 422, 503)
WRITING = documented(400, 401, 403, 404, 409, 413, 415, 422, 503)
Before = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="`next` of the page before")]


def wanted(
    bridge: BridgeDep,
    status: OrderStatus | None = None,
    kind: OrderKind | None = None,
    department: Line | None = None,
    region: Line | None = None,
    conversation_id: Line | None = None,
    pair_id: Line | None = None,
    q: Annotated[Line | None, Query(description="Stands in number, summary or words")] = None,
    overdue: Annotated[bool, Query(description="Only what should have been answered by now")] = False,
    urged: Annotated[bool, Query(description="Only what was urged")] = False,
    since: Annotated[Day | None, Query(description="Made on this day or later")] = None,
    until: Annotated[Day | None, Query(description="Made on this day or earlier")] = None,
) -> Wanted:
    """Return what a list shows; days are China's."""
    return Wanted(
        status=status,
        kind=kind,
        department=department or None,
        region=region or None,
        conversation_id=conversation_id or None,
        pair_id=pair_id or None,
        text=q or None,
        overdue_on=bridge.today() if overdue else None,
        urged=urged,
        since=beginning_of(since),
        until=end_of(until),
    )


WantedDep = Annotated[Wanted, Depends(wanted)]


@router.get("", responses=READING)
def list_orders(
    bridge: BridgeDep,
    key: OrderReader,
    wanted: WantedDep,
    before: Before = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> OrdersOut:
    """List orders, the newest first, page by page; a liaison sees those of the department."""
    found = bridge.orders.page(wanted, readable_by(key), before, limit)
    following = found[-1].id if len(found) == limit else None
    return OrdersOut(items=[told(each, bridge.today()) for each in found], next=following)


@router.post("", status_code=201, responses=WRITING)
def create_order(order: StaffOrderIn, bridge: BridgeDep, key: Operator) -> OrderOut:
    """Make an order by hand or from a call or chat; the department is suggested with the reason."""
    by = Maker(key.id, key.name, _source(bridge, order))
    return told(made(bridge, by, order, order.conversation_id), bridge.today())


MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
WRITERS: dict[str, Callable[[Iterable[WorkOrder]], Iterator[str]]] = {"csv": csv_lines, "json": json_lines}
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
        },
    }
}


@router.get("/export", responses={**FILE, **READING}, response_class=StreamingResponse)
def export_orders(
    bridge: BridgeDep,
    key: OrderReader,
    wanted: WantedDep,
    kind_of_file: Annotated[Literal["csv", "json"], Query(alias="format")] = "csv",
) -> StreamingResponse:
    """Export orders as CSV (for spreadsheets, formulas disarmed) or JSON, without whom to call back."""
    orders = every(bridge.library.store.engine, wanted, readable_by(key))
    name = f"workorders-{bridge.today():%Y%m%d}.{kind_of_file}"
    return StreamingResponse(
        WRITERS[kind_of_file](orders),
        media_type=MEDIA_TYPES[kind_of_file],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get("/{number}", responses=READING)
def read_order(number: Identifier, bridge: BridgeDep, key: OrderReader) -> OrderDetailOut:
    """Return an order with everything that was done to it."""
    scope = readable_by(key)
    order = bridge.orders.read(number, scope)
    return detailed(order, bridge.orders.events(number, scope), bridge.today())


@router.get("/{number}/contact", responses=READING)
def read_contact(number: Identifier, bridge: BridgeDep, key: Operator) -> ContactOut | None:
    """Return whom to call back, null where nobody is or not any more; who looked stands in the audit."""
    found = bridge.orders.contact(number, acting(key))
    return ContactOut.model_validate(found) if found is not None else None


def _source(bridge: BridgeDep, order: StaffOrderIn) -> Source:
    if order.conversation_id is None:
        return "staff"
    return "hotline" if bridge.log.get(order.conversation_id).channel == "hotline" else "chat"
