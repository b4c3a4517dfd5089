"""Deleting a conversation, where somebody asks for it."""

from __future__ import annotations

from fastapi import APIRouter

from api.admin.pairs import WRITING
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Admin
from api.security.text import Identifier
from policies.content.erasing import erase

router = APIRouter(prefix="/api/v1/admin/conversations", tags=["admin"], dependencies=[DESCRIBED_QUERY])


@router.delete("/{conversation_id}", status_code=204, responses=WRITING)
def erase_conversation(conversation_id: Identifier, bridge: BridgeDep, key: Admin) -> None:
    """Delete a conversation or call: questions, answers, verdicts, wishes to be called back, what was learned from it."""
    erase(bridge.library.store.engine, conversation_id, key.name, bridge.library.erasures)
    bridge.hotline.calls.forget(conversation_id)
