"""How long what is kept of people lasts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.admin.pairs import READING, WRITING
from api.admin.service.schemas import ReasonIn, Why, router_of
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.staff import Admin, Auditor
from policies.content.retention import Ended, due
from policies.content.service.retaining import Kept, Retaining
from policies.settings import LibrarySettings

router = router_of("retention")
Name = Literal["conversations", "calls", "contacts", "order_contacts", "corrections", "events"]
Days = dict[str, Annotated[int, Field(ge=0, le=36_500)]]


class KeptOut(BaseModel):
    """How long one kind of thing is kept."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    days: int = Field(description="In effect; 0 without end.")
    configured: int = Field(description="What the environment says.")
    is_own: bool = Field(description="The days are set here.")
    least: int
    most: int


class DaysIn(BaseModel):
    """Days for some kinds."""

    model_config = ConfigDict(extra="forbid")

    days: Days = Field(min_length=1, examples=[{"conversations": 180}])


class DaysReasonIn(DaysIn):
    """Days for some kinds, and why."""

    reason: Why


class DueOut(BaseModel):
    """How much is over its time by some days, and would be deleted at the next sweep."""

    model_config = ConfigDict(from_attributes=True)

    conversations: int
    calls: int
    contacts: int
    order_contacts: int
    corrections: int
    events: int


def retaining_of(bridge: Bridge) -> Retaining:
    """Return the days of keeping."""
    return Retaining(bridge.library.service, LibrarySettings().keeping)


def due_with(bridge: Bridge, days: dict[str, int]) -> Ended:
    """Return how much the next sweep deletes if some days are set.

    Raises:
        InputError: they cannot be set.
    """
    return due(bridge.library.store.engine, retaining_of(bridge).proposed(days))


@router.get("", responses=READING)
def read_retention(bridge: BridgeDep, key: Auditor) -> list[KeptOut]:
    """Return how long everything is kept, and where that is set."""
    return _told(retaining_of(bridge).every())


@router.post("/preview", responses=WRITING)
def preview_retention(body: DaysIn, bridge: BridgeDep, key: Auditor) -> DueOut:
    """Count what the next sweep deletes if these days are set; nothing is changed."""
    return DueOut.model_validate(due_with(bridge, body.days))


@router.put("", responses=WRITING)
def save_retention(body: DaysReasonIn, bridge: BridgeDep, key: Admin) -> list[KeptOut]:
    """Set days; the daily sweep goes by them."""
    return _told(retaining_of(bridge).save(body.days, key.name, body.reason))


@router.post("/{kind}/restore", responses=WRITING)
def restore_retention(kind: Name, body: ReasonIn, bridge: BridgeDep, key: Admin) -> list[KeptOut]:
    """Let a kind go by the environment again."""
    return _told(retaining_of(bridge).take_back(kind, key.name, body.reason))


def _told(every: list[Kept]) -> list[KeptOut]:
    return [KeptOut.model_validate(each) for each in every]
