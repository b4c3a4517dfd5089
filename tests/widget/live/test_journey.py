"""From a question to a person and back."""

from __future__ import annotations

import json

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.waiting import until
from tests.widget.chat_page import Chat
from tests.widget.desk import Operator, queue_up, served, spoken

pytestmark = pytest.mark.e2e
QUESTION = "职工医保住院报销比例是多少"


def test_from_a_question_to_a_person_and_back(chat: Chat, anna: Operator) -> None:
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    queue_up(chat)
    expect(chat.find(".live")).to_be_focused()
    handoff_id = anna.claim()
    expect(chat.find(".note")).to_contain_text("工作人员安娜已接入")
    expect(chat.find(".live")).to_contain_text("工作人员安娜正在为您服务")
    chat.ask("我还想问问异地的")
    anna.say(handoff_id, "您好，请问您在哪里住院？")
    expect(chat.find(".theirs .bubble")).to_have_text("您好，请问您在哪里住院？")
    expect(chat.find(".theirs .who")).to_have_text("工作人员安娜")
    spoken(chat)
    assert anna.heard(handoff_id) == ["我还想问问异地的"]
    expect(chat.cards).to_have_count(1)
    anna.close(handoff_id)
    expect(chat.find(".note").last).to_contain_text("本次人工服务已结束")
    expect(chat.find(".live")).to_be_hidden()
    expect(chat.find(".closing")).to_be_visible()
    chat.button("继续提问").click()
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(2)
    expect(chat.button("转人工")).to_be_visible()


def test_the_place_moves_up_as_others_are_served(chat: Chat, anna: Operator, site: str) -> None:
    earlier = httpx.post(
        f"{site}/api/v1/handoffs", json={"client_id": "earlier-visitor-1"}, trust_env=False
    ).json()
    chat.button("转人工").click()
    expect(chat.find(".live [role=status]")).to_contain_text("您排在第 2 位")
    anna.call("POST", f"/handoffs/{earlier['handoff_id']}/claim")
    expect(chat.find(".live [role=status]")).to_contain_text("您排在第 1 位")


def test_while_waiting_the_service_goes_on_answering(chat: Chat, anna: Operator) -> None:
    queue_up(chat)
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    expect(chat.find(".live")).to_contain_text("您排在第 1 位")


def test_who_leaves_the_queue_goes_on_asking(chat: Chat, anna: Operator) -> None:
    queue_up(chat)
    expect(chat.button("转人工")).to_be_hidden()
    chat.button("离开排队").press("Enter")
    expect(chat.find(".note")).to_contain_text("您已离开人工服务")
    expect(chat.field).to_be_focused()
    expect(chat.button("转人工")).to_be_visible()
    assert anna.waiting == []


def test_what_was_said_last_arrives_before_the_visitor_leaves(chat: Chat, anna: Operator) -> None:
    handoff_id = served(chat, anna)
    script = """() => {
      const { conversation } = document.querySelector("yihaoda-chat"), { live } = conversation;
      conversation.ask({ text: "还有一句" });
      live.leave();
    }"""
    chat.page.evaluate(script)
    expect(chat.find(".note").last).to_contain_text("您已离开人工服务")
    assert anna.heard(handoff_id) == ["还有一句"]


def test_clearing_the_conversation_leaves_the_queue(chat: Chat, anna: Operator) -> None:
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    queue_up(chat)
    with chat.page.expect_response("**/handoff/leave?*"):
        chat.button("清空对话").click()
    expect(chat.find(".live")).to_be_hidden()
    assert anna.waiting == []


def test_a_person_who_types_is_seen_on_both_sides(chat: Chat, anna: Operator, page: Page) -> None:
    handoff_id = served(chat, anna)
    anna.type(handoff_id)
    expect(chat.find(".thinking")).to_contain_text("工作人员正在输入")
    anna.say(handoff_id, "好的")
    expect(chat.find(".thinking")).to_be_empty()
    with page.expect_websocket(lambda line: "/handoff/socket" in line.url) as opened:
        page.reload()
    until(page, "document.querySelector('yihaoda-chat').live.line?.readyState === WebSocket.OPEN")
    with opened.value.expect_event("framesent") as sent:
        chat.field.press_sequentially("我想")
    assert json.loads(str(sent.value)) == {"type": "typing"}
    expect(chat.find(".suggestions")).to_be_hidden()


def test_an_emergency_is_put_before_the_visitor_while_a_person_serves(chat: Chat, anna: Operator) -> None:
    handoff_id = served(chat, anna)
    chat.ask("我家着火了")
    card = chat.find(".card.emergency")
    expect(card).to_have_count(1)
    expect(card.locator('a[href="tel:119"]')).to_be_visible()
    spoken(chat)
    assert anna.heard(handoff_id) == ["我家着火了"]
    chat.page.reload()
    expect(chat.find(".card.emergency")).to_have_count(1)


def test_where_nobody_is_present_the_form_to_be_called_back_is_offered(chat: Chat, anna: Operator) -> None:
    anna.present("away")
    chat.button("转人工").click()
    expect(chat.find(".callback")).to_contain_text("网上现在没有工作人员在线")
    expect(chat.page.get_by_label("联系电话")).to_be_visible()
    expect(chat.find(".live")).to_be_hidden()


def test_a_request_in_ones_own_words_leads_into_the_queue_too(chat: Chat, anna: Operator) -> None:
    chat.ask("我要找人工客服")
    chat.button("接入工作人员").click()
    expect(chat.find(".live")).to_contain_text("您排在第 1 位")


def test_who_asks_for_a_person_too_often_is_told(chat: Chat, page: Page, anna: Operator) -> None:
    told = {"type": "x", "title": "x", "status": 429, "detail": "请 30 秒后再试。"}
    page.route(
        "**/api/v1/handoffs",
        lambda route: route.fulfill(
            status=429, content_type="application/problem+json", body=json.dumps(told)
        ),
    )
    chat.button("转人工").click()
    expect(chat.find(".announcer")).to_have_text("请 30 秒后再试。")
    expect(chat.cards).to_have_count(0)


def test_words_of_a_person_are_shown_as_text(chat: Chat, anna: Operator) -> None:
    handoff_id = served(chat, anna)
    anna.say(handoff_id, "<img src=x onerror=alert(1)>")
    expect(chat.find(".theirs .bubble")).to_have_text("<img src=x onerror=alert(1)>")
    expect(chat.find("img")).to_have_count(0)
