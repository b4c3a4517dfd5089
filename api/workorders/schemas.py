"""Work orders as JSON: what comes in and goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from api.admin.pair_schemas import FindingOut, Line, Note
from api.chat.schemas import ClientId
from api.security.text import Day, Identifier, Legible, ShortText, readable
from policies.content.orders.model import Contact, OrderKind, OrderStatus, Source

Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000),
    AfterValidator(readable),
]
Reply = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000),
    AfterValidator(readable),
]
Summary = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Legible]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=7, max_length=24)]
NUMBER = "GD990101-20261127-0001"
OWN: JsonDict = {
    "number": NUMBER,
    "kind": "complaint",
    "status": "assigned",
    "status_label": "已派单",
    "is_urgent": False,
    "summary": "门口路灯坏了半个月没人修",
    "words": "我家门口路灯坏了半个月，没人修。",
    "place": "幸福路12号",
    "region": "示范市云川区",
    "department": "示范市城市管理局",
    "created_at": "2026-11-27T02:30:00Z",
    "due_on": "2026-12-04",
    "is_overdue": False,
    "urged": 0,
    "urged_at": None,
    "reply": "",
    "answered_at": None,
    "closed_at": None,
    "version": 2,
}


class ContactIn(BaseModel):
    """Whom to call back. Kept apart from the order, and let go some time after it is closed."""

    model_config = ConfigDict(extra="forbid")

    name: ShortText = Field(examples=["李女士"])
    phone: Phone = Field(examples=["0531-88880000"])

    def to_contact(self) -> Contact:
        """Return the contact."""
        return Contact(self.name, self.phone)


class ContactOut(BaseModel):
    """Whom to call back."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    phone: str


class OrderIn(BaseModel):
    """An order to be made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "idempotency_key": "5e0c2f9a-order-0001",
                    "kind": "complaint",
                    "words": "我家门口路灯坏了半个月，没人修。",
                    "place": "幸福路12号",
                    "region": "示范市云川区",
                    "contact": {"name": "李女士", "phone": "0531-88880000"},
                }
            ]
        },
    )

    idempotency_key: ClientId = Field(description="Of this order; sent again, it gets the same order.")
    kind: OrderKind = Field(default=OrderKind.COMPLAINT)
    words: Words = Field(description="What the person said; personal data in it is masked.")
    summary: Summary = Field(default="", description="Left out, it is the beginning of the words.")
    place: Line = Field(default="", description="Where it is.")
    region: Line | None = Field(default=None, description="A region's full name; unknown ones are left out.")
    is_urgent: bool = Field(default=False, strict=True)
    contact: ContactIn | None = None


class StaffOrderIn(OrderIn):
    """An order that an operator makes, by hand or from a call or chat."""

    conversation_id: Identifier | None = Field(default=None, description="The call or chat that it is about.")


class OwnOrderOut(BaseModel):
    """An order as whoever made it sees it."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [OWN]})

    number: str
    kind: OrderKind
    status: OrderStatus
    status_label: str = Field(description="The status in Chinese.")
    is_urgent: bool
    summary: str
    words: str = Field(description="Personal data is masked.")
    place: str
    region: str | None
    department: str | None = Field(description="Who has it now.")
    created_at: datetime
    due_on: date = Field(description="The last day for an answer.")
    is_overdue: bool
    urged: int
    urged_at: datetime | None
    reply: str
    answered_at: datetime | None
    closed_at: datetime | None
    version: int = Field(description="Grows with every change.")


class OrderOut(OwnOrderOut):
    """An order as staff see it."""

    suggested: str | None = Field(description="The department that seemed responsible when it was made.")
    suggested_why: str = Field(description="The reason for the suggestion.")
    source: Source
    conversation_id: str | None
    created_by: str
    changed_at: datetime
    replied_by: str | None
    satisfaction: int | None = Field(description="1 very bad, 5 very good; told when called back.")
    pair_id: str | None = Field(description="The draft Q&A pair that was made of the reply.")
    has_contact: bool


class OrdersOut(BaseModel):
    """A page of orders, the newest first."""

    items: list[OrderOut]
    next: int | None = Field(description="Give this as `before` for the next page; null on the last.")


class EventOut(BaseModel):
    """One change of an order."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    at: datetime
    actor: str
    action: str
    status: OrderStatus = Field(description="The one it led to.")
    note: str
    detail: dict[str, Any]


class OrderDetailOut(OrderOut):
    """An order with everything that was done to it, oldest first."""

    events: list[EventOut]


class ChangeIn(BaseModel):
    """What every change says."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(
        ge=1, le=2**31 - 1, description="The version it was decided on; another in between is a conflict."
    )
    note: Note = Field(default="", description="Why; needed to return, transfer, reopen and close.")


class StatusIn(ChangeIn):
    """A step that needs nothing but its reason."""

    action: Literal["accept", "return", "transfer", "reopen"] = Field(
        description="accept (签收), return to the desk (退回), transfer elsewhere (转办), reopen (重新办理)."
    )


class AssignIn(ChangeIn):
    """To whom an order is given."""

    department: Line | None = Field(
        default=None, description="By name or alias; left out, the suggested one."
    )


class UrgeIn(BaseModel):
    """An urging (催办)."""

    model_config = ConfigDict(extra="forbid")

    note: Note = ""


class ReplyIn(BaseModel):
    """What the department answers."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1, le=2**31 - 1)
    text: Reply = Field(description="Personal data is masked; offices' telephone numbers stay.")


class CallBackIn(ChangeIn):
    """How it was when the person was called back (回访)."""

    reached: bool = Field(default=True, strict=True, description="False: nobody answered, try again.")
    satisfaction: int | None = Field(
        default=None, strict=True, ge=1, le=5, description="1 very bad, 5 very good."
    )


class EditIn(ChangeIn):
    """What is corrected; what is left out stays. A new kind counts the deadline anew."""

    kind: OrderKind | None = None
    summary: Summary | None = None
    place: Line | None = None
    region: Line | None = None
    is_urgent: bool | None = Field(default=None, strict=True)
    due_on: Day | None = Field(default=None, description="Puts the deadline off (延期).")


class DraftedOut(BaseModel):
    """The draft that was made of a reply; another person publishes it."""

    pair_id: str
    question: str
    order: OrderOut
    findings: list[FindingOut] = Field(description="What is to be mended before it can be published.")
