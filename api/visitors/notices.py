"""What is announced to everybody who opens the citizens' pages or the widget."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.text import Identifier
from policies.content.service.banners import OWN, Level, shown
from policies.wording import say

router = APIRouter(prefix="/api/v1/notices", tags=["chat"])
PAUSED = "paused"


class NoticeOut(BaseModel):
    """One announcement."""

    id: str = Field(description="Changes with the text: what was read is not announced again.")
    text: str = Field(examples=["台风红色预警，政务大厅今天停止对外服务。"])
    level: Level
    heading: str = Field(examples=["紧急"])


@router.get("", responses=documented(422, 503))
async def read_notices(
    bridge: BridgeDep, site: Annotated[Identifier | None, Query()] = None
) -> list[NoticeOut]:
    """List what is announced now, the gravest first; read from memory."""
    return notices(bridge, site)


def notices(bridge: Bridge, site: str | None = None) -> list[NoticeOut]:
    """Return what is announced now on a site, or on our own pages; that all answering is off is announced too."""
    now = bridge.library.in_effect.now
    found = shown(now.banners, datetime.now(UTC), site or OWN)
    told = [_notice(f"{each.id}-{each.version}", each.text, each.level) for each in found]
    switch = bridge.library.halts.whole()
    if switch is not None:
        paused = say("answering.paused.all.summary")
        told.insert(0, _notice(f"{PAUSED}-{switch.id}", paused, Level.WARNING))
    return told


def _notice(name: str, text: str, level: Level) -> NoticeOut:
    return NoticeOut(id=name, text=text, level=level, heading=say(f"page.notices.levels.{level.value}"))
