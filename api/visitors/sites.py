"""How the chat looks: on our own page, and on a site that shows it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request

from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.origins import is_own
from api.security.text import Identifier
from policies.content.colors import hues
from policies.content.sites import OriginRefused, Site
from policies.wording import section

router = APIRouter(prefix="/api/v1/sites", tags=["chat"])
OUTER_LEVELS = ("nation", "province")


class LookOut(BaseModel):
    """What the chat is built from."""

    site: str = Field(description="The site's name; empty for our own page.")
    title: str = Field(examples=["政策咨询"])
    colors: dict[str, str] = Field(description="accent, accent-deep, accent-wash; empty for the usual ones.")
    texts: dict[str, Any] = Field(description="Every sentence of the chat, by name.")
    panel: dict[str, str] = Field(description="The words of the floating button and its panel.")
    hot: list[str]
    regions: list[str]


@router.get("/{site_id}", responses=documented(403, 404, 422, 503))
def read_look(site_id: Identifier, request: Request, bridge: BridgeDep) -> LookOut:
    """Return how the chat looks on a site; only its own pages may ask."""
    site = bridge.sites.find(site_id)
    if not is_own(request) and request.headers["origin"] not in allowed_origins(bridge, site):
        raise OriginRefused(site_id)
    return look(bridge, site)


def allowed_origins(bridge: Bridge, site: Site) -> tuple[str, ...]:
    """Return the origins that may show a site's chat."""
    return (*bridge.settings.embed_origins, *site.origins)


def look(bridge: Bridge, site: Site | None = None) -> LookOut:
    """Return how the chat looks on a site; None for our own page."""
    page = section("page")
    texts = dict(page["chat"])
    if site is not None and site.greeting:
        texts["greeting_title"] = site.greeting
    hot = site.hot if site is not None and site.hot else bridge.starters.questions(bridge.today())
    return LookOut(
        site=site.id if site is not None else "",
        title=site.title if site is not None else page["title"],
        colors=_colors(site) if site is not None else {},
        texts=texts,
        panel=page["panel"],
        hot=list(hot),
        regions=[each.name for each in bridge.library.store.regions() if each.level not in OUTER_LEVELS],
    )


def _colors(site: Site) -> dict[str, str]:
    deep, wash = hues(site.color)
    return {"accent": site.color, "accent-deep": deep, "accent-wash": wash}
