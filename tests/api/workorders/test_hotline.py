"""Work orders of a hotline's telephone system."""

from __future__ import annotations

from tests.api.workorders.conftest import OF_HOTLINE, ORDERS, As, Made

CALLS = "/api/v1/hotline/calls"


def test_an_order_made_in_a_call_says_what_was_asked_and_the_summary_names_it(as_: As, made: Made) -> None:
    call = as_("热线戊").post(CALLS, json={"region": "示范市云川区"}).json()["call_id"]
    said = {"text": "我要投诉老花镜补贴没人管 我电话13800138000", "idempotency_key": "turn-000000000001"}
    as_("热线戊").post(f"{CALLS}/{call}/utterances", json=said)
    order = made("热线戊", OF_HOTLINE, words=None, region=None, call_id=call)
    assert "投诉老花镜补贴没人管" in order["words"]
    assert "13800138000" not in order["words"]
    assert order["region"] == "示范市云川区"
    summary = as_("热线戊").post(f"{CALLS}/{call}/end", json={}).json()
    assert summary["work_orders"] == [order["number"]]
    seen = as_("坐席甲").get(f"{ORDERS}/{order['number']}").json()
    assert (seen["source"], seen["created_by"], seen["conversation_id"]) == ("hotline", "热线戊", call)


def test_a_hotline_reads_and_urges_its_own_orders_only(as_: As, made: Made) -> None:
    number = made("热线戊", OF_HOTLINE)["number"]
    assert as_("热线戊").get(f"{OF_HOTLINE}/{number}").json()["status_label"] == "待派单"
    urged = as_("热线戊").post(f"{OF_HOTLINE}/{number}/urge", json={"note": "又打来了"}).json()
    assert urged["urged"] == 1
    for other in ("热线己", "管理丁"):
        assert as_(other).get(f"{OF_HOTLINE}/{number}").status_code == 404
        assert as_(other).post(f"{OF_HOTLINE}/{number}/urge", json={}).status_code == 404


def test_an_order_needs_words_or_a_call_of_ones_own(as_: As) -> None:
    call = as_("热线戊").post(CALLS, json={}).json()["call_id"]
    body = {"idempotency_key": "order-without-words-1"}
    assert as_("热线戊").post(OF_HOTLINE, json=body).status_code == 422
    silent = as_("热线戊").post(OF_HOTLINE, json={**body, "call_id": call})
    assert (silent.status_code, silent.json()["errors"][0]["reason"]) == (422, "请写明要反映的情况。")
    assert as_("热线己").post(OF_HOTLINE, json={**body, "call_id": call, "words": "好"}).status_code == 404


def test_what_a_hotline_sees_names_no_staff(as_: As, made: Made, do: Made) -> None:
    number = made("热线戊", OF_HOTLINE)["number"]
    do("坐席甲", number, "assign")
    do("民政联络", number, "reply", text="补贴已发放。")
    seen = as_("热线戊").get(f"{OF_HOTLINE}/{number}")
    assert seen.json()["reply"] == "补贴已发放。"
    assert "民政联络" not in seen.text
