"""A work order that a person leaves after an answer."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from policies.content.keys import KeyRing, Role
from policies.library import Library
from tests.api.conftest import OpenBridge


@pytest.fixture
def chat(open_bridge: OpenBridge) -> TestClient:
    return open_bridge(rate_contacts="")


@pytest.fixture
def conversation(chat: TestClient) -> str:
    told = {"text": "老花镜补贴没人管，我要投诉", "region": "示范市云川区"}
    return str(chat.post("/api/v1/chat/messages", json=told).json()["conversation_id"])


def left(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "client_id": f"left-order-{number:010d}",
        "words": "老花镜补贴申请了没人管，我的身份证370102199003076538",
        "place": "幸福路12号",
        "name": "李女士",
        "phone": "138 0013 8000",
        **changes,
    }


def leave(chat: TestClient, conversation: str, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
    answer = chat.post(f"/api/v1/conversations/{conversation}/workorders", json=body)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def test_a_person_leaves_an_order_that_operators_find(
    chat: TestClient, conversation: str, library: Library
) -> None:
    kept = leave(chat, conversation, left())
    assert kept["number"].startswith("GD990101-20261123-")
    assert kept["due_on"] == "2026-11-30"
    secret = KeyRing(library.store).make("坐席", [Role.OPERATOR])[1]
    chat.headers["Authorization"] = f"Bearer {secret}"
    order = chat.get(f"/api/v1/workorders/{kept['number']}").json()
    assert (order["source"], order["created_by"], order["kind"]) == ("chat", "网上登记人", "complaint")
    assert order["words"] == "老花镜补贴申请了没人管，我的身份证〔身份证号〕"
    assert (order["region"], order["place"]) == ("示范市云川区", "幸福路12号")
    assert (order["conversation_id"], order["suggested"]) == (conversation, "示范市民政局")
    contact = chat.get(f"/api/v1/workorders/{kept['number']}/contact").json()
    assert contact == {"name": "李女士", "phone": "13800138000"}


def test_what_is_sent_again_is_kept_once_and_three_are_enough(chat: TestClient, conversation: str) -> None:
    numbers = [leave(chat, conversation, left(number))["number"] for number in (1, 2, 3)]
    assert len(set(numbers)) == 3
    assert leave(chat, conversation, left(3))["number"] == numbers[2]
    told = leave(chat, conversation, left(4), 422)
    assert "已经登记了 3 张工单" in told["errors"][0]["reason"]


def test_it_needs_a_conversation_and_a_number_that_can_be_dialled(
    chat: TestClient, conversation: str
) -> None:
    assert leave(chat, "nowhere", left(), 404)["title"] == "没有这个对话"
    told = leave(chat, conversation, left(phone="123456789"), 422)
    assert "电话号码" in told["errors"][0]["reason"]
