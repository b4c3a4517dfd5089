"""Two bridges over one store: with no Redis between them, each looks into the store every second."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import OpenBridge
from tests.api.live.conftest import LIVE, Hire, Operator, Visitor, on_monday_at_ten
from tests.api.live.test_sockets import line_of, until


@pytest.fixture
def elsewhere(open_bridge: OpenBridge) -> TestClient:
    """Another process of the same service."""
    return open_bridge(clock=on_monday_at_ten)


def test_the_visitor_at_one_bridge_hears_the_operator_at_the_other(
    visitor: Visitor, anna: Operator, hire: Hire, elsewhere: TestClient
) -> None:
    bo = hire("小波", elsewhere)
    visitor.enter()
    with line_of(visitor) as line:
        line.receive_json()
        bo.claim(visitor.handoff_id)
        assert until(line, "claimed")["operator"] == "小波"
        bo.say(visitor.handoff_id, "您好")
        assert until(line, "message")["entries"][-1]["text"] == "您好"


def test_the_operator_at_one_bridge_hears_the_visitor_at_the_other(
    client: TestClient, anna: Operator, elsewhere: TestClient
) -> None:
    visitor = Visitor(elsewhere)
    with client.websocket_connect(f"{LIVE}/events", headers=anna.headers) as desk:
        desk.receive_json()
        visitor.enter()
        assert desk.receive_json()["kind"] == "entered"
        anna.claim(visitor.handoff_id)
        assert desk.receive_json()["kind"] == "claimed"
        visitor.ask("在吗")
        heard = desk.receive_json()
        assert (heard["kind"], heard["handoff_id"]) == ("message", visitor.handoff_id)
