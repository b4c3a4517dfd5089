"""The whole way with the real service and the demonstration library, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from policies.library import Library
from tests.widget.chat_page import Chat

pytestmark = pytest.mark.e2e


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A tab without scripts."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_published_question_is_answered_with_a_source_that_opens_at_its_clause(
    page: Page, site: str, library: Library
) -> None:
    cited = (each for each in library.store.pairs() if each.citations and each.citations[0].clause_path)
    pair = min(cited, key=lambda each: each.question)
    chat = Chat(page, site)
    chat.ask(pair.question)
    expect(chat.find(".card .summary")).to_have_text(pair.summary)
    expect(chat.find(".notices")).to_contain_text("简易模式")
    with page.context.expect_page() as opened:
        chat.find("a.open").first.click()
    clause = opened.value.locator(".clause:target, .clause.cited")
    expect(clause).to_have_count(1)
    expect(clause).to_be_in_viewport()


def test_feedback_reaches_the_service(page: Page, site: str, library: Library) -> None:
    chat = Chat(page, site)
    chat.ask(min(each.question for each in library.store.pairs()))
    with page.expect_response("**/feedback") as given:
        chat.button("有帮助").click()
    assert given.value.status == 204
    expect(chat.find(".feedback")).to_have_text("谢谢您的反馈。")


def test_an_emergency_is_answered_with_the_numbers(page: Page, site: str) -> None:
    chat = Chat(page, site)
    chat.ask("家里着火了怎么办")
    expect(chat.find('.emergency a[href="tel:119"]')).to_be_in_viewport()


def test_starting_questions_and_topics_are_questions_of_the_library(page: Page, site: str) -> None:
    chat = Chat(page, site)
    before = chat.find(".starters button").all_inner_texts()
    assert before
    chat.button("医疗保障").click()
    expect(chat.button("医疗保障")).to_have_attribute("aria-pressed", "true")
    expect(chat.find(".starters button").first).not_to_have_text(before[0])
    expect(chat.find(".starters button").filter(has_text=re.compile("医保|医疗|报销")).first).to_be_visible()


def test_without_scripts_the_first_page_offers_a_search_that_works(plain: Page) -> None:
    plain.goto("/")
    plain.locator("noscript, main").get_by_role("searchbox").first.fill("公积金")
    plain.get_by_role("button", name="查找").first.click()
    expect(plain.get_by_role("heading", name="政策条款")).to_be_visible()
    plain.locator(".hits h3 a").first.click()
    expect(plain.locator(".document h1")).to_be_visible()


def test_without_scripts_a_cited_clause_is_marked(plain: Page, library: Library) -> None:
    policy = next(library.store.policies())
    clause = policy.clauses[-1].path
    plain.goto(f"/policies/{policy.id}?clause={clause}")
    expect(plain.locator(".clause.cited")).to_have_attribute("id", clause)


def test_documents_and_interpretations_lead_to_each_other(plain: Page, library: Library) -> None:
    interpretation = next(library.store.interpretations())
    plain.goto(f"/interpretations/{interpretation.id}")
    plain.locator(".links a").first.click()
    expect(plain.locator(f'.links a[href="/interpretations/{interpretation.id}"]')).to_be_visible()


def test_a_missing_page_says_so_and_leads_on(plain: Page) -> None:
    response = plain.goto("/policies/no-such-document")
    assert response is not None
    assert response.status == 404
    expect(plain.get_by_role("link", name="回到首页提问")).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_document_fits_the_screen(page: Page, site: str, library: Library, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for policy in library.store.policies():
        page.goto(f"{site}/policies/{policy.id}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, policy.title
