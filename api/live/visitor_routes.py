"""Asking for a person over HTTP: into the queue, how it stands, out of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import BridgeDep
from api.live.visitor_schemas import EnterIn, VisitOut, visit_out
from api.problems import documented
from api.security.text import Identifier

router = APIRouter(prefix="/api/v1", tags=["chat"])
HIGHEST = 2_147_483_647
After = Annotated[
    int, Query(ge=0, le=HIGHEST, description="The position up to which everything is known already.")
]


@router.post("/handoffs", responses=documented(400, 404, 409, 413, 415, 422, 503))
async def enter_queue(asked: EnterIn, bridge: BridgeDep) -> VisitOut:
    """Wait for a person; who waits already keeps the place. 409 where the desk is closed or nobody is there."""
    conversation_id = asked.conversation_id or await bridge.chat.open("web", (asked.client_id, "handoff"))
    return visit_out(await bridge.visits.enter(conversation_id, asked.region))


@router.get("/conversations/{conversation_id}/handoff", responses=documented(404, 422, 503))
async def read_handoff(conversation_id: Identifier, bridge: BridgeDep, after: After = 0) -> VisitOut:
    """Tell how the conversation's hand-off stands and what happened in it.

    A page without a WebSocket asks every few seconds: who is silent for three minutes has left the queue.
    """
    return visit_out(await bridge.visits.visit(conversation_id, after))


@router.post("/conversations/{conversation_id}/handoff/leave", responses=documented(404, 415, 422, 503))
async def leave_handoff(conversation_id: Identifier, bridge: BridgeDep, after: After = 0) -> VisitOut:
    """Leave the queue, or end the conversation with a person."""
    return visit_out(await bridge.visits.leave(conversation_id, after))
