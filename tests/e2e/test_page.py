"""A citizen in a real browser, with every process behind the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.service import RunningService

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]


def test_a_question_is_answered_and_its_clause_opened(service: RunningService, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 760}, locale="zh-CN")
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(service.page)
    box = page.locator("yihaoda-chat textarea")
    box.fill("职工医保住院报销比例是多少")
    box.press("Enter")
    card = page.locator("yihaoda-chat article").last
    expect(card).to_contain_text("92%", timeout=20_000)
    expect(card).to_contain_text("示医保规〔2025〕3号")
    expect(card).not_to_contain_text("简易模式")
    with context.expect_page() as opened:
        card.locator('a[href*="/policies/"]').first.click()
    clause = opened.value
    expect(clause).to_have_url(re.compile(r"/policies/p-.*#"))
    expect(clause.locator(":target")).to_contain_text("92%")
    assert broken == []
    context.close()
