"""For everybody: by keyboard alone, on narrow screens, with enough contrast, large enough to touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from policies.answering.inquiry import Choice, Outcome
from tests.waiting import until
from tests.widget.cards import CLARIFY, EMERGENCY, LAPSED_ANSWER, answer
from tests.widget.chat_page import Chat, Service

pytestmark = pytest.mark.e2e
ANSWERED = answer(Outcome.ANSWERED, related=(Choice("question", "图书逾期怎么办？", "q-late"),))
EVERY_KIND = [ANSWERED, CLARIFY, LAPSED_ANSWER, EMERGENCY, {**ANSWERED, "degraded": True}]

LIBRARY_JS = """
const everything = (root) => [...root.querySelectorAll('*')].flatMap((n) => [n, ...(n.shadowRoot ? everything(n.shadowRoot) : [])]);
const shown = (n) => n.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !n.closest('.heard, .visually-hidden, .skip');
"""
SMALL_TARGETS = (
    "() => {"
    + LIBRARY_JS
    + """
  return everything(document).filter((n) => n.matches('button, select, summary, textarea, nav a, a.open, a.call, a.way, .numbers a, input:not([type=radio])') && shown(n))
    .map((n) => [n.textContent.trim().slice(0, 12) || n.tagName, n.getBoundingClientRect()])
    .filter(([, box]) => box.width < 43.5 || box.height < 43.5).map(([name, box]) => `${name} ${box.width}x${box.height}`);
}"""
)
LOW_CONTRAST = (
    "() => {"
    + LIBRARY_JS
    + """
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const light = ({ r, g, b }) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const parent = (n) => n.parentElement ?? n.getRootNode().host ?? null;
  const behind = (n) => { for (let at = n; at; at = parent(at)) { const c = parse(getComputedStyle(at).backgroundColor); if (c.a > 0.99) return c; } return { r: 255, g: 255, b: 255 }; };
  const low = [];
  for (const n of everything(document)) {
    const own = [...n.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    if (!own || !shown(n) || n.closest('script, style, noscript, option')) continue;
    const [one, two] = [light(parse(getComputedStyle(n).color)), light(behind(n))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) low.push(`${n.className || n.tagName} ${ratio.toFixed(2)}`);
  }
  return low;
}"""
)


def converse(page: Page, site: str) -> Chat:
    """Open the chat and get one answer of every kind."""
    Service(list(EVERY_KIND)).attach(page)
    chat = Chat(page, site)
    for count in range(1, len(EVERY_KIND) + 1):
        chat.ask("借阅证怎么办？")
        expect(chat.cards).to_have_count(count)
    return chat


def test_a_question_is_asked_answered_and_rated_by_keyboard_alone(page: Page, site: str) -> None:
    service = Service([CLARIFY, ANSWERED]).attach(page)
    chat = Chat(page, site)
    _tab_to(page, "textarea")
    page.keyboard.type("图书馆")
    page.keyboard.press("Enter")
    expect(chat.cards).to_have_count(1)
    _tab_to(page, "button.choice", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(chat.cards).to_have_count(2)
    _tab_to(page, "summary")
    page.keyboard.press("Space")
    expect(chat.find("details[open]")).to_have_count(1)
    _tab_to(page, "button.rate")
    page.keyboard.press("Enter")
    expect(chat.find(".feedback")).to_have_text("谢谢您的反馈。")
    assert service.feedback == [{"helpful": True}]


def test_whatever_has_the_focus_shows_it(page: Page, site: str) -> None:
    converse(page, site)
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        outlined = page.evaluate(
            """() => { let n = document.activeElement; while (n.shadowRoot?.activeElement) n = n.shadowRoot.activeElement;
            const s = getComputedStyle(n.matches('textarea') ? n.closest('.field') : n);
            return n === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none' ? '' : n.outerHTML.slice(0, 80); }"""
        )
        assert outlined == ""


def test_a_starting_question_that_was_pressed_leaves_the_focus_in_the_conversation(
    page: Page, site: str
) -> None:
    Service([ANSWERED]).attach(page)
    chat = Chat(page, site)
    chat.find(".starters button").first.press("Enter")
    expect(chat.cards).to_have_count(1)
    expect(page.get_by_role("log")).to_be_focused()


def test_the_conversation_is_a_log_and_waiting_is_told(page: Page, site: str) -> None:
    chat = converse(page, site)
    expect(page.get_by_role("log", name="对话记录")).to_have_attribute("aria-live", "polite")
    page.unroute_all()
    page.route("**/api/v1/chat/messages", lambda route: None)
    chat.ask("还有呢？")
    expect(chat.find(".thinking")).to_contain_text("正在查找政策依据")
    expect(chat.find(".thinking")).to_have_attribute("role", "status")
    chat.ask("快一点")
    expect(chat.find(".told")).to_have_text("上一个问题还在查，请稍等。")


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    converse(page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_is_large_enough_to_touch(page: Page, site: str) -> None:
    chat = converse(page, site)
    assert page.evaluate(SMALL_TARGETS) == []
    chat.button("没帮助").first.click()
    assert page.evaluate(SMALL_TARGETS) == []
    chat.button("清空对话").click()
    assert page.evaluate(SMALL_TARGETS) == []


def test_all_text_stands_out_from_its_background(page: Page, site: str) -> None:
    chat = converse(page, site)
    assert page.evaluate(LOW_CONTRAST) == []
    chat.button("清空对话").click()
    assert page.evaluate(LOW_CONTRAST) == []


def test_nothing_moves_for_those_who_ask_for_stillness(page: Page, site: str) -> None:
    chat = converse(page, site)
    page.unroute_all()
    page.route("**/api/v1/chat/messages", lambda route: None)
    chat.ask("还有呢？")
    expect(chat.find(".dots i").first).to_be_visible()
    running = "document.getAnimations().length + document.querySelector('yihaoda-chat').shadowRoot.getAnimations().length"
    assert page.evaluate(running) == 0
    page.emulate_media(reduced_motion="no-preference")
    until(page, f"{running} > 0")


def test_at_four_hundred_percent_the_field_does_not_cover_the_answer(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256}, reduced_motion="reduce")
    page = context.new_page()
    chat = Chat(page, site)
    assert chat.find(".composer").evaluate("node => getComputedStyle(node).position") == "static"
    context.close()


def _tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until something that fits the selector has the focus."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate(
            """(selector) => { let n = document.activeElement;
            while (n.shadowRoot?.activeElement) n = n.shadowRoot.activeElement; return n.matches(selector); }""",
            selector,
        ):
            return
    pytest.fail(f"{selector} cannot be reached by {key}")
