"""What happens, as it happens: the visitor's line and the desk's."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from policies.content.keys import KeyRing
from policies.content.live_tables import HANDOFF
from policies.library import Library
from tests.api.live.conftest import LIVE, Hire, Operator, Visitor


def line_of(visitor: Visitor, after: int = 0) -> Any:
    return visitor.client.websocket_connect(f"{visitor.address}/socket?after={after}")


def until(line: Any, kind: str) -> Any:
    """Return the first frame that holds an entry of a kind."""
    while True:
        frame = line.receive_json()
        if frame["type"] == "visit" and kind in [each["kind"] for each in frame["visit"]["entries"]]:
            return frame["visit"]


def test_the_visitor_is_told_place_claim_words_typing_and_the_end(
    visitor: Visitor, anna: Operator, client: TestClient
) -> None:
    before = Visitor(client)
    before.enter()
    visitor.enter()
    with line_of(visitor) as line:
        assert line.receive_json()["visit"]["place"] == 2
        anna.claim(before.handoff_id)
        assert line.receive_json()["visit"]["place"] == 1
        anna.claim(visitor.handoff_id)
        assert until(line, "claimed")["operator"] == "安娜"
        anna.call("POST", f"/handoffs/{visitor.handoff_id}/typing")
        assert line.receive_json() == {"type": "typing"}
        anna.say(visitor.handoff_id, "您好，请讲。")
        (words,) = until(line, "message")["entries"]
        assert (words["author"], words["text"]) == ("operator", "您好，请讲。")
        anna.close(visitor.handoff_id)
        assert until(line, "closed")["state"] == "closed"
        with pytest.raises(WebSocketDisconnect):
            line.receive_json()


def test_a_line_that_broke_goes_on_where_it_was(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    anna.claim(visitor.handoff_id)
    with line_of(visitor) as line:
        anna.say(visitor.handoff_id, "第一句")
        known = until(line, "message")["newest"]
    anna.say(visitor.handoff_id, "第二句")
    visitor.ask("第三句")
    with line_of(visitor, known) as line:
        entries = line.receive_json()["visit"]["entries"]
    assert [each["text"] for each in entries] == ["第二句", "第三句"]


def test_the_desk_is_told_of_new_visitors_their_words_and_their_typing(
    visitor: Visitor, anna: Operator, client: TestClient
) -> None:
    with client.websocket_connect(f"{LIVE}/events", headers=anna.headers) as desk:
        assert desk.receive_json() == {"type": "ready"}
        visitor.enter()
        entered = desk.receive_json()
        assert (entered["type"], entered["kind"], entered["position"]) == ("entry", "entered", 1)
        anna.claim(visitor.handoff_id)
        assert desk.receive_json()["kind"] == "claimed"
        visitor.ask("在吗")
        assert desk.receive_json()["kind"] == "message"
        with line_of(visitor) as line:
            line.receive_json()
            line.send_json({"type": "typing"})
            typing = desk.receive_json()
        assert typing == {"type": "typing", "handoff_id": visitor.handoff_id, "author": "visitor"}


def test_the_desk_is_told_when_colleagues_come(anna: Operator, hire: Hire, client: TestClient) -> None:
    with client.websocket_connect(f"{LIVE}/events", headers=anna.headers) as desk:
        desk.receive_json()
        hire("小波").present()
        assert desk.receive_json() == {"type": "presence"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer yhd_falsch"}])
def test_there_is_no_line_to_the_desk_without_a_key(client: TestClient, headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(f"{LIVE}/events", headers=headers):
        pass


def test_a_key_that_is_revoked_loses_its_line(
    anna: Operator, client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.live.operator_socket.LIVES_S", 0.05)
    with client.websocket_connect(f"{LIVE}/events", headers=anna.headers) as desk:
        desk.receive_json()
        KeyRing(library.store).revoke(anna.id)
        with pytest.raises(WebSocketDisconnect) as closed:
            desk.receive_json()
    assert closed.value.code == 1008


def test_there_is_no_line_to_a_conversation_that_waits_for_nobody(visitor: Visitor, anna: Operator) -> None:
    visitor.ask("老花镜补贴怎么申请？")
    for conversation_id in (visitor.conversation_id, "none", "a b"):
        with pytest.raises(WebSocketDisconnect), line_of(Visitor(visitor.client, conversation_id)):
            pass


def test_a_page_of_an_unknown_website_gets_no_line(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    address, headers = f"{visitor.address}/socket", {"Origin": "https://www.example.com"}
    with (
        pytest.raises(WebSocketDisconnect),
        visitor.client.websocket_connect(address, headers=headers),
    ):
        pass


def test_a_hand_off_that_is_erased_ends_its_line(
    visitor: Visitor, anna: Operator, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.live.visitor_socket.LIVES_S", 0.05)
    visitor.enter()
    with line_of(visitor) as line:
        line.receive_json()
        with library.store.engine.begin() as connection:
            connection.execute(HANDOFF.delete().where(HANDOFF.c.id == visitor.handoff_id))
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_json()
    assert closed.value.code == 1008


def test_a_binary_frame_closes_every_line(visitor: Visitor, anna: Operator, client: TestClient) -> None:
    visitor.enter()
    desk = client.websocket_connect(f"{LIVE}/events", headers=anna.headers)
    chat = client.websocket_connect("/api/v1/chat/socket")
    for line in (line_of(visitor), desk, chat):
        with line:
            line.send_bytes(b"\x00")
            # What was told before the frame was heard comes first.
            frames = iter(line.receive, None)
            closed = next(each for each in frames if each["type"] == "websocket.close")
        assert closed["code"] == 1003


def test_too_long_a_frame_closes_the_line(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    with line_of(visitor) as line:
        line.receive_json()
        line.send_text("x" * 1_000)
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_json()
    assert closed.value.code == 1009
