"""Rasa's REST shape."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.chat.rest_channel import conversation_of
from policies.library import Library
from tests.api.conftest import SECRET
from tests.api.content import QUESTION, SUMMARY
from tests.api.rasa_server import CARD, SHOWN, RasaServer

WEBHOOK = "/webhooks/rest/webhook"


def test_a_reply_is_a_bubble_with_buttons_and_the_card(bridge: TestClient) -> None:
    reply = bridge.post(WEBHOOK, json={"sender": "visitor-1", "message": QUESTION}).json()
    assert [set(message) for message in reply] == [
        {"recipient_id", "text", "buttons"},
        {"recipient_id", "custom"},
    ]
    assert {message["recipient_id"] for message in reply} == {"visitor-1"}
    assert reply[0]["text"].splitlines() == [
        CARD["summary"],
        "需要材料：身份证。",
        "依据：示范市老花镜补贴办法（示民发〔2025〕3号）第二条（现行有效）",
        "咨询部门：示范市民政局 0000-88800001",
    ]
    assert reply[0]["buttons"] == [{"title": QUESTION, "payload": QUESTION}]
    assert reply[1]["custom"] == SHOWN


def test_the_bubble_says_when_the_library_answered_alone(alone: TestClient) -> None:
    reply = alone.post(WEBHOOK, json={"sender": "visitor-2", "message": QUESTION}).json()
    assert reply[0]["text"].startswith(SUMMARY)
    assert "简易模式" in reply[0]["text"]
    assert "buttons" not in reply[0]


def test_json_is_taken_under_any_media_type_as_rasa_does(bridge: TestClient) -> None:
    body = '{"sender": "visitor-3", "message": "老花镜有补贴吗", "metadata": null, "input_channel": "web"}'
    for headers in ({"Content-Type": "text/plain"}, {}):
        assert bridge.post(WEBHOOK, content=body.encode(), headers=headers).status_code == 200


def test_a_sender_keeps_its_conversation(bridge: TestClient, rasa: RasaServer) -> None:
    for sender in ("13800138000", "13800138000", "another"):
        bridge.post(WEBHOOK, json={"sender": sender, "message": QUESTION})
    first, second, other = (body["sender"] for _, body in rasa.turns)
    assert first == second != other
    assert "13800138000" not in first


def test_metadata_reaches_rasa_and_what_is_unknown_in_it_does_not(
    bridge: TestClient, rasa: RasaServer
) -> None:
    told = {"region": "示范市云川区", "viewer": "staff", "question": "另一个问题"}
    bridge.post(WEBHOOK, json={"sender": "visitor-4", "message": QUESTION, "metadata": told})
    metadata = rasa.turns[0][1]["metadata"]
    assert metadata["region"] == "示范市云川区"
    assert metadata["question"] == QUESTION
    assert "viewer" not in metadata


def test_a_conversation_cannot_be_guessed_from_its_sender_without_the_secret(library: Library) -> None:
    assert conversation_of("13800138000", SECRET) != conversation_of("13800138000", SECRET[::-1])


def test_the_channel_tells_that_it_lives(alone: TestClient) -> None:
    assert alone.get("/webhooks/rest/").json() == {"status": "ok"}
