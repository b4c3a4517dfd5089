"""Policies and interpretations over HTTP. Routes that only read the store run in the thread pool."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import BridgeDep
from api.documents.schemas import InterpretationOut, PolicyOut
from api.documents.shelf import show_interpretation, show_policy
from api.problems import documented
from api.security.text import Identifier

router = APIRouter(prefix="/api/v1", tags=["documents"])
AsOf = Annotated[date, Query(description="The day for which validity is told; today where left out")]
UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Not changed since the ETag that was sent in If-None-Match"}
}


@router.get(
    "/policies/{policy_id}", response_model=PolicyOut, responses={**UNCHANGED, **documented(404, 422, 503)}
)
def read_policy(
    policy_id: Identifier, request: Request, bridge: BridgeDep, on: AsOf | None = None
) -> Response:
    """Return a public document with its clauses, its status on a day (today's) and its interpretations."""
    day = on or bridge.today()
    return _tagged(request, PolicyOut.of(show_policy(bridge.library.store, policy_id, day), day))


@router.get(
    "/interpretations/{interpretation_id}",
    response_model=InterpretationOut,
    responses={**UNCHANGED, **documented(404, 422, 503)},
)
def read_interpretation(interpretation_id: Identifier, request: Request, bridge: BridgeDep) -> Response:
    """Return an interpretation with the documents that it explains."""
    return _tagged(
        request, InterpretationOut.of(show_interpretation(bridge.library.store, interpretation_id))
    )


def _tagged(request: Request, content: BaseModel) -> Response:
    body = content.model_dump_json().encode()
    headers = {"ETag": f'"{sha256(body).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
