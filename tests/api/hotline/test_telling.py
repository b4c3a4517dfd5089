"""What operators get to know of a call, and that nothing speaks over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.bridge import Bridge
from api.hotline.telling import CALLS
from policies.content.live.model import Operator
from tests.api.content import PAIR, QUESTION
from tests.api.hotline.conftest import CALLS as ADDRESS
from tests.api.hotline.conftest import Turn

ANNA = Operator("k-anna", "安娜")
Events = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def bridge(hotline: TestClient) -> Bridge:
    found = hotline.app.state.bridge  # type: ignore[attr-defined]
    assert isinstance(found, Bridge)
    return found


@pytest.fixture
def told(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The events of calls, in order."""
    heard: list[dict[str, Any]] = []
    deliver = bridge.live.bus.deliver

    def listening(topic: str, event: dict[str, Any]) -> None:
        if topic == CALLS:
            heard.append(event)
        deliver(topic, event)

    monkeypatch.setattr(bridge.live.bus, "deliver", listening)
    return heard


def lines(bridge: Bridge, call_id: str) -> list[tuple[str, str]]:
    return [(each.author.value, each.text) for each in bridge.call_lines.of(call_id)]


def test_a_call_is_told_from_its_beginning_to_its_end(
    hotline: TestClient, told: list[dict[str, Any]]
) -> None:
    call_id = hotline.post(ADDRESS, json={}).json()["call_id"]
    turn = {"text": QUESTION, "idempotency_key": "told-turn-0000001"}
    part = {"text": "我电话13800138000", "final": False, "idempotency_key": "told-turn-0000002"}
    for body in (turn, part):
        hotline.post(f"{ADDRESS}/{call_id}/utterances", json=body)
    hotline.post(f"{ADDRESS}/{call_id}/end", json={})
    assert [each["type"] for each in told] == ["opened", "said", "heard", "ended"]
    assert told[2]["text"] == "我电话〔手机号〕"
    assert {each["call_id"] for each in told} == {call_id}


def test_both_sides_of_a_turn_are_kept_masked_and_once(turn: Turn, bridge: Bridge, call_id: str) -> None:
    again = {"text": f"{QUESTION}，我电话13800138000", "idempotency_key": "the-same-turn-0001"}
    said = turn(**again)
    turn(**again)
    turn(dtmf="3")
    (asked, answered, pressed, refused) = lines(bridge, call_id)
    assert asked == ("caller", f"{QUESTION}，我电话〔手机号〕")
    assert answered == ("service", said["speech"])
    assert pressed == ("caller", "（按了 3 键）")
    assert refused[1].startswith("没有这个选项")


def test_the_callers_number_is_kept_without_its_middle(hotline: TestClient, bridge: Bridge) -> None:
    call_id = hotline.post(ADDRESS, json={"caller": "13800138000"}).json()["call_id"]
    assert bridge.call_desk.get(call_id).caller == "138****8000"


def test_nothing_speaks_over_an_operator_but_an_emergency(turn: Turn, bridge: Bridge, call_id: str) -> None:
    bridge.call_desk.claim(call_id, ANNA)
    for body in ({"text": QUESTION}, {"dtmf": "1"}, {"text": "再见"}):
        said = turn(**body)
        assert (said["speech"], said["next"], said["card"], said["ended"]) == ("", "transfer", None, False)
    assert [text for _, text in lines(bridge, call_id)] == [QUESTION, "（按了 1 键）", "再见"]
    danger = turn("家里着火了快来人")
    assert (danger["card"]["outcome"], danger["next"]) == ("emergency", "transfer")
    bridge.call_desk.release(call_id, ANNA)
    assert turn(QUESTION)["speech"]


def test_what_is_heard_beside_an_operator_is_shown_and_kept_when_it_is_final(
    hotline: TestClient, bridge: Bridge, told: list[dict[str, Any]], call_id: str
) -> None:
    with hotline.websocket_connect(f"{ADDRESS}/{call_id}/assist") as line:
        line.send_json({"text": "老花镜", "seq": 0})
        line.send_json({"text": QUESTION, "seq": 1, "final": True})
        assert line.receive_json()["suggestions"][0]["qa_id"] == PAIR
    assert [(each["type"], each.get("text")) for each in told[-2:]] == [("heard", "老花镜"), ("said", None)]
    assert lines(bridge, call_id) == [("caller", QUESTION)]
