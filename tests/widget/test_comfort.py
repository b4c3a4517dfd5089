"""Larger letters, elder mode, reading aloud, asking by voice; choosing a question while typing; the end of a visit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

from policies.answering.inquiry import Outcome
from tests.widget.cards import answer
from tests.widget.chat_page import SOCKET, Chat, Service

pytestmark = pytest.mark.e2e
ANSWERED = answer(Outcome.ANSWERED)
SMALLEST = """() => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap((n) => [n, ...(n.shadowRoot ? all(n.shadowRoot) : [])]);
  const told = (n) => [...n.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim()) && n.checkVisibility()
    && !n.closest('.heard, .visually-hidden, script, style, noscript, option');
  return Math.min(...all(document.body).filter(told).map((n) => parseFloat(getComputedStyle(n).fontSize)));
}"""
TARGETS = """() => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap((n) => [n, ...(n.shadowRoot ? all(n.shadowRoot) : [])]);
  return all(document.body).filter((n) => n.matches('button, select, summary, textarea, nav a, a.open, a.call, a.way') && n.checkVisibility())
    .map((n) => [n.textContent.trim().slice(0, 8) || n.tagName, n.getBoundingClientRect()])
    .filter(([, box]) => box.width < 59.5 || box.height < 59.5).map(([name, box]) => `${name} ${box.width}x${box.height}`);
}"""
# A browser that speaks and hears, as far as the page can tell.
VOICE = """
globalThis.said = [];
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(globalThis, 'speechSynthesis', { value: {
  speak(what) { globalThis.said.push(what.text); globalThis.speaking = what; },
  cancel() { globalThis.speaking = null; },
} });
globalThis.SpeechRecognition = class {
  start() { globalThis.ears = this; }
  stop() { this.onend(); }
  hear(...texts) { this.onresult({ results: texts.map((transcript) => [{ transcript }]) }); this.onend(); }
};
"""
SILENT = "delete globalThis.webkitSpeechRecognition; delete globalThis.SpeechRecognition; delete globalThis.speechSynthesis;"


def test_elder_mode_has_large_letters_and_targets_and_is_remembered(page: Page, site: str) -> None:
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.button("长辈模式").click()
    chat.ask("借阅证怎么办？")
    expect(chat.cards).to_have_count(1)
    assert page.evaluate(SMALLEST) >= 18
    assert page.evaluate(TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.goto(f"{site}/search")
    expect(chat.button("长辈模式")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(SMALLEST) >= 18
    chat.button("长辈模式").click()
    assert page.evaluate(SMALLEST) < 18


def test_letters_grow_to_thirty_and_back(page: Page, site: str) -> None:
    chat = Chat(page, site)
    for _ in range(3):
        chat.button("字大一点").click()
    assert chat.field.evaluate("node => getComputedStyle(node).fontSize") == "30px"
    expect(chat.button("字大一点")).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.reload()
    assert chat.field.evaluate("node => getComputedStyle(node).fontSize") == "30px"
    for _ in range(3):
        chat.button("字小一点").click()
    assert chat.field.evaluate("node => getComputedStyle(node).fontSize") == "17px"


def test_an_answer_is_read_aloud_until_stopped(page: Page, site: str) -> None:
    page.add_init_script(VOICE)
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask("借阅证怎么办？")
    chat.button("朗读").click()
    assert page.evaluate("said") == ["可以办，带身份证就行。\n需要材料，身份证。\n时间与期限，当场办结。"]
    chat.button("停止朗读").click()
    assert page.evaluate("speaking") is None
    expect(chat.button("朗读")).to_have_attribute("aria-pressed", "false")


def test_what_is_spoken_is_written_into_the_field(page: Page, site: str) -> None:
    page.add_init_script(VOICE)
    chat = Chat(page, site)
    chat.button("语音输入").click()
    expect(chat.find(".told")).to_have_text("正在听，请说话…")
    page.evaluate("ears.hear('借阅证', '怎么办')")
    expect(chat.field).to_have_value("借阅证怎么办")
    expect(chat.button("语音输入")).to_have_attribute("aria-pressed", "false")


def test_a_refused_microphone_is_told(page: Page, site: str) -> None:
    page.add_init_script(VOICE)
    chat = Chat(page, site)
    chat.button("语音输入").click()
    page.evaluate("ears.onerror({ error: 'not-allowed' })")
    expect(chat.find(".told")).to_contain_text("没有获准使用麦克风")


def test_a_browser_without_a_voice_shows_no_buttons_for_it(page: Page, site: str) -> None:
    page.add_init_script(SILENT)
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask("借阅证怎么办？")
    expect(chat.cards).to_have_count(1)
    expect(chat.button("语音输入")).to_have_count(0)


def test_a_question_offered_while_typing_is_chosen_by_keyboard(page: Page, site: str) -> None:
    service = Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.field.press_sequentially("医")
    expect(page.get_by_role("listbox")).to_be_hidden()
    chat.field.press_sequentially("保")
    expect(page.get_by_role("listbox")).to_be_visible()
    first, second = chat.find("[role=option]").all_inner_texts()[:2]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chat.find("[role=option][aria-selected=true]")).to_have_text(second)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(chat.cards).to_have_count(1)
    assert service.sent[0]["text"] == first
    assert service.sent[0]["choice"].startswith("q-")


def test_escape_closes_what_is_offered_and_enter_asks_what_was_typed(page: Page, site: str) -> None:
    service = Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.field.press_sequentially("医保")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(chat.cards).to_have_count(1)
    assert service.sent[0]["text"] == "医保"


def test_a_conversation_ends_with_a_rating(page: Page, site: str) -> None:
    Service([ANSWERED]).attach(page)
    told: list[object] = []

    def thank(route: Route) -> None:
        told.append(route.request.post_data_json)
        route.fulfill(status=204)

    page.route("**/satisfaction", thank)
    chat = Chat(page, site)
    chat.ask("借阅证怎么办？")
    chat.button("结束并评价").click()
    chat.button("提交评价").click()
    expect(page.get_by_text("请先选一项。")).to_be_visible()
    page.get_by_role("radio", name="很满意", exact=True).check(force=True)
    chat.button("提交评价").click()
    expect(page.get_by_text("谢谢您的评价")).to_be_visible()
    expect(chat.cards).to_have_count(0)
    assert told == [{"score": 5}]


def test_outside_office_hours_a_number_is_left(page: Page, site: str) -> None:
    Service([answer(Outcome.HANDOFF, detail=(), citations=())]).attach(page)
    closed = {"is_open": False, "opens_at": "2026-11-28T09:00:00+08:00", "phone": "12345"}
    page.route("**/api/v1/handoff", lambda route: route.fulfill(json=closed))
    chat = Chat(page, site)
    chat.button("转人工").click()
    expect(chat.find(".callback")).to_contain_text("11月28日周六 09:00开始服务")
    page.get_by_label("怎么称呼您").fill("李女士")
    page.get_by_label("联系电话").fill("123456789")
    page.get_by_label("想咨询什么").fill("高龄津贴")
    chat.button("提交").click()
    expect(chat.find(".callback")).to_contain_text("电话号码请写 11 位手机号")
    page.get_by_label("联系电话").fill("0531-88880000")
    chat.button("提交").click()
    expect(chat.find(".callback")).to_contain_text("给您回电")


def test_the_line_answers_and_a_broken_one_is_answered_over_http_as_the_same_message(
    page: Page, site: str
) -> None:
    service = Service([ANSWERED])
    sent: list[str] = []

    def break_off(line: WebSocketRoute) -> None:
        def heard(text: str | bytes) -> None:
            sent.append(str(text))
            line.close()

        line.on_message(heard)

    service.attach(page)
    page.route_web_socket(SOCKET, break_off)
    chat = Chat(page, site)
    page.wait_for_timeout(300)
    chat.ask("借阅证怎么办？")
    expect(chat.cards).to_have_count(1)
    assert len(sent) == len(service.sent) == 1
    assert service.sent[0]["client_id"] in sent[0]


def test_a_question_that_was_not_answered_is_sent_again_after_a_reload(page: Page, site: str) -> None:
    service = Service([None, ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.ask("借阅证怎么办？")
    expect(page.get_by_role("alert")).to_contain_text("网络断开了")
    page.reload()
    expect(chat.cards).to_have_count(1)
    assert service.sent[0] == service.sent[1]
    expect(chat.find(".bubble")).to_have_count(1)


@pytest.fixture
def contrasting(browser: Browser) -> Iterator[Page]:
    """A tab of somebody who wants more contrast."""
    context = browser.new_context(contrast="more", forced_colors="active", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_who_wants_contrast_gets_black_on_white(contrasting: Page, site: str) -> None:
    chat = Chat(contrasting, site)
    assert (
        chat.find(".invitation").evaluate("node => getComputedStyle(node).getPropertyValue('--ink')").strip()
        == "#000"
    )
