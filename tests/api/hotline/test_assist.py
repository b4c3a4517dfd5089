"""Suggestions while the caller speaks."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from policies.content.keys import KeyRing, Role, Scope
from policies.library import Library
from tests.api.content import PAIR
from tests.api.hotline.conftest import CALLS


def test_only_the_newest_transcript_is_answered(hotline: TestClient, call_id: str) -> None:
    with hotline.websocket_connect(f"{CALLS}/{call_id}/assist") as line:
        for seq, heard in enumerate(("老", "老花镜", "老花镜补贴怎么申请")):
            line.send_json({"text": heard, "seq": seq})
        pushed = line.receive_json()
        assert pushed["seq"] == 2
        assert pushed["suggestions"][0]["qa_id"] == PAIR
        line.send_json({"text": "免费乘车卡在哪办", "seq": 3})
        assert line.receive_json()["suggestions"][0]["qa_id"] == "q-bus"


def test_what_is_no_transcript_closes_the_line(hotline: TestClient, call_id: str) -> None:
    with hotline.websocket_connect(f"{CALLS}/{call_id}/assist") as line:
        line.send_text("{")
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_json()
    assert closed.value.code == 1007


@pytest.mark.parametrize(("frame", "code"), [({"bytes": b"{}"}, 1003), ({"text": "x" * 40_000}, 1009)])
def test_a_frame_that_cannot_be_taken_closes_the_line(
    hotline: TestClient, call_id: str, frame: dict[str, bytes | str], code: int
) -> None:
    with hotline.websocket_connect(f"{CALLS}/{call_id}/assist") as line:
        line.send({"type": "websocket.receive", **frame})
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_json()
    assert closed.value.code == code


@pytest.mark.parametrize("headers", [{"Authorization": ""}, {"Authorization": "Bearer yhd_falsch"}])
def test_there_is_no_line_without_a_key(hotline: TestClient, call_id: str, headers: dict[str, str]) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        hotline.websocket_connect(f"{CALLS}/{call_id}/assist", headers=headers),
    ):
        pass


def test_a_key_that_is_not_for_suggestions_gets_no_line(alone: TestClient, library: Library) -> None:
    key = KeyRing(library.store).make("通话", [Role.HOTLINE], scopes=[Scope.CALLS])[1]
    alone.headers["Authorization"] = f"Bearer {key}"
    call_id = alone.post(CALLS, json={}).json()["call_id"]
    with pytest.raises(WebSocketDisconnect), alone.websocket_connect(f"{CALLS}/{call_id}/assist"):
        pass


def test_there_is_no_line_to_a_call_that_is_not_there(hotline: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), hotline.websocket_connect(f"{CALLS}/none/assist"):
        pass
