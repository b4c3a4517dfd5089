"""What all settings have: a reason to give, a version that tells who, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.security.query import DESCRIBED_QUERY
from api.security.text import Legible
from policies.content.service.settings import MOST_WHY

Why = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_WHY),
    Legible,
    Field(description="Why; kept in the audit.", examples=["答复与新规定不符，正在核对"]),
]
Version = Annotated[int | None, Field(ge=0, le=2**31 - 1, description="The version that was looked at.")]


class ReasonIn(BaseModel):
    """A step that needs nothing but its reason."""

    model_config = ConfigDict(extra="forbid")

    reason: Why


class ChangeOut(BaseModel):
    """One version of a setting; without a value it is as delivered from then on."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    version: int
    value: Any
    by: str
    at: datetime
    why: str


def router_of(name: str) -> APIRouter:
    """Return a router for a kind of settings."""
    return APIRouter(prefix=f"/api/v1/admin/service/{name}", tags=["admin"], dependencies=[DESCRIBED_QUERY])
