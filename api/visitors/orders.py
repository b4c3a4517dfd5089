"""A work order that a person leaves on the page, after an answer that leads to one."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.admin.pair_schemas import Line
from api.chat.schemas import ClientId
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.text import Identifier, QuestionText, ShortText
from api.workorders.making import Maker, made
from api.workorders.schemas import ContactIn, OrderIn, Phone
from policies.content.orders.model import OrderKind
from policies.wording import say

router = APIRouter(prefix="/api/v1/conversations", tags=["chat"])
# Whoever has more to tell needs a person.
MOST = 3


class LeftOrderIn(BaseModel):
    """What is to be looked into, and whom to answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "client_id": "5e0c2f9a-order-0001",
                    "words": "楼下烧烤店每天吵到凌晨两点。",
                    "place": "幸福路12号",
                    "name": "李女士",
                    "phone": "0531-88880000",
                }
            ]
        },
    )

    client_id: ClientId = Field(description="The sender's own identifier; sent again, nothing is doubled.")
    words: QuestionText = Field(description="When, where, what; personal data in it is masked.")
    place: Line = ""
    name: ShortText = Field(description="How to address the person.")
    phone: Phone = Field(description="For asking back and answering; only operators see it.")


class LeftOrderOut(BaseModel):
    """Under which number it is kept, and by when it is answered."""

    number: str = Field(examples=["GD990101-20261127-0001"])
    due_on: date


@router.post(
    "/{conversation_id}/workorders", status_code=201, responses=documented(400, 404, 413, 415, 422, 503)
)
def leave_order(conversation_id: Identifier, left: LeftOrderIn, bridge: BridgeDep) -> LeftOrderOut:
    """Leave a work order (工单) from a conversation, at most three; operators assign it to a department."""
    region = bridge.log.get(conversation_id).region
    by = Maker(conversation_id, say("orders.citizen"), "chat", MOST)
    order = made(bridge, by, _order(left, region), conversation_id)
    return LeftOrderOut(number=order.number, due_on=order.due_on)


def _order(left: LeftOrderIn, region: str | None) -> OrderIn:
    return OrderIn(
        idempotency_key=left.client_id,
        kind=OrderKind.COMPLAINT,
        words=left.words,
        place=left.place,
        region=region,
        contact=ContactIn(name=left.name, phone=left.phone),
    )
