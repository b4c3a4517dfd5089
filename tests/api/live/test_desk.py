"""The desk: lists, claims, transfers, presence, phrases, and who may use it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fastapi.testclient import TestClient

from policies.content.keys import KeyRing, Role
from policies.library import Library
from tests.api.live.conftest import LIVE, Hire, Operator, Visitor, fresh

ADDRESSES = (
    ("GET", "/queue"),
    ("GET", "/handoffs/{id}"),
    ("GET", "/handoffs/{id}/entries"),
    ("POST", "/handoffs/{id}/claim"),
    ("POST", "/handoffs/{id}/messages"),
    ("POST", "/handoffs/{id}/typing"),
    ("POST", "/handoffs/{id}/transfer"),
    ("POST", "/handoffs/{id}/close"),
    ("GET", "/handoffs/{id}/suggestions"),
    ("GET", "/presence"),
    ("PUT", "/presence"),
    ("GET", "/phrases"),
    ("PUT", "/phrases/{code}"),
    ("DELETE", "/phrases/{code}"),
)
MAY = {Role.OPERATOR, Role.ADMIN}


def test_the_list_names_every_address_of_the_desk(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    there = {
        (method.upper(), path.replace("handoff_id", "id").removeprefix(LIVE))
        for path, operations in described.items()
        if path.startswith(f"{LIVE}/")
        for method in operations
    }
    assert there == set(ADDRESSES)


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_only_operators_and_admins_may(
    client: TestClient, library: Library, method: str, address: str
) -> None:
    path = LIVE + address.format(id="h-none", code="none")
    assert client.request(method, path).status_code == 401
    for role in Role:
        _, secret = KeyRing(library.store).make(f"{role}", [role], department="示范市民政局")
        told = client.request(method, path, headers={"Authorization": f"Bearer {secret}"}).status_code
        assert (told not in (401, 403)) is (role in MAY), role


def test_of_operators_who_claim_at_once_one_gets_the_visitor(client: TestClient, hire: Hire) -> None:
    desk = [hire(f"坐席{number}") for number in range(6)]
    desk[0].present()
    visitor = Visitor(client)
    visitor.enter()
    start = Barrier(len(desk))

    def race(operator: Operator) -> int:
        start.wait(10)
        return int(operator.call("POST", f"/handoffs/{visitor.handoff_id}/claim").status_code)

    with ThreadPoolExecutor(len(desk)) as threads:
        told = list(threads.map(race, desk))
    assert sorted(told) == [200, *[409] * 5]
    (mine,) = [operator for operator in desk if operator.get("/queue")["mine"]]
    assert visitor.look()["operator"] == f"坐席{desk.index(mine)}"


def test_the_queue_shows_waiting_mine_all_and_times(client: TestClient, anna: Operator, hire: Hire) -> None:
    bo = hire("小波")
    waiting, mine, hers = (Visitor(client) for _ in range(3))
    for each in (waiting, mine, hers):
        each.enter()
    bo.claim(mine.handoff_id)
    anna.claim(hers.handoff_id)
    seen = bo.get("/queue")
    assert [each["id"] for each in seen["waiting"]] == [waiting.handoff_id]
    assert [each["id"] for each in seen["mine"]] == [mine.handoff_id]
    assert len(seen["every"]) == 3
    assert (seen["times"]["waiting"], seen["times"]["served"], seen["times"]["median_wait_s"]) == (1, 2, 0)


def test_a_visitor_is_passed_on_to_a_colleague_who_is_there(
    visitor: Visitor, anna: Operator, hire: Hire
) -> None:
    bo = hire("小波")
    visitor.enter()
    anna.claim(visitor.handoff_id)
    path = f"/handoffs/{visitor.handoff_id}/transfer"
    refused = anna.call("POST", path, {"operator_id": bo.id})
    assert (refused.status_code, refused.json()["title"]) == (409, "这位同事不在岗")
    bo.present()
    assert anna.call("POST", path, {"operator_id": bo.id}).json()["addressed_to"] == bo.id
    assert anna.call("POST", f"/handoffs/{visitor.handoff_id}/claim").status_code == 409
    bo.claim(visitor.handoff_id)
    kinds = [(each["kind"], each["name"]) for each in visitor.look()["entries"]]
    assert kinds == [("entered", None), ("claimed", "安娜"), ("transferred", "小波"), ("claimed", "小波")]


def test_a_visitor_is_passed_on_to_a_department_of_the_directory(visitor: Visitor, anna: Operator) -> None:
    visitor.enter()
    anna.claim(visitor.handoff_id)
    path = f"/handoffs/{visitor.handoff_id}/transfer"
    assert anna.call("POST", path, {"department": "没有的局"}).status_code == 404
    passed = anna.call("POST", path, {"department": "示范市民政局"}).json()
    assert (passed["state"], passed["department"]) == ("waiting", "示范市民政局")


@pytest.mark.parametrize("body", [{}, {"operator_id": "k-1", "department": "示范市民政局"}])
def test_a_transfer_names_one_target(anna: Operator, body: dict[str, str]) -> None:
    refused = anna.call("POST", "/handoffs/h-none/transfer", body)
    assert refused.status_code == 422
    assert "其中一项" in refused.json()["errors"][0]["reason"]


def test_only_who_claimed_may_speak_and_end(visitor: Visitor, anna: Operator, hire: Hire) -> None:
    bo = hire("小波")
    visitor.enter()
    anna.claim(visitor.handoff_id)
    words = {"text": "您好", "client_id": fresh()}
    for path, body in (("messages", words), ("close", {"ending": "resolved"}), ("typing", None)):
        refused = bo.call("POST", f"/handoffs/{visitor.handoff_id}/{path}", body)
        assert (refused.status_code, refused.json()["title"]) == (409, "不是您接待的来访者")
    anna.close(visitor.handoff_id)
    over = anna.call("POST", f"/handoffs/{visitor.handoff_id}/messages", words)
    assert (over.status_code, over.json()["title"]) == (409, "人工服务已经结束")


def test_when_a_colleague_is_back_is_seen(anna: Operator, hire: Hire) -> None:
    bo = hire("小波")
    bo.call("PUT", "/presence", {"state": "away", "back_at": "2026-11-23T11:30:00+08:00"})
    there, away = anna.get("/presence")
    assert (there["name"], there["is_there"]) == ("安娜", True)
    assert (away["name"], away["is_there"], away["back_at"]) == ("小波", False, "2026-11-23T03:30:00Z")


def test_phrases_are_shared_by_the_desk(anna: Operator, hire: Hire) -> None:
    assert anna.call("PUT", "/phrases/稍等", {"text": "请稍等，我帮您查一下。"}).status_code == 200
    assert {"code": "稍等", "text": "请稍等，我帮您查一下。"} in hire("小波").get("/phrases")
    assert anna.call("DELETE", "/phrases/稍等").status_code == 204
    assert anna.call("DELETE", "/phrases/稍等").status_code == 404
    refused = anna.call("PUT", "/phrases/两 词", {"text": "好"})
    assert refused.json()["errors"][0]["field"] == "code"


@pytest.mark.parametrize("moment", ["2026-11-23T11:30:00", "0001-01-01T00:00:00+08:00", "morgen"])
def test_a_moment_has_its_zone_and_is_of_our_days(anna: Operator, moment: str) -> None:
    refused = anna.call("PUT", "/presence", {"state": "away", "back_at": moment})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "back_at")
