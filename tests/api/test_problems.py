"""Every error has one shape."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from api import problems
from policies.errors import StoreError
from policies.library import Library
from policies.wording import section
from tests.api.conftest import OpenBridge

MESSAGES = "/api/v1/chat/messages"
JSON = {"Content-Type": "application/json"}
KEYS = {"type", "title", "status", "detail", "instance", "request_id", "errors"}

REFUSED: list[tuple[str, str, str, dict[str, Any], int]] = [
    ("unknown address", "GET", "/api/v1/nothing", {}, 404),
    ("wrong method", "DELETE", MESSAGES, {}, 405),
    ("no body", "POST", MESSAGES, {"headers": JSON}, 422),
    ("no text", "POST", MESSAGES, {"json": {}}, 422),
    ("empty text", "POST", MESSAGES, {"json": {"text": ""}}, 422),
    ("blank text", "POST", MESSAGES, {"json": {"text": " \n\t　"}}, 422),
    ("invisible text", "POST", MESSAGES, {"json": {"text": "\u200b\u200e"}}, 422),
    ("10,000 characters", "POST", MESSAGES, {"json": {"text": "医" * 10_000}}, 422),
    ("1,001 characters", "POST", MESSAGES, {"json": {"text": "医" * 1_001}}, 422),
    ("NUL in the text", "POST", MESSAGES, {"json": {"text": "医保\x00报销"}}, 422),
    (
        "binary text",
        "POST",
        MESSAGES,
        {"json": {"text": "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f医保"}},
        422,
    ),
    ("half a surrogate", "POST", MESSAGES, {"content": b'{"text": "\\ud800"}', "headers": JSON}, 422),
    ("text of a wrong type", "POST", MESSAGES, {"json": {"text": ["医保"]}}, 422),
    ("a field too many", "POST", MESSAGES, {"json": {"text": "医保", "viewer": "staff"}}, 422),
    ("a list as body", "POST", MESSAGES, {"json": ["医保"]}, 422),
    ("broken JSON", "POST", MESSAGES, {"content": b'{"text": "', "headers": JSON}, 400),
    ("bytes as JSON", "POST", MESSAGES, {"content": b"\xff\xfe\x00", "headers": JSON}, 400),
    ("deep JSON", "POST", MESSAGES, {"content": b"[" * 30_000, "headers": JSON}, 400),
    (
        "a huge number",
        "POST",
        MESSAGES,
        {"content": b'{"text": ' + b"9" * 9_000 + b"}", "headers": JSON},
        400,
    ),
    ("a form", "POST", MESSAGES, {"data": {"text": "医保"}}, 415),
    ("a body too large", "POST", MESSAGES, {"content": b" " * 40_000, "headers": JSON}, 413),
    (
        "unknown conversation",
        "POST",
        MESSAGES,
        {"json": {"text": "医保", "conversation_id": uuid4().hex}},
        404,
    ),
    ("ill-formed conversation", "POST", MESSAGES, {"json": {"text": "医保", "conversation_id": "../x"}}, 422),
    ("ill-formed client id", "POST", MESSAGES, {"json": {"text": "医保", "client_id": "1"}}, 422),
    ("unknown message", "PUT", "/api/v1/messages/none/feedback", {"json": {"helpful": True}}, 404),
    ("feedback without a word", "PUT", "/api/v1/messages/none/feedback", {"json": {}}, 422),
    ("feedback of a wrong type", "PUT", "/api/v1/messages/none/feedback", {"json": {"helpful": "yes"}}, 422),
    ("unknown policy", "GET", "/api/v1/policies/p-none", {}, 404),
    ("unknown interpretation", "GET", "/api/v1/interpretations/i-none", {}, 404),
    ("search for nothing", "GET", "/api/v1/search?q=", {}, 422),
    ("search without a question", "GET", "/api/v1/search", {}, 422),
    ("search beyond the limit", "GET", "/api/v1/search?q=%E5%8C%BB&limit=51", {}, 422),
    ("REST channel without a message", "POST", "/webhooks/rest/webhook", {"json": {"sender": "a"}}, 422),
    ("REST channel, broken JSON", "POST", "/webhooks/rest/webhook", {"content": b"{"}, 400),
    ("unknown static file", "GET", "/static/none.js", {}, 404),
    ("path out of the static folder", "GET", "/static/..%2f..%2fmain.py", {}, 404),
]


@pytest.mark.parametrize(
    ("method", "path", "request_", "status"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_every_refusal_is_a_problem_with_the_same_keys(
    alone: TestClient, method: str, path: str, request_: dict[str, Any], status: int
) -> None:
    response = alone.request(method, path, **request_)
    assert response.status_code == status
    assert_problem(response, status)


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    """Check the one shape of errors."""
    assert response.headers["content-type"] == problems.MEDIA_TYPE
    body: dict[str, Any] = response.json()
    assert set(body) == KEYS
    assert body["status"] == status == response.status_code
    assert body["type"].startswith("urn:yihaoda:problem:")
    assert body["request_id"] == response.headers["x-request-id"]
    assert all(set(error) == {"field", "reason"} for error in body["errors"])
    return body


def test_a_body_that_does_not_say_its_length_is_limited_too(alone: TestClient) -> None:
    chunks = (b" " * 1_000 for _ in range(40))
    assert_problem(alone.post(MESSAGES, content=chunks, headers=JSON), 413)


def test_an_invalid_field_is_named_with_a_reason_and_never_repeated(alone: TestClient) -> None:
    response = alone.post(MESSAGES, json={"text": "我的秘密问题" * 200})
    assert response.json()["errors"] == [
        {"field": "text", "reason": "内容太长，最多 1000 字，请精简后再提交。"}
    ]
    assert "秘密" not in response.text


def test_a_wrong_method_is_told_the_right_ones(alone: TestClient) -> None:
    assert alone.delete(MESSAGES).headers["allow"] == "POST"


@pytest.mark.parametrize(
    "error", [StoreError("index lost"), OperationalError("select", {"text": "我的秘密"}, Exception("locked"))]
)
def test_a_library_that_cannot_answer_is_a_503(
    open_bridge: OpenBridge, library: Library, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(library, "ask", fail)
    body = assert_problem(open_bridge().post(MESSAGES, json={"text": "医保怎么报销？"}), 503)
    assert "秘密" not in json.dumps(body, ensure_ascii=False)


def test_an_unexpected_error_is_a_problem_too(
    open_bridge: OpenBridge, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("我的秘密")

    monkeypatch.setattr(library, "ask", fail)
    response = open_bridge().post(MESSAGES, json={"text": "医保怎么报销？"})
    assert_problem(response, 500)
    assert "秘密" not in response.text
    assert response.headers["content-security-policy"]


def test_a_browser_gets_the_problem_as_a_page(alone: TestClient) -> None:
    response = alone.get("/policies/p-none", headers={"Accept": "text/html,*/*"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "没有找到这份文件" in response.text


def test_every_kind_of_problem_has_its_words() -> None:
    kinds = {kind.name for _, kind in problems.BY_ERROR} | {kind.name for kind in problems.BY_STATUS.values()}
    kinds |= {problems.INTERNAL.name, problems.TOO_MANY_QUESTIONS.name, problems.kind_of_status(418).name}
    assert kinds == set(section("api")["problems"])
