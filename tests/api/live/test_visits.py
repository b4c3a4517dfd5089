"""Asking for a person: into the queue, how it stands, out of it."""

from __future__ import annotations

from fastapi.testclient import TestClient

from policies.library import Library
from tests.api.conftest import OpenBridge
from tests.api.live.conftest import MONDAY_AT_TEN, SUNDAY_AT_NIGHT, Hire, Operator, Visitor, fresh


def test_the_queue_tells_the_place_and_moves_up(client: TestClient, anna: Operator) -> None:
    first, second = Visitor(client), Visitor(client)
    assert (first.enter()["place"], second.enter()["place"]) == (1, 2)
    anna.claim(first.handoff_id)
    assert second.look()["place"] == 1
    served = first.look()
    assert (served["state"], served["place"], served["operator"]) == ("claimed", None, "安娜")


def test_asking_again_keeps_the_place(visitor: Visitor, anna: Operator) -> None:
    entered = visitor.enter()
    assert visitor.enter()["handoff_id"] == entered["handoff_id"]
    assert len(anna.get("/queue")["waiting"]) == 1


def test_a_first_request_sent_twice_over_a_broken_line_waits_once(client: TestClient, anna: Operator) -> None:
    body = {"client_id": fresh()}
    first, again = (client.post("/api/v1/handoffs", json=body).json() for _ in range(2))
    assert first["conversation_id"] == again["conversation_id"]
    assert [each["id"] for each in anna.get("/queue")["waiting"]] == [first["handoff_id"]]


def test_where_nobody_is_present_there_is_no_queue(client: TestClient, hire: Hire) -> None:
    away = hire("小波")
    assert away.call("PUT", "/presence", {"state": "away"}).status_code == 200
    refused = client.post("/api/v1/handoffs", json={"client_id": fresh()})
    assert (refused.status_code, refused.json()["title"]) == (409, "现在没有工作人员在线")
    told = client.get("/api/v1/handoff").json()
    assert (told["is_open"], told["is_there"]) == (True, False)


def test_outside_the_hours_there_is_no_queue_whoever_is_present(
    open_bridge: OpenBridge, anna: Operator, library: Library
) -> None:
    closed = open_bridge(clock=lambda: SUNDAY_AT_NIGHT)
    assert closed.post("/api/v1/handoffs", json={"client_id": fresh()}).status_code == 409
    told = closed.get("/api/v1/handoff").json()
    assert (told["is_open"], told["is_there"]) == (False, False)
    assert told["opens_at"] > MONDAY_AT_TEN.replace(hour=0, day=22).isoformat()


def test_the_desk_tells_how_many_wait(client: TestClient, anna: Operator) -> None:
    Visitor(client).enter()
    told = client.get("/api/v1/handoff").json()
    assert (told["is_there"], told["waiting"], told["median_wait_s"]) == (True, 1, None)


def test_who_leaves_is_gone_from_the_queue(visitor: Visitor, client: TestClient, anna: Operator) -> None:
    visitor.enter()
    left = client.post(f"{visitor.address}/leave")
    assert (left.status_code, left.json()["state"]) == (200, "left")
    assert anna.get("/queue")["waiting"] == []
    assert client.post(f"{visitor.address}/leave").status_code == 404


def test_a_conversation_without_a_hand_off_says_so(visitor: Visitor, client: TestClient) -> None:
    visitor.ask("老花镜补贴怎么申请？")
    missing = client.get(visitor.address)
    assert (missing.status_code, missing.json()["title"]) == (404, "没有这次人工服务")
    unknown = client.post("/api/v1/handoffs", json={"client_id": fresh(), "conversation_id": "none"})
    assert unknown.status_code == 404


def test_how_the_operator_ended_it_is_not_told(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    anna.claim(visitor.handoff_id)
    anna.close(visitor.handoff_id, "silent")
    closed = visitor.look()
    assert closed["state"] == "closed"
    assert [each["kind"] for each in closed["entries"]] == ["entered", "claimed", "closed"]
    assert "silent" not in str(closed)
