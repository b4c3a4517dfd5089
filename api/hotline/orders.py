"""Work orders of a hotline's telephone system: made from its calls, its own to read and to urge, nobody else's."""

from __future__ import annotations

from typing import Self

from fastapi import APIRouter
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.staff import WorkOrdersKey
from api.security.text import Identifier
from api.workorders.making import Maker, made
from api.workorders.schemas import OrderIn, OwnOrderOut, UrgeIn, Words
from api.workorders.telling import own
from policies.content.keys import Key
from policies.content.orders.reading import Scope
from policies.content.orders.work_orders import By

router = APIRouter(prefix="/api/v1/hotline/workorders", tags=["hotline"])
LONGEST_WORDS = 2_000


class CallOrderIn(OrderIn):
    """An order from a call: without words of its own it says what was asked in the call."""

    call_id: Identifier | None = Field(default=None, description="The call that it comes from.")
    words: Words | None = Field(  # type: ignore[assignment]
        default=None, description="What the caller said; left out, the questions of the call."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.words is None and self.call_id is None:
            raise PydanticCustomError("words_or_call", "words or a call")
        return self


@router.post("", status_code=201, responses=documented(400, 401, 403, 404, 413, 415, 422, 503))
def create_order(order: CallOrderIn, bridge: BridgeDep, key: WorkOrdersKey) -> OwnOrderOut:
    """Make an order, from a call or by itself; read the number to the caller. The call's summary names it."""
    told = _filled(bridge, key, order) if order.call_id else order
    by = Maker(key.id, key.name, "hotline")
    return own(made(bridge, by, told, order.call_id), bridge.today())


@router.get("/{number}", responses=documented(401, 403, 404, 422, 503))
def read_order(number: Identifier, bridge: BridgeDep, key: WorkOrdersKey) -> OwnOrderOut:
    """Tell how an order of this hotline stands."""
    return own(bridge.orders.read(number, Scope(owner=key.id)), bridge.today())


@router.post("/{number}/urge", responses=documented(400, 401, 403, 404, 409, 413, 415, 422, 503))
def urge_order(number: Identifier, urging: UrgeIn, bridge: BridgeDep, key: WorkOrdersKey) -> OwnOrderOut:
    """Urge an order of this hotline (催办); counted with its time."""
    by = By(key.name, Scope(owner=key.id))
    return own(bridge.orders.urge(number, by, note=urging.note), bridge.today())


def _filled(bridge: Bridge, key: Key, order: CallOrderIn) -> CallOrderIn:
    """Return the order with the questions of its call and the caller's region, where it does not say them."""
    call = bridge.hotline.calls.of(order.call_id or "", key.id)
    asked = "\n".join(question for question, _ in call.answered)[:LONGEST_WORDS]
    return order.model_copy(update={"words": order.words or asked, "region": order.region or call.region})
