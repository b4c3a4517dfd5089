"""The conversation over a WebSocket."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from policies.content import tables
from policies.content.sites import Site, Sites
from policies.library import Library
from tests.api.content import QUESTION, SUMMARY

ADDRESS = "/api/v1/chat/socket"


def converse(client: TestClient, *messages: dict[str, Any], **headers: str) -> list[dict[str, Any]]:
    """Send messages over one line and return what came back."""
    with client.websocket_connect(ADDRESS, headers=headers) as line:
        answers = []
        for message in messages:
            line.send_json(message)
            answers.append(line.receive_json())
    return answers


def test_a_message_is_answered_as_over_http(alone: TestClient) -> None:
    key = uuid4().hex
    (answer,) = converse(alone, {"text": QUESTION, "client_id": key})
    assert (answer["client_id"], answer["status"]) == (key, 200)
    assert answer["body"]["reply"]["summary"] == SUMMARY
    assert answer["body"]["reply"]["citations"][0]["interpretation"]["url"] == "/interpretations/i-public"


def test_the_same_message_over_the_line_and_over_http_is_one_message(alone: TestClient) -> None:
    message = {"text": QUESTION, "client_id": uuid4().hex}
    (first,) = converse(alone, message)
    assert alone.post("/api/v1/chat/messages", json=message).json() == first["body"]


def test_what_is_stored_is_masked(alone: TestClient, library: Library) -> None:
    (answer,) = converse(alone, {"text": f"{QUESTION}我的电话是13800138000"})
    with library.store.engine.connect() as connection:
        query = sa.select(tables.MESSAGE.c.question).where(
            tables.MESSAGE.c.id == answer["body"]["message_id"]
        )
        stored = str(connection.scalar(query))
    assert "老花镜" in stored
    assert "13800138000" not in stored


def test_what_is_wrong_is_a_problem_and_the_line_stays(alone: TestClient) -> None:
    key = uuid4().hex
    answers = converse(
        alone,
        {"text": ""},
        {"text": QUESTION, "conversation_id": "none", "client_id": key},
        {"text": QUESTION},
    )
    assert [each["status"] for each in answers] == [422, 404, 200]
    assert answers[0]["body"]["errors"][0]["field"] == "text"
    assert answers[1]["client_id"] == key
    assert answers[1]["body"]["title"] == "没有这个对话"


def test_what_is_no_json_is_told_so(alone: TestClient) -> None:
    with alone.websocket_connect(ADDRESS) as line:
        line.send_text('{"text": ')
        assert line.receive_json()["status"] == 400


def test_too_large_a_frame_ends_the_line(alone: TestClient) -> None:
    with alone.websocket_connect(ADDRESS) as line:
        line.send_text("医" * 20_000)
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_json()
    assert closed.value.code == 1009


def test_an_unknown_website_gets_no_line(alone: TestClient, library: Library) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        alone.websocket_connect(ADDRESS, headers={"Origin": "https://evil.example"}),
    ):
        pass


def test_our_own_page_and_a_known_site_get_one(alone: TestClient, library: Library) -> None:
    Sites(library.store).save(Site("portal", "政策咨询", origins=("https://www.example.gov.cn",)), "管理丁")
    try:
        for origin in ("http://testserver", "https://www.example.gov.cn"):
            assert converse(alone, {"text": QUESTION}, Origin=origin)[0]["status"] == 200
    finally:
        Sites(library.store).delete("portal", "管理丁")
