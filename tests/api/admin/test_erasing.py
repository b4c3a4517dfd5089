"""Deleting a conversation over the back office's API."""

from __future__ import annotations

from tests.api.admin.conftest import As
from tests.api.content import QUESTION


def test_an_erased_conversation_and_call_are_nowhere_any_more(as_: As) -> None:
    anybody = as_("")
    asked = anybody.post("/api/v1/chat/messages", json={"text": QUESTION}).json()
    call_id = as_("热线戊").post("/api/v1/hotline/calls", json={}).json()["call_id"]
    admin = as_("管理丁")
    address = "/api/v1/admin/conversations"
    told = [
        admin.delete(f"{address}/{each}").status_code
        for each in (asked["conversation_id"], call_id, asked["conversation_id"])
    ]
    assert told == [204, 204, 404]
    follow = {"text": QUESTION, "conversation_id": asked["conversation_id"]}
    assert admin.post("/api/v1/chat/messages", json=follow).status_code == 404
    rated = admin.put(f"/api/v1/messages/{asked['message_id']}/feedback", json={"helpful": True})
    assert rated.status_code == 404
    turn = {"text": QUESTION, "idempotency_key": "turn-000000000001"}
    lost = as_("热线戊").post(f"/api/v1/hotline/calls/{call_id}/utterances", json=turn)
    assert lost.status_code == 404
