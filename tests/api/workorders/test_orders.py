"""Work orders as operators, departments and auditors work on them."""

from __future__ import annotations

import csv
import io
import json

import pytest

from policies.library import Library
from tests.api.workorders.conftest import CIVIL, ORDERS, ROADS, As, Made


def test_an_order_is_made_assigned_answered_called_back_and_closed(as_: As, made: Made, do: Made) -> None:
    order = made(contact={"name": "李女士", "phone": "138 0013 8000"})
    number = order["number"]
    assert number.startswith("GD990101-20261123-")
    assert order["words"] == "老花镜补贴申请了三个月没人管，电话〔手机号〕。"
    assert (order["suggested"], order["due_on"]) == (CIVIL, "2026-11-30")
    assert order["suggested_why"]
    assert do("坐席甲", number, "assign")["department"] == CIVIL
    assert do("民政联络", number, "status", action="accept")["status"] == "in_progress"
    answered = do("民政联络", number, "reply", text="您好，补贴已于今日发放。咨询电话0000-88800001。")
    assert (answered["status"], answered["status_label"]) == ("answered", "已答复")
    assert do("坐席甲", number, "call-back", satisfaction=5, note="满意")["satisfaction"] == 5
    assert do("坐席甲", number, "close")["status"] == "closed"
    detail = as_("审计丙").get(f"{ORDERS}/{number}").json()
    assert [each["action"] for each in detail["events"]] == [
        "create", "assign", "accept", "reply", "call_back", "close",
    ]  # fmt: skip
    assert detail["events"][3]["actor"] == "民政联络"
    assert "13800138000" not in json.dumps(detail)


def test_a_contact_is_for_those_who_call_back(as_: As, made: Made) -> None:
    number = made(contact={"name": "李女士", "phone": "138 0013 8000"})["number"]
    assert as_("坐席甲").get(f"{ORDERS}/{number}/contact").json() == {
        "name": "李女士",
        "phone": "13800138000",
    }
    for name in ("审计丙", "民政联络", "热线戊"):
        assert as_(name).get(f"{ORDERS}/{number}/contact").status_code == 403
    entries = as_("审计丙").get("/api/v1/admin/audit", params={"kind": "workorder", "subject": number}).json()
    assert [(each["actor"], each["action"]) for each in entries] == [
        ("坐席甲", "read contact"),
        ("坐席甲", "create"),
    ]
    assert as_("坐席甲").get(f"{ORDERS}/{made()['number']}/contact").json() is None


def test_a_department_sees_and_answers_its_own_orders_only(as_: As, made: Made, do: Made) -> None:
    number = made()["number"]
    do("坐席甲", number, "assign", department="市城管局")
    assert as_("城管联络").get(f"{ORDERS}/{number}").json()["department"] == ROADS
    assert as_("民政联络").get(f"{ORDERS}/{number}").status_code == 404
    assert do("民政联络", number, "reply", 404, text="好")["title"] == "没有找到这张工单"
    do("民政联络", number, "status", 404, action="accept")
    listed = as_("民政联络").get(ORDERS, params={"department": ROADS}).json()["items"]
    assert listed == []
    assert {each["department"] for each in as_("城管联络").get(ORDERS).json()["items"]} == {ROADS}
    do("城管联络", number, "status", 403, action="transfer", note="转给别人")
    returned = do("城管联络", number, "status", action="return", note="不属于我局职责")
    assert (returned["status"], returned["department"]) == ("returned", None)
    assert as_("城管联络").get(f"{ORDERS}/{number}").status_code == 404


def test_the_same_order_sent_again_is_the_same_order(made: Made) -> None:
    first = made(idempotency_key="the-same-order-0001")
    again = made(idempotency_key="the-same-order-0001", words="说法不同")
    assert again == first


def test_whoever_changes_an_older_version_is_told_what_happened(as_: As, made: Made, do: Made) -> None:
    order = made()
    do("坐席甲", order["number"], "urge", note="又来电")
    told = do("坐席甲", order["number"], "assign", 409, version=order["version"])
    assert told["errors"][0]["reason"].startswith("这张工单刚被别人改过（您看的是第 1 版，现在是第 2 版）")
    assert do("坐席甲", order["number"], "reply", 409, text="好")["status"] == 409


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("close", {}),
        ("status", {"action": "transfer"}),
        ("assign", {"department": "没有的局"}),
    ],
)
def test_what_is_missing_is_said(made: Made, do: Made, deed: str, body: dict[str, object]) -> None:
    told = do("坐席甲", made()["number"], deed, 422, **body)
    assert told["errors"]


