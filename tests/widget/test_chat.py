"""The conversation in a real browser, with canned answers for every way a question can end."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from policies.answering.inquiry import Choice, Outcome
from policies.content.model import Facet
from tests.widget.cards import ASKS_REGION, CITATION, CLARIFY, EMERGENCY, LAPSED, LAPSED_ANSWER, answer
from tests.widget.chat_page import Chat, Service

pytestmark = pytest.mark.e2e
ANSWERED = answer(Outcome.ANSWERED, related=(Choice("question", "图书逾期怎么办？", "q-late"),))
QUESTION = "借阅证怎么办？"


def test_the_conclusion_comes_first_with_its_validity_and_its_source(page: Page, site: str) -> None:
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.find(".card > .summary")).to_have_text("可以办，带身份证就行。")
    expect(chat.find(".standing .badge.in-force")).to_have_text("现行有效")
    expect(chat.find(".standing .badge.demo")).to_be_visible()
    expect(chat.find(".source-facts")).to_contain_text("示政办发〔2025〕9号")
    expect(chat.find("mark")).to_have_text("凭身份证办理借阅")
    expect(chat.find("a.open")).to_have_attribute("href", "/policies/p-sample#第二条")
    expect(chat.find("a.call")).to_have_attribute("href", "tel:000088800099")


def test_the_interpretation_of_what_is_cited_is_one_step_away(page: Page, site: str) -> None:
    told = {"title": "《阅览室管理办法》解读", "url": "/interpretations/i-sample"}
    cited = [{**ANSWERED["citations"][0], "interpretation": told}]
    Service([{**ANSWERED, "citations": cited}]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    link = page.get_by_role("link", name="政策解读 · 《阅览室管理办法》解读")
    expect(link).to_have_attribute("href", "/interpretations/i-sample")


def test_the_facets_come_in_the_order_in_which_people_look_for_them(page: Page, site: str) -> None:
    detail = (
        (Facet.DEADLINE, "当场。"),
        (Facet.NOTE, "说明。"),
        (Facet.WHO, "市民。"),
        (Facet.MATERIALS, "身份证。"),
    )
    Service([answer(Outcome.ANSWERED, detail=detail)]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.find("summary .label")).to_have_text(["适用对象", "需要材料", "时间与期限", "详细说明"])


def test_detail_is_folded_until_it_is_opened(page: Page, site: str) -> None:
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    text = chat.find(".facet-text").first
    expect(text).to_be_hidden()
    chat.find("summary").first.click()
    expect(text).to_be_visible()
    chat.button("全部展开").click()
    expect(chat.find("details[open]")).to_have_count(2)


def test_a_choice_sends_its_title_and_the_identifier_of_its_pair(page: Page, site: str) -> None:
    service = Service([CLARIFY, ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask("图书馆")
    chat.button("图书逾期怎么办？").press("Enter")
    expect(chat.cards).to_have_count(2)
    assert service.sent[1]["text"] == "图书逾期怎么办？"
    assert service.sent[1]["choice"] == "q-late"
    assert service.sent[1]["conversation_id"] == "c-1"


def test_none_of_these_says_so(page: Page, site: str) -> None:
    service = Service([CLARIFY, ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask("图书馆")
    chat.button("都不是").click()
    expect(chat.cards).to_have_count(2)
    assert service.sent[1]["text"] == "都不是"
    assert "choice" not in service.sent[1]


def test_a_region_button_is_remembered_for_what_follows(page: Page, site: str) -> None:
    service = Service([ASKS_REGION, ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    chat.button("示范市云川区").click()
    expect(chat.cards).to_have_count(2)
    expect(page.get_by_label("所在地区")).to_have_value("示范市云川区")
    assert service.sent[1]["region"] == "示范市云川区"


def test_the_chosen_region_goes_with_the_question(page: Page, site: str) -> None:
    service = Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    page.get_by_label("所在地区").select_option("示范市云川区")
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    assert service.sent[0]["region"] == "示范市云川区"


def test_an_emergency_shows_four_numbers_to_tap_and_is_announced_at_once(page: Page, site: str) -> None:
    Service([EMERGENCY]).attach(page)
    chat = Chat(page, site)
    chat.ask("家里着火了")
    card = page.get_by_role("alert")
    expect(card).to_contain_text("请立即拨打电话。")
    for number in ("110", "119", "120", "122"):
        expect(card.locator(f'a[href="tel:{number}"]')).to_be_in_viewport()


def test_a_lapsed_source_is_never_shown_as_in_force(page: Page, site: str) -> None:
    Service([LAPSED_ANSWER]).attach(page)
    chat = Chat(page, site)
    chat.ask("暂行规定还有效吗")
    expect(chat.find(".standing .badge")).to_have_text(["已废止", "演示数据"])
    expect(chat.find(".notices.warning")).to_have_text("请看现行文件。")


@pytest.mark.parametrize(
    "outcome", [Outcome.NOT_FOUND, Outcome.OUT_OF_SCOPE, Outcome.COMPLAINT, Outcome.HANDOFF]
)
def test_a_refusal_leads_on(page: Page, site: str, outcome: Outcome) -> None:
    Service([answer(outcome, detail=(), citations=())]).attach(page)
    chat = Chat(page, site)
    chat.ask("火星上能办借阅证吗")
    expect(chat.find('.ways a[href="tel:12345"]')).to_be_visible()
    expect(chat.find('.ways a[href="/search"]')).to_be_visible()


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_named_on_its_card(page: Page, site: str, outcome: Outcome) -> None:
    Service([answer(outcome)]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.cards.get_by_role("heading", level=2)).not_to_be_empty()
    expect(chat.find(".card .summary")).to_have_text("可以办，带身份证就行。")


def test_two_clauses_of_one_document_stand_under_one_title(page: Page, site: str) -> None:
    second = replace(CITATION, clause="第三条", quote="本办法由市图书馆解释。", highlight=None)
    Service([answer(Outcome.QUOTED, citations=(CITATION, LAPSED, second))]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.find(".source-title")).to_have_text(["示范市共享阅览室管理办法", "示范市阅览室暂行规定"])
    expect(chat.find(".citations li").first.locator(".passage")).to_have_count(2)


def test_simple_mode_is_told(page: Page, site: str) -> None:
    Service([{**ANSWERED, "degraded": True}]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.find(".notices")).to_contain_text("简易模式")


def test_what_the_service_sends_is_shown_as_text(page: Page, site: str) -> None:
    Service([answer(Outcome.ANSWERED, summary="<img src=x onerror=alert(1)>")]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.find(".card .summary")).to_have_text("<img src=x onerror=alert(1)>")
    expect(chat.find("img")).to_have_count(0)


def test_a_message_that_fails_is_sent_again_as_the_same_message(page: Page, site: str) -> None:
    service = Service([503, ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(page.get_by_role("alert")).to_contain_text("服务暂时没有响应")
    chat.button("重新发送").click()
    expect(chat.cards).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert service.sent[0] == service.sent[1]
    assert re.fullmatch(r"[0-9a-f]{32}", service.sent[0]["client_id"])


def test_a_lost_connection_resends_by_itself_once_it_is_back(page: Page, site: str) -> None:
    Service([None, ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(page.get_by_role("alert")).to_contain_text("网络断开了")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(chat.cards).to_have_count(1)


def test_a_conversation_that_the_service_forgot_begins_anew(page: Page, site: str) -> None:
    service = Service([ANSWERED, 404, ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    chat.ask("图书逾期呢？")
    expect(chat.cards).to_have_count(2)
    assert "conversation_id" not in service.sent[2]


def test_the_tab_remembers_until_it_is_cleared(page: Page, site: str) -> None:
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    page.reload()
    expect(chat.find(".bubble")).to_have_text(QUESTION)
    chat.button("清空对话").click()
    expect(chat.cards).to_have_count(0)
    expect(chat.field).to_be_focused()
    page.reload()
    expect(chat.field).to_be_visible()
    expect(chat.find(".bubble")).to_have_count(0)


def test_not_helpful_counts_at_once_and_may_say_why(page: Page, site: str) -> None:
    service = Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask(QUESTION)
    chat.button("没帮助").click()
    page.get_by_role("radio", name="内容过时").check(force=True)
    page.get_by_label("还想补充什么").fill("标准调整过")
    assert service.feedback == [{"helpful": False}]
    chat.button("提交反馈").click()
    expect(chat.find(".feedback")).to_have_text("谢谢您的反馈。")
    assert service.feedback[1] == {"helpful": False, "reason": "outdated", "comment": "标准调整过"}
    page.reload()
    expect(chat.find(".feedback")).to_have_text("谢谢您的反馈。")


def test_the_length_is_told_and_too_long_a_question_is_not_sent(page: Page, site: str) -> None:
    service = Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.field.fill("问" * 300)
    expect(chat.find(".count")).to_have_text("已输入 300 字，最多 1000 字")
    chat.ask("问" * 1003)
    expect(chat.find(".told")).to_have_text("超出 3 字，请精简后再发送")
    expect(chat.field).to_have_attribute("aria-invalid", "true")
    chat.ask("问" * 1000)
    expect(chat.cards).to_have_count(1)
    assert len(service.sent) == 1


def test_the_length_is_heard_when_the_typing_rests_and_nothing_is_cut_off(page: Page, site: str) -> None:
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask("图书馆")
    chat.button("没帮助").click()
    words = page.get_by_label("还想补充什么")
    words.fill("问" * 470)
    status = chat.find(".why .told")
    expect(status).to_have_attribute("role", "status")
    expect(status).to_have_text("还可以输入 30 字")
    words.fill("问" * 502)
    expect(status).to_have_text("超出 2 字，请精简后再发送")
    expect(words).to_have_value("问" * 502)
    expect(words).to_have_attribute("aria-describedby", chat.find(".why .count").get_attribute("id") or "-")


def test_shift_enter_breaks_the_line_and_an_empty_question_is_not_sent(page: Page, site: str) -> None:
    service = Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask("   ")
    expect(chat.find(".told")).to_have_text("请先输入问题。")
    chat.field.fill("第一行")
    chat.field.press("Shift+Enter")
    chat.field.press_sequentially("第二行")
    chat.field.press("Enter")
    expect(chat.cards).to_have_count(1)
    assert [message["text"] for message in service.sent] == ["第一行\n第二行"]


def test_enter_that_ends_an_input_method_sends_nothing(page: Page, site: str) -> None:
    service = Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.field.fill("yibao")
    chat.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(chat.find(".bubble")).to_have_count(0)
    chat.ask("医保")
    expect(chat.cards).to_have_count(1)
    assert [message["text"] for message in service.sent] == ["医保"]


def test_a_link_with_a_question_asks_it_once(page: Page, site: str) -> None:
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site, "/?q=借阅证怎么办？")
    expect(chat.find(".bubble")).to_have_text(QUESTION)
    expect(chat.cards).to_have_count(1)
    page.reload()
    expect(chat.find(".bubble")).to_have_count(1)
