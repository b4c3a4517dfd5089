"""Office hours over the back office's API, and the citizen's page that obeys."""

from __future__ import annotations

import time
from typing import Any

from fastapi.testclient import TestClient

from policies.answering.attendance import ONLINE
from tests.api.admin.conftest import As

HOURS = "/api/v1/admin/hours"
ALWAYS, NEVER = ["00:00-24:00"], list[str]()


def desk(spans: list[str]) -> dict[str, Any]:
    told = {"name": ONLINE, "department": "示范市12345政务服务便民热线", "region": "示范市"}
    return {**told, "weekly": [spans] * 7, "holiday": spans, "adjusted": spans}


def is_open_within_a_second(visitor: TestClient, expected: bool) -> bool:
    deadline = time.monotonic() + 1.0
    while visitor.get("/api/v1/handoff").json()["is_open"] is not expected:
        if time.monotonic() > deadline:
            return False
    return True


def test_the_citizens_page_obeys_within_a_second(as_: As) -> None:
    client = as_("管理丁")
    assert client.put(f"{HOURS}/desks", json=desk(ALWAYS)).status_code == 204
    assert is_open_within_a_second(client, True)
    said = client.post("/api/v1/chat/messages", json={"text": "转人工"}).json()["reply"]["summary"]
    assert client.put(f"{HOURS}/desks", json=desk(NEVER)).status_code == 204
    assert is_open_within_a_second(client, False)
    assert client.post("/api/v1/chat/messages", json={"text": "转人工"}).json()["reply"]["summary"] != said
    told = client.get(HOURS).json()["desks"]
    assert ONLINE in {each["name"] for each in told}
    assert client.delete(f"{HOURS}/desks/{ONLINE}").status_code == 204
    assert client.delete(f"{HOURS}/desks/{ONLINE}").json()["title"] == "没有这个坐席或窗口"


def test_holidays_are_saved_a_year_at_a_time_and_taken_away_by_the_day(as_: As) -> None:
    client = as_("管理丁")
    days = [
        {"on": "2028-01-01", "name": "元旦", "kind": "off"},
        {"on": "2028-01-03", "name": "元旦调休", "kind": "work"},
    ]
    assert client.put(f"{HOURS}/days", json={"days": days}).status_code == 204
    assert days == client.get(HOURS).json()["days"][-2:]
    assert client.delete(f"{HOURS}/days/2028-01-01").status_code == 204
    assert client.get(HOURS).json()["days"][-1] == days[1]
    assert days[0] not in client.get(HOURS).json()["days"]
    assert client.delete(f"{HOURS}/days/2028-01-01").status_code == 404


def test_hours_that_cannot_be_are_told_with_their_place(as_: As) -> None:
    wrong = {**desk(ALWAYS), "weekly": [NEVER] * 6 + [["18:00-09:00"]]}
    answer = as_("管理丁").put(f"{HOURS}/desks", json=wrong)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "weekly.6"
    assert "18:00-09:00" in error["reason"]
