"""A site's own masks."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.admin.service.schemas import ReasonIn, Why, router_of
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.staff import Admin, Auditor
from api.security.text import Identifier
from policies.content.service.masks import Masks, SiteMask

router = router_of("masks")


class MaskBody(BaseModel):
    """A pattern."""

    model_config = ConfigDict(extra="forbid")

    pattern: Annotated[str, StringConstraints(max_length=100)] = Field(
        description="# a digit, @ a letter, each perhaps with how often: #{8}, #{6,10}; all else itself.",
        examples=["YB#{8}"],
    )
    label: Annotated[str, StringConstraints(max_length=30)] = Field(examples=["社保卡号"])


class MaskIn(MaskBody):
    """A pattern to be added, and why."""

    reason: Why


class TrialIn(MaskBody):
    """A pattern to be tried on a text."""

    sample: Annotated[str, StringConstraints(max_length=1000)]


class TriedOut(BaseModel):
    """What a text would be kept as."""

    masked: str


class MaskOut(BaseModel):
    """A mask in effect."""

    id: str
    pattern: str
    label: str
    by: str


def masks_of(bridge: Bridge) -> Masks:
    """Return the site's masks."""
    return Masks(bridge.library.service, bridge.library.store)


@router.get("", responses=READING)
def list_masks(bridge: BridgeDep, key: Auditor) -> list[MaskOut]:
    """List the site's masks; what is always masked cannot be switched off and is not among them."""
    return [_told(each) for each in masks_of(bridge).every()]


@router.post("/try", responses=WRITING)
def try_mask(body: TrialIn, bridge: BridgeDep, key: Auditor) -> TriedOut:
    """Return what a text would be kept as; nothing is changed."""
    return TriedOut(masked=masks_of(bridge).tried(body.pattern, body.label, body.sample))


@router.post("", status_code=201, responses=WRITING)
def add_mask(body: MaskIn, bridge: BridgeDep, key: Admin) -> MaskOut:
    """Mask what a pattern catches in everything that comes from now on."""
    return _told(masks_of(bridge).add(body.pattern, body.label, key.name, body.reason))


@router.post("/{mask_id}/remove", status_code=204, responses=WRITING)
def remove_mask(mask_id: Identifier, body: ReasonIn, bridge: BridgeDep, key: Admin) -> None:
    """Mask what a pattern catches no longer; what was masked stays so."""
    masks_of(bridge).take_away(mask_id, key.name, body.reason)


def _told(found: SiteMask) -> MaskOut:
    return MaskOut(id=found.id, pattern=found.mask.pattern, label=found.mask.label, by=found.setting.by)
