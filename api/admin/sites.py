"""The sites that may show the assistant, and the requests to be called back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.admin.reasons import Reason
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin, Editor, Reader
from api.security.text import Identifier, Legible
from policies.content.callbacks import CallBacks
from policies.content.sites import COLOR, Site

router = APIRouter(prefix="/api/v1/admin", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30), Legible]
Hot = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100), Legible]
Origin = Annotated[str, StringConstraints(min_length=8, max_length=255)]


class SiteBody(BaseModel):
    """How a site shows the assistant, and from where."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    title: Title = Field(examples=["政策咨询"])
    color: Annotated[str, StringConstraints(max_length=7)] = Field(default=COLOR, examples=[COLOR])
    greeting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), Legible] = ""
    hot: list[Hot] = Field(default=[], max_length=12)
    origins: list[Origin] = Field(
        default=[],
        max_length=20,
        examples=[["https://www.example.gov.cn"]],
        description="Scheme, host, port.",
    )

    def to_site(self, site_id: str) -> Site:
        """Return the site of that name."""
        return Site(site_id, self.title, self.color, self.greeting, tuple(self.hot), tuple(self.origins))


class SiteOut(SiteBody):
    """A site under its name."""

    id: str


class ContactOut(BaseModel):
    """Somebody who wants to be called back."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    conversation_id: str | None
    name: str
    phone: str
    matter: str
    at: datetime
    done_at: datetime | None
    done_by: str | None


@router.get("/sites", responses=READING)
def list_sites(bridge: BridgeDep, key: Reader) -> list[SiteOut]:
    """List the sites by name."""
    return [SiteOut.model_validate(each) for each in bridge.sites.every()]


@router.put("/sites/{site_id}", responses=WRITING)
def save_site(site_id: Identifier, body: SiteBody, bridge: BridgeDep, key: Admin) -> SiteOut:
    """Save a site; what it allows and forbids holds within a second."""
    return SiteOut.model_validate(bridge.sites.save(body.to_site(site_id), key.name))


@router.delete("/sites/{site_id}", status_code=204, responses=WRITING)
def delete_site(site_id: Identifier, bridge: BridgeDep, key: Admin, reason: Reason = "") -> None:
    """Take a site away."""
    bridge.sites.delete(site_id, key.name, reason)


@router.get("/contacts", responses=READING)
def list_contacts(
    bridge: BridgeDep,
    key: Editor,
    waiting: Annotated[bool, Query(description="Only those not called back yet")] = True,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[ContactOut]:
    """List who wants to be called back, oldest first; numbers are whole here, since they are to be dialled."""
    return [ContactOut.model_validate(each) for each in bridge.contacts.every(waiting=waiting, limit=limit)]


@router.post("/contacts/{contact_id}/done", status_code=204, responses=WRITING)
def contact_done(contact_id: Identifier, bridge: BridgeDep, key: Editor) -> None:
    """Note that somebody was called back; one whom a colleague is about to call is left to the colleague."""
    CallBacks(bridge.library.store.engine).finish(contact_id, key.name)
