"""No page of the console breaks a rule that axe-core can check, at the widths of desks and tablets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.admin.conftest import As
from tests.desk.site import DeskSite
from tests.widget.test_axe import violations

pytestmark = pytest.mark.e2e

PAGES = (
    "home",
    "pairs",
    "pairs/new",
    "pairs/q-noted",
    "review",
    "expiring",
    "corrections",
    "exchange",
    "documents",
    "documents/p-own",
    "sync",
    "documents/p-own/drafts",
    "documents/p-own/comparison",
    "doubts",
    "doubts/p-own",
    "interpretations",
    "interpretations/i-own",
    "readings/r-own",
    "gaps",
    "insights",
    "audit",
    "try",
    "tests",
    "tests/set",
    "held",
    "try?q=高龄津贴多少钱",
    "departments",
    "departments?department=示范市民政局",
    "people",
    "people/bianji",
    "keys",
    "webhooks",
    "sites?site=",
    "hours?desk=",
    "bot",
    "bot/data",
    "bot/compare",
    "dictionary",
    "dictionary/new",
)
WIDTHS = (1280, 768)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_breaks_a_rule_or_is_wider_than_its_window(
    as_person: As, desk_site: DeskSite, width: int
) -> None:
    tab = as_person("guanli", width=width)
    found: dict[str, list[str]] = {}
    for page in PAGES:
        tab.goto(f"{desk_site.address}/admin/{page}")
        tab.wait_for_selector("html[data-ready]")
        found[page] = violations(tab)
        if tab.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            found[page].append("the page is wider than its window")
    assert found == {page: [] for page in PAGES}


def test_a_step_with_its_reason_is_taken_by_keys_alone(as_person: As, desk_site: DeskSite) -> None:
    from policies.content.editing import Editing
    from policies.content.model import QaPair
    from tests.widget.serving import TODAY

    work = Editing(desk_site.library.store, "李编辑", today=TODAY)
    saved = work.save_draft(QaPair(question="楼顶晾衣绳谁来管", summary="由物业服务中心管理。"))
    work.submit(saved.pair.id, saved.pair.version)
    tab = as_person("shenhe", "/admin/review")
    focus(tab, "article:has-text('楼顶晾衣绳谁来管') button:has-text('退回修改')")
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("说明")).to_be_focused()
    tab.keyboard.type("请写明电话")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("#said p")).to_have_text("已退回撰写人。")
    assert work.history(saved.pair.id)[-1].note == "请写明电话"


def focus(tab: Page, selector: str) -> None:
    """Reach something with the tabulator."""
    for _ in range(120):
        tab.keyboard.press("Tab")
        if tab.evaluate("(selector) => document.activeElement === selector", tab.query_selector(selector)):
            return
    raise AssertionError(f"{selector} is not reached by keys")
