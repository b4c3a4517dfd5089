"""Answering by the machine, switched off and on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.admin.service.schemas import ReasonIn, Why, router_of
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.live.operator_schemas import Moment
from api.security.staff import Admin, Auditor
from api.security.text import Identifier, Legible
from policies.content.service.switches import Reach, Switches

router = router_of("switches")


class SwitchIn(BaseModel):
    """What to switch off."""

    model_config = ConfigDict(extra="forbid")

    reach: Reach
    target: Annotated[str, StringConstraints(max_length=200), Legible] = Field(
        default="",
        description="A department, a matter (养老 or 养老/高龄津贴), a document's id or 文号, a pair's id; empty for all.",
    )
    until: Moment | None = Field(default=None, description="When it goes on by itself; null for never.")
    reason: Why


class SwitchOut(BaseModel):
    """What is switched off."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    reach: Reach
    target: str
    title: str
    until: datetime | None
    by: str
    at: datetime
    why: str


def switches_of(bridge: Bridge) -> Switches:
    """Return the switches of the service."""
    return Switches(bridge.library.service, bridge.library.store)


@router.get("", responses=READING)
def list_switches(bridge: BridgeDep, key: Auditor) -> list[SwitchOut]:
    """List what is switched off now, the newest first."""
    return [SwitchOut.model_validate(each) for each in switches_of(bridge).now()]


@router.post("", status_code=201, responses=WRITING)
def switch_off(body: SwitchIn, bridge: BridgeDep, key: Admin) -> SwitchOut:
    """Switch answering off; every process follows within a second. Emergencies are led on all the same."""
    made = switches_of(bridge).off(body.reach, body.target, body.until, key.name, body.reason)
    return SwitchOut.model_validate(made)


@router.post("/{switch_id}/on", status_code=204, responses=WRITING)
def switch_on(switch_id: Identifier, body: ReasonIn, bridge: BridgeDep, key: Admin) -> None:
    """Switch answering on again."""
    switches_of(bridge).on(switch_id, key.name, body.reason)
