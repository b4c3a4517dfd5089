"""From what somebody sends to a work order: the department suggested, the words of a call filled in."""

from __future__ import annotations

from dataclasses import dataclass

from api.bridge import Bridge
from api.workorders.schemas import OrderIn
from policies.content.orders.model import NewOrder, Source, WorkOrder
from policies.language.masking import mask


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes an order.

    Attributes:
        owner: the key, or the conversation of a person without one.
        name: for the history.
        source: where it is made.
        most: so many may be made from one conversation; None for any number.
    """

    owner: str
    name: str
    source: Source
    most: int | None = None


def made(bridge: Bridge, by: Maker, told: OrderIn, conversation_id: str | None = None) -> WorkOrder:
    """Make an order with the department that its words and place suggest.

    Raises:
        InputError, ConversationNotFound: see `OrderMaking.create`.
    """
    suggested = bridge.library.responsible(mask(told.words), asked_on=bridge.today(), region=told.region)
    new = NewOrder(
        client_id=told.idempotency_key,
        kind=told.kind,
        summary=told.summary,
        words=told.words,
        source=by.source,
        place=told.place,
        region=told.region or None,
        is_urgent=told.is_urgent,
        suggested=suggested.department if suggested else None,
        suggested_why=suggested.why if suggested else "",
        conversation_id=conversation_id,
        contact=told.contact.to_contact() if told.contact else None,
    )
    return bridge.orders.create(new, by.owner, by.name, by.most)