def test_a_correction_stands_in_the_history(as_: As, made: Made) -> None:
    order = made()
    change = {"version": 1, "kind": "report", "is_urgent": True, "note": "来电人补充"}
    edited = as_("坐席甲").patch(f"{ORDERS}/{order['number']}", json=change).json()
    assert (edited["kind"], edited["is_urgent"], edited["due_on"]) == ("report", True, "2026-11-24")
    event = as_("坐席甲").get(f"{ORDERS}/{order['number']}").json()["events"][-1]
    assert event["detail"]["kind"] == ["complaint", "report"]
    later = {"version": 2, "due_on": "2026-12-31", "note": "延期"}
    assert as_("坐席甲").patch(f"{ORDERS}/{order['number']}", json=later).json()["due_on"] == "2026-12-31"


def test_lists_are_filtered_and_paged(as_: As, made: Made, do: Made) -> None:
    numbers = [made(kind="praise", words=f"表扬窗口{n}号")["number"] for n in range(3)]
    page = as_("审计丙").get(ORDERS, params={"kind": "praise", "limit": 2}).json()
    rest = as_("审计丙").get(ORDERS, params={"kind": "praise", "limit": 2, "before": page["next"]}).json()
    assert [each["number"] for each in (*page["items"], *rest["items"])] == numbers[::-1]
    assert rest["next"] is None
    do("坐席甲", numbers[0], "urge")
    urged = as_("坐席甲").get(ORDERS, params={"kind": "praise", "urged": True}).json()["items"]
    assert [each["number"] for each in urged] == numbers[:1]
    for params, expected in (
        ({"q": "窗口1号"}, numbers[1:2]),
        ({"q": numbers[2]}, numbers[2:]),
        ({"overdue": True}, []),
        ({"until": "2020-01-01"}, []),
        ({"since": "9999-12-31"}, []),
    ):
        found = as_("坐席甲").get(ORDERS, params={"kind": "praise", **params}).json()["items"]
        assert [each["number"] for each in found] == expected, params
    assert as_("坐席甲").get(ORDERS, params={"state": "new"}).status_code == 422


def test_an_export_is_a_table_that_no_spreadsheet_computes(as_: As, made: Made) -> None:
    made(kind="suggestion", summary="=HYPERLINK(1)", words="＝1+1，加一趟早班车，\n“多谢”", place="+86路口")
    answer = as_("坐席甲").get(f"{ORDERS}/export", params={"kind": "suggestion"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "workorders-20261123.csv" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert row["标题"] == "'=HYPERLINK(1)"
    assert row["反映内容"] == "'＝1+1，加一趟早班车，\n“多谢”"
    assert row["地点"] == "'+86路口"
    assert (row["类型"], row["状态"], row["来源"]) == ("建议", "待派单", "人工登记")
    as_json = as_("坐席甲").get(f"{ORDERS}/export", params={"kind": "suggestion", "format": "json"})
    assert [each["summary"] for each in as_json.json()] == ["=HYPERLINK(1)"]
    empty = {"kind": "suggestion", "format": "json", "status": "closed"}
    assert as_("坐席甲").get(f"{ORDERS}/export", params=empty).json() == []


def test_an_export_holds_what_its_reader_may_see(as_: As, made: Made, do: Made) -> None:
    number = made(contact={"name": "王先生", "phone": "0531-88889999"})["number"]
    do("坐席甲", number, "assign", department=ROADS)
    exported = as_("城管联络").get(f"{ORDERS}/export", params={"format": "json"})
    assert {each["department"] for each in exported.json()} == {ROADS}
    assert "88889999" not in exported.text
    assert as_("民政联络").get(f"{ORDERS}/export", params={"q": number, "format": "json"}).json() == []


def test_many_orders_are_exported_whole(as_: As, own_library: Library, made: Made) -> None:
    for number in range(30):
        made(kind="other", words=f"第{number}件")
    exported = as_("管理丁").get(f"{ORDERS}/export", params={"kind": "other", "format": "json"}).json()
    assert len({each["number"] for each in exported}) == 30


def test_an_order_made_from_a_chat_names_it(as_: As, made: Made) -> None:
    asked = as_("").post("/api/v1/chat/messages", json={"text": "老花镜补贴怎么申请？"}).json()
    order = made(conversation_id=asked["conversation_id"])
    assert (order["source"], order["conversation_id"]) == ("chat", asked["conversation_id"])
    listed = as_("坐席甲").get(ORDERS, params={"conversation_id": asked["conversation_id"]}).json()["items"]
    assert [each["number"] for each in listed] == [order["number"]]
    body = {"idempotency_key": "from-no-chat-0001", "words": "好", "conversation_id": "nowhere"}
    assert as_("坐席甲").post(ORDERS, json=body).status_code == 404
