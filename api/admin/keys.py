"""Keys of machines and staff, for admins: listed, made, rotated, revoked; each with an audit entry."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.pairs import READING, WRITING
from api.admin.reasons import Reason, Why
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin, Auditor
from api.security.text import Identifier, Legible
from policies.content.keys import LONGEST_OVERLAP, Key, Role, Scope

router = APIRouter(prefix="/api/v1/admin/keys", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64), Legible]
LONGEST_OVERLAP_H = int(LONGEST_OVERLAP.total_seconds()) // 3600


class KeyIn(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "热线平台", "roles": ["hotline"], "scopes": ["calls"]}]},
    )

    name: Name = Field(description="Who acts with it; the four-eyes rule compares this.")
    roles: list[Role] = Field(min_length=1, max_length=len(Role))
    days: int | None = Field(default=365, strict=True, ge=1, le=3650, description="null: without end.")
    department: Name | None = Field(default=None, description="For whom a liaison answers.")
    scopes: list[Scope] | None = Field(
        default=None, max_length=len(Scope), description="What of the hotline's addresses; null for all."
    )


class RotationIn(BaseModel):
    """How long the secret up to now stays good."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"overlap_hours": 24}]})

    overlap_hours: int = Field(default=24, strict=True, ge=0, le=LONGEST_OVERLAP_H)
    reason: Why = ""


class KeyOut(BaseModel):
    """A key without its secret."""

    id: str
    name: str
    roles: list[Role]
    scopes: list[Scope] | None = Field(description="null: all of the hotline's addresses.")
    department: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None
    old_until: datetime | None = Field(description="Until when the secret before the rotation is good too.")


class KeyMadeOut(KeyOut):
    """A key with a new secret, which is told this once."""

    secret: str = Field(examples=["yhd_…"])


@router.get("", responses=READING)
def list_keys(bridge: BridgeDep, key: Auditor) -> list[KeyOut]:
    """List all keys, the newest last; secrets are not kept and cannot be shown."""
    return [KeyOut(**_told(each)) for each in bridge.keys.every()]


@router.post("", status_code=201, responses=documented(400, 401, 403, 404, 413, 415, 422, 503))
def make_key(body: KeyIn, bridge: BridgeDep, key: Admin) -> KeyMadeOut:
    """Make a key; its secret is in this answer and nowhere else."""
    made, secret = bridge.keys.make(
        body.name, body.roles, body.days, body.department, body.scopes, actor=key.name
    )
    return KeyMadeOut(**_told(made), secret=secret)


@router.post("/{key_id}/rotate", responses=WRITING)
def rotate_key(key_id: Identifier, body: RotationIn, bridge: BridgeDep, key: Admin) -> KeyMadeOut:
    """Give a key a new secret, good at once; the one up to now stays good for the overlap."""
    overlap = timedelta(hours=body.overlap_hours)
    turned, secret = bridge.keys.rotate(key_id, overlap, actor=key.name, reason=body.reason)
    return KeyMadeOut(**_told(turned), secret=secret)


@router.post("/{key_id}/revoke", status_code=204, responses=WRITING)
def revoke_key(key_id: Identifier, bridge: BridgeDep, key: Admin, reason: Reason = "") -> None:
    """Make a key useless at once, with every secret it has."""
    bridge.keys.revoke(key_id, actor=key.name, reason=reason)


def _told(key: Key) -> dict[str, Any]:
    names = ("id", "name", "department", "created_at", "expires_at", "revoked_at", "used_at", "old_until")
    told = {name: getattr(key, name) for name in names}
    return {**told, "roles": sorted(key.roles), "scopes": sorted(key.scopes) if key.scopes else None}
