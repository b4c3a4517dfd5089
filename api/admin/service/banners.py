"""Announcements."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.admin.service.schemas import ReasonIn, Version, Why, router_of
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.live.operator_schemas import Moment
from api.security.staff import Admin, Auditor
from api.security.text import Identifier, Legible
from policies.content.service.banners import Banner, Banners, Draft, Level
from policies.content.service.settings import SettingNotFound

router = router_of("banners")
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Legible]


class BannerIn(BaseModel):
    """What to announce."""

    model_config = ConfigDict(extra="forbid")

    text: Text = Field(examples=["台风红色预警，政务大厅今天停止对外服务。"])
    level: Level = Level.WARNING
    speech: Text = Field(default="", description="What callers hear; empty for the text.")
    since: Moment | None = None
    until: Moment | None = None
    places: list[Annotated[str, StringConstraints(max_length=64)]] = Field(
        default=[], max_length=50, description="page, hotline, names of sites; empty for everywhere."
    )
    reason: Why
    version: Version = None

    def draft(self) -> Draft:
        """Return what is to be announced."""
        return Draft(self.text, self.level, self.speech, self.since, self.until, tuple(self.places))


class BannerOut(BaseModel):
    """An announcement."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    text: str
    speech: str
    level: Level
    since: datetime | None
    until: datetime | None
    places: list[str]
    version: int
    by: str
    at: datetime
    why: str


def banners_of(bridge: Bridge) -> Banners:
    """Return the announcements of the service."""
    return Banners(bridge.library.service)


def announce(
    bridge: Bridge, draft: Draft, actor: str, why: str, banner_id: str = "", version: int | None = None
) -> Banner:
    """Announce something, or change an announcement; see `Banners.save`."""
    if banner_id and banner_id not in {each.id for each in banners_of(bridge).every()}:
        raise SettingNotFound(banner_id)
    sites = [each.id for each in bridge.sites.every()]
    return banners_of(bridge).save(draft, sites, actor, why, banner_id, version)


@router.get("", responses=READING)
def list_banners(bridge: BridgeDep, key: Auditor) -> list[BannerOut]:
    """List the announcements, the gravest first, those whose time is over or not yet come too."""
    return [BannerOut.model_validate(each) for each in banners_of(bridge).every()]


@router.post("", status_code=201, responses=WRITING)
def add_banner(body: BannerIn, bridge: BridgeDep, key: Admin) -> BannerOut:
    """Announce something."""
    return BannerOut.model_validate(announce(bridge, body.draft(), key.name, body.reason))


@router.put("/{banner_id}", responses=WRITING)
def change_banner(banner_id: Identifier, body: BannerIn, bridge: BridgeDep, key: Admin) -> BannerOut:
    """Change an announcement."""
    made = announce(bridge, body.draft(), key.name, body.reason, banner_id, body.version)
    return BannerOut.model_validate(made)


@router.post("/{banner_id}/remove", status_code=204, responses=WRITING)
def remove_banner(banner_id: Identifier, body: ReasonIn, bridge: BridgeDep, key: Admin) -> None:
    """Announce something no longer."""
    banners_of(bridge).take_away(banner_id, key.name, body.reason)
