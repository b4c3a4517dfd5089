"""The nouns of work orders as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

Source = Literal["hotline", "chat", "staff"]


class OrderKind(StrEnum):
    """What people want, in the terms of the 12345 practice."""

    CONSULT = "consult"  # 咨询
    HELP = "help"  # 求助
    COMPLAINT = "complaint"  # 投诉
    REPORT = "report"  # 举报
    SUGGESTION = "suggestion"  # 建议
    PRAISE = "praise"  # 表扬
    OTHER = "other"  # 其他


class OrderStatus(StrEnum):
    """Where an order is on its way."""

    NEW = "new"  # 待派单
    ASSIGNED = "assigned"  # 已派单
    IN_PROGRESS = "in_progress"  # 办理中
    RETURNED = "returned"  # 已退回
    TRANSFERRED = "transferred"  # 已转办
    ANSWERED = "answered"  # 已答复
    CALLED_BACK = "called_back"  # 已回访
    CLOSED = "closed"  # 已办结
    REOPENED = "reopened"  # 重新办理


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call back; `phone` is as it is dialled."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to be made.

    Attributes:
        client_id: the maker's own identifier, so that nothing is doubled when it is sent again.
        words: what the person said.
        place: where it is, in the person's words.
        region: a region's full name; decides the beginning of the number.
        suggested: the department that seems responsible, by its name in the directory.
        suggested_why: the reason for it, in words.
        conversation_id: the call or chat that it came from.
    """

    client_id: str
    kind: OrderKind
    summary: str
    words: str
    source: Source
    place: str = ""
    region: str | None = None
    is_urgent: bool = False
    suggested: str | None = None
    suggested_why: str = ""
    conversation_id: str | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """A work order; personal data in its texts is masked.

    Attributes:
        number: how people name it, such as "GD990101-20261127-0001".
        department: who has it now; None while it waits to be assigned.
        suggested: the department that seemed responsible when it was made, `suggested_why` the reason.
        owner: the key that made it.
        due_on: the day by which it is to be answered.
        urged: how often it was urged (催办), `urged_at` the last time.
        satisfaction: 1 to 5, as told when the person was called back.
        has_contact: whether somebody can be called back.
        pair_id: the draft that was made of the reply.
        version: grows with every change.
    """

    id: int
    number: str
    kind: OrderKind
    status: OrderStatus
    is_urgent: bool
    summary: str
    words: str
    place: str
    region: str | None
    department: str | None
    suggested: str | None
    suggested_why: str
    source: Source
    conversation_id: str | None
    owner: str
    created_by: str
    created_at: datetime
    changed_at: datetime
    due_on: date
    urged: int
    urged_at: datetime | None
    reply: str
    replied_by: str | None
    answered_at: datetime | None
    satisfaction: int | None
    closed_at: datetime | None
    pair_id: str | None
    version: int
    has_contact: bool = False


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """One change of an order; `status` is the one it led to."""

    version: int
    at: datetime
    actor: str
    action: str
    status: OrderStatus
    note: str
    detail: dict[str, Any] = field(default_factory=dict)
