"""What the logs hold, and what they never hold."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from api.logs import configure_logs
from policies.library import Library
from tests.api.conftest import OpenBridge
from tests.api.rasa_server import RasaServer

SECRET_WORDS = "我家住在云川区的秘密问题"


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """The log of this process, put back as it was afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logs("DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Return the log's lines as data."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_question_is_never_in_the_logs(
    logs: io.StringIO, open_bridge: OpenBridge, rasa: RasaServer
) -> None:
    client = open_bridge(rasa_url=rasa.url)
    for rasa.behaviour in ("card", "error", "garbage"):
        client.post("/api/v1/chat/messages", json={"text": SECRET_WORDS})
    client.post("/webhooks/rest/webhook", json={"sender": "13800138000", "message": SECRET_WORDS})
    client.get("/api/v1/search", params={"q": SECRET_WORDS})
    client.get("/search", params={"q": SECRET_WORDS})
    client.get("/api/v1/questions", params={"q": SECRET_WORDS[:30]})
    with client.websocket_connect("/api/v1/chat/socket") as line:
        for sent in ({"text": SECRET_WORDS}, {"text": SECRET_WORDS, "conversation_id": SECRET_WORDS}):
            line.send_json(sent)
            line.receive_json()
    wish = {"name": SECRET_WORDS, "phone": "13800138000", "matter": SECRET_WORDS, "client_id": "a" * 32}
    assert client.post("/api/v1/contacts", json=wish).status_code == 201
    client.put("/api/v1/conversations/none/satisfaction", json={"score": 1, "comment": SECRET_WORDS})
    client.get(f"/policies/{SECRET_WORDS}")
    client.get(f"/{SECRET_WORDS}")
    written = logs.getvalue()
    assert len(lines(logs)) > 8
    for word in ("秘密", "云川", "%E7%A7%98", "\\u79d8", "13800138000"):
        assert word not in written


def test_a_turn_is_one_line_with_ids_outcome_and_time(
    logs: io.StringIO, open_bridge: OpenBridge, rasa: RasaServer
) -> None:
    client = open_bridge(rasa_url=rasa.url)
    response = client.post("/api/v1/chat/messages", json={"text": "老花镜有补贴吗"})
    (turn,) = [line for line in lines(logs) if line["event"] == "turn"]
    assert turn["conversation_id"] == response.json()["conversation_id"]
    assert turn["message_id"] == response.json()["message_id"]
    assert turn["request_id"] == response.headers["x-request-id"]
    assert (turn["outcome"], turn["degraded"]) == ("answered", False)
    assert turn["ms"] > 0


def test_a_request_is_one_line_that_names_the_route_and_no_query(
    logs: io.StringIO, open_bridge: OpenBridge
) -> None:
    client = open_bridge()
    client.get("/api/v1/policies/p-public?token=abc", headers={"X-Request-ID": "call-2026-0001"})
    (line,) = [line for line in lines(logs) if line["event"] == "request"]
    assert line["route"] == "/api/v1/policies/{policy_id}"
    assert (line["method"], line["status"], line["request_id"]) == ("GET", 200, "call-2026-0001")
    assert "abc" not in logs.getvalue()


def test_a_request_id_that_could_forge_a_log_line_is_replaced(open_bridge: OpenBridge) -> None:
    response = open_bridge().get("/health/live", headers={"X-Request-ID": 'a"} {"event":"forged"'})
    assert len(response.headers["x-request-id"]) == 32


def test_an_error_is_logged_by_its_type_and_places_and_not_by_its_words(
    logs: io.StringIO, open_bridge: OpenBridge, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SECRET_WORDS)

    monkeypatch.setattr(library, "ask", fail)
    open_bridge().post("/api/v1/chat/messages", json={"text": "老花镜有补贴吗"})
    (line,) = [line for line in lines(logs) if line["event"] == "request_failed"]
    assert line["error"] == "RuntimeError"
    assert any("service.py" in place for place in line["places"])
    assert "秘密" not in logs.getvalue()


def test_tracebacks_of_other_libraries_lose_their_words_too(logs: io.StringIO) -> None:
    try:
        raise ValueError(SECRET_WORDS)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    assert lines(logs)[0]["error"] == "ValueError"
    assert "秘密" not in logs.getvalue()


def test_uvicorns_access_log_is_silent(logs: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info('127.0.0.1 - "GET /api/v1/search?q=%s"', SECRET_WORDS)
    assert logs.getvalue() == ""
