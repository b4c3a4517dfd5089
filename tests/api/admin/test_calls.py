"""Calls as auditors read them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.content.tables import HOTLINE_CALL
from policies.library import Library
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
    assert [each["id"] for each in first["items"]] == [made[2], made[1]]
    assert first["items"][0]["ended_at"] is None
    following = auditor.get(RECORDS, params={"limit": 1, "before": first["next"]}).json()
    assert following["items"][0]["id"] == made[0]
    assert auditor.get(RECORDS, params={"key_id": "k-none"}).json() == {"items": [], "next": None}
    assert auditor.get(f"{RECORDS}/none").status_code == 404


def test_no_call_is_missed_or_told_twice_where_several_begin_at_the_same_moment(
    as_: As, own_library: Library
) -> None:
    made = {as_("热线戊").post(CALLS, json={}).json()["call_id"] for _ in range(5)}
    with own_library.store.engine.begin() as connection:
        at_once = sa.update(HOTLINE_CALL).where(HOTLINE_CALL.c.conversation_id.in_(made))
        connection.execute(at_once.values(opened_at=datetime(2030, 1, 1, tzinfo=UTC)))
    told: list[str] = []
    before: dict[str, str] = {}
    for _ in range(3):
        page = as_("审计丙").get(RECORDS, params={"limit": 2, **before}).json()
        told += [each["id"] for each in page["items"]]
        before = {"before": page["next"]}
    assert sorted(told[:5]) == sorted(made)
    assert len(set(told)) == 6
