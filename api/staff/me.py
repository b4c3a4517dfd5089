"""Who is calling: for pages that act with the session."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.requests import Request

from api.dependencies import BridgeDep
from api.problems import documented
from api.security.query import DESCRIBED_QUERY
from api.security.sessions import SESSION, csrf_token, read_cookie
from api.security.staff import allowed_to
from policies.content.keys import Key, Role

router = APIRouter(prefix="/api/v1/staff", tags=["staff"], dependencies=[DESCRIBED_QUERY])


class Me(BaseModel):
    """Who is calling, and what the caller may do."""

    name: str = Field(examples=["张三"])
    roles: list[Role]
    department: str | None
    csrf_token: str | None = Field(description="For the header X-CSRF-Token; only with a session's cookie.")


@router.get("/me", responses=documented(401, 403, 422, 503))
def read_me(request: Request, bridge: BridgeDep, key: Annotated[Key, Depends(allowed_to(*Role))]) -> Me:
    """Tell who is calling."""
    is_key = "authorization" in request.headers
    token = None if is_key else csrf_token(bridge, read_cookie(request, bridge, SESSION))
    return Me(name=key.name, roles=sorted(key.roles), department=key.department, csrf_token=token)
