"""The department's reply becomes a draft Q&A pair."""

from __future__ import annotations

import pytest

from policies.content.orders.drafting import LONGEST_QUESTION, question_of
from policies.library import Library
from tests.api.workorders.conftest import CIVIL, ORDERS, As, Made

REPLY = "老花镜补贴每季度第一个月发放。申请人可以在社区服务站查询进度，电话0000-88800001。"


def test_a_reply_becomes_a_draft_that_another_person_has_to_publish(
    as_: As, made: Made, do: Made, own_library: Library
) -> None:
    number = made(words="我13800138000申请了补贴。老花镜补贴什么时候发？急用。")["number"]
    do("坐席甲", number, "assign")
    do("民政联络", number, "reply", text=REPLY)
    before = own_library.store.counts()["pairs"]
    drafted = do("民政联络", number, "draft", 201)
    assert drafted["question"] == "老花镜补贴什么时候发？"
    assert drafted["order"]["pair_id"] == drafted["pair_id"]
    assert "no_basis" in [each["rule"] for each in drafted["findings"]]
    pair = as_("编审辛").get(f"/api/v1/admin/pairs/{drafted['pair_id']}").json()
    assert (pair["state"], pair["author"], pair["department"]) == ("draft", "民政联络", CIVIL)
    assert pair["summary"] == "老花镜补贴每季度第一个月发放。"
    assert pair["detail"] == {"note": REPLY}
    assert number in pair["internal_note"]
    assert "依据待补" in pair["internal_note"]
    assert own_library.store.counts()["pairs"] == before
    of_pair = as_("坐席甲").get(ORDERS, params={"pair_id": pair["id"]}).json()["items"]
    assert [each["number"] for each in of_pair] == [number]
    asked = as_("").post("/api/v1/chat/messages", json={"text": "老花镜补贴什么时候发？"}).json()
    assert asked["reply"]["qa_id"] != pair["id"]


def test_there_is_one_draft_of_one_order(as_: As, made: Made, do: Made) -> None:
    number = made()["number"]
    do("坐席甲", number, "draft", 409)
    do("坐席甲", number, "assign")
    do("坐席甲", number, "reply", text=REPLY)
    do("城管联络", number, "draft", 404)
    do("坐席甲", number, "draft", 201)
    told = do("坐席甲", number, "draft", 422)
    assert "已经起草过" in told["errors"][0]["reason"]


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("路灯坏了。谁来修？快一点。", "谁来修？"),
        ("路灯坏了。没人修。", "路灯坏了。"),
        ("路" * 200, "路" * (LONGEST_QUESTION - 1) + "…"),
    ],
)
def test_the_sentence_that_asks_is_the_question(words: str, question: str) -> None:
    assert question_of(words) == question
