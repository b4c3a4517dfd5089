"""Calls as auditors read them."""

from __future__ import annotations

from typing import Any

from tests.api.admin.conftest import As
from tests.api.content import PAIR, QUESTION

CALLS, RECORDS = "/api/v1/hotline/calls", "/api/v1/admin/calls"


def test_a_call_is_told_by_key_time_question_and_ending(as_: As) -> None:
    hotline = as_("热线戊")
    call_id = hotline.post(CALLS, json={}).json()["call_id"]
    for number, said in enumerate((f"{QUESTION}我的电话是13800138000", "再见")):
        body = {"text": said, "idempotency_key": f"turn-{number:012d}"}
        assert hotline.post(f"{CALLS}/{call_id}/utterances", json=body).status_code == 200
    told: dict[str, Any] = as_("审计丙").get(f"{RECORDS}/{call_id}").json()
    assert (told["key_name"], told["ending"], told["turns"], told["questions"]) == (
        "热线戊",
        "answered",
        2,
        1,
    )
    assert told["opened_at"] < told["ended_at"]
    (asked,) = told["asked"]
    assert (asked["outcome"], asked["qa_id"]) == ("answered", PAIR)
    assert "13800138000" not in asked["question"]


def test_calls_are_listed_newest_first_and_page_by_page(as_: As) -> None:
    made = [as_("热线戊").post(CALLS, json={}).json()["call_id"] for _ in range(3)]
    auditor = as_("审计丙")
    first = auditor.get(RECORDS, params={"limit": 2}).json()
    assert [each["id"] for each in first] == [made[2], made[1]]
    assert first[0]["ended_at"] is None
    following = auditor.get(RECORDS, params={"limit": 1, "before": first[-1]["opened_at"]}).json()
    assert following[0]["id"] == made[0]
    assert auditor.get(RECORDS, params={"key_id": "k-none"}).json() == []
    assert auditor.get(f"{RECORDS}/none").status_code == 404
