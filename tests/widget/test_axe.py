"""No state of any page breaks a rule that axe-core can check (WCAG 2.2 A and AA, and good practice)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from policies.answering.inquiry import Choice, Outcome
from policies.content.catalogue import Catalogue
from policies.library import Library
from tests.widget.cards import ASKS_REGION, CLARIFY, EMERGENCY, LAPSED_ANSWER, answer
from tests.widget.chat_page import Chat, Service

pytestmark = pytest.mark.e2e
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary}`))"""
ANSWERED = answer(Outcome.ANSWERED, related=(Choice("question", "图书逾期怎么办？", "q-late"),))
STATES: dict[str, list[dict[str, Any] | int | None]] = {
    "answered": [ANSWERED],
    "clarify": [CLARIFY],
    "region": [ASKS_REGION],
    "refusal": [answer(Outcome.NOT_FOUND, detail=(), citations=())],
    "lapsed": [LAPSED_ANSWER],
    "degraded": [{**ANSWERED, "degraded": True}],
    "emergency": [EMERGENCY],
    "handoff": [answer(Outcome.HANDOFF, detail=(), citations=())],
    "complaint": [answer(Outcome.COMPLAINT, detail=(), citations=(), department=None)],
    "failure": [503],
}


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab in which axe-core may set its own styles."""
    context = browser.new_context(
        viewport={"width": 375, "height": 760}, locale="zh-CN", reduced_motion="reduce", bypass_csp=True
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def violations(tab: Page) -> list[str]:
    """Return what axe-core finds on the page as it is now."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found: list[str] = tab.evaluate(RUN)
    return found


@pytest.mark.parametrize("state", STATES)
def test_no_state_of_the_conversation_breaks_a_rule(tab: Page, site: str, state: str) -> None:
    tab.route("**/api/v1/handoff", lambda route: route.fulfill(json=CLOSED))
    Service(STATES[state]).attach(tab)
    chat = Chat(tab, site)
    chat.ask("借阅证怎么办？")
    expect(chat.find(".reply .card, .failure")).to_have_count(1)
    if state == "handoff":
        expect(tab.get_by_label("联系电话")).to_be_visible()
    if state == "complaint":
        chat.button("在线登记工单").click()
        expect(tab.get_by_label("请说清时间")).to_be_focused()
    assert violations(tab) == []


CLOSED = {"is_open": False, "opens_at": "2026-11-28T09:00:00+08:00", "phone": "12345"}


def test_no_step_of_a_visit_breaks_a_rule(tab: Page, site: str) -> None:
    Service([ANSWERED]).attach(tab)
    chat = Chat(tab, site)
    assert violations(tab) == []
    chat.field.press_sequentially("医保")
    expect(tab.get_by_role("listbox")).to_be_visible()
    tab.keyboard.press("ArrowDown")
    assert violations(tab) == []
    chat.ask("借阅证怎么办？")
    chat.button("没帮助").click()
    assert violations(tab) == []
    chat.button("结束并评价").click()
    assert violations(tab) == []
    chat.button("长辈模式").click()
    assert violations(tab) == []


def test_no_page_breaks_a_rule(tab: Page, site: str, library: Library) -> None:
    policy, text = next(library.store.policies()), next(library.store.interpretations())
    _, newer = Catalogue(library.store).replaced_by()[0]
    for address in (
        "/search",
        "/search?q=居住证",
        "/search?q=zzzz",
        f"/policies/{policy.id}?clause={policy.clauses[-1].path}",
        f"/interpretations/{text.id}",
        "/policies/none",
        "/departments",
        f"/departments/{library.store.departments()[0].name}",
        f"/policies/{newer}/changes",
    ):
        tab.goto(site + address)
        assert violations(tab) == [], address
