"""No page for staff breaks a rule that axe-core can check (WCAG 2.2 A and AA, and good practice)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from policies.content import tables
from policies.content.contacts import ContactRequests
from tests.desk.calling import at_the_calls, telephone_of
from tests.desk.chatting import at_the_desk, waiting_visitor
from tests.desk.conftest import sign_in
from tests.desk.site import DeskSite
from tests.widget.test_axe import violations

pytestmark = pytest.mark.e2e


@pytest.fixture(params=[1280, 1920])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab in which axe-core may set its own styles."""
    opened = browser.new_context(
        viewport={"width": request.param, "height": 800},
        locale="zh-CN",
        reduced_motion="reduce",
        bypass_csp=True,
    )
    opened.set_default_timeout(20_000)
    yield opened.new_page()
    opened.close()


def at(tab: Page, desk_site: DeskSite, path: str) -> None:
    tab.goto(desk_site.address + path)
    tab.wait_for_selector("html[data-ready]")


def test_signing_in_and_the_account_break_no_rule(tab: Page, desk_site: DeskSite) -> None:
    tab.goto(f"{desk_site.address}/sign-in")
    assert violations(tab) == []
    sign_in(tab, desk_site.address, "zuoxi", "ist-falsch-falsch")
    expect(tab.get_by_role("alert")).to_be_visible()
    assert violations(tab) == []
    sign_in(tab, desk_site.address, "bianji")
    expect(tab.get_by_role("heading", name="没有权限")).to_be_visible()
    assert violations(tab) == []
    for path in ("/account", "/change-password"):
        tab.goto(desk_site.address + path)
        expect(tab).to_have_url(desk_site.address + path)
        assert violations(tab) == [], path


def test_looking_up_breaks_no_rule(desk: Page) -> None:
    assert violations(desk) == []
    desk.keyboard.type("职工医保住院报销比例是多少")
    expect(desk.locator("#row-1")).to_contain_text("职工医保住院")
    assert violations(desk) == []
    desk.keyboard.press("Enter")
    expect(desk.locator("#card h2")).to_be_visible()
    assert violations(desk) == []
    desk.keyboard.press("F2")
    expect(desk.locator("#said")).not_to_be_empty()
    assert violations(desk) == []
    desk.keyboard.press("F1")
    expect(desk.get_by_role("dialog")).to_be_visible()
    assert violations(desk) == []


@pytest.mark.parametrize("asked", ["示热线〔2026〕9号", "zzzzzz"])
def test_what_is_on_request_and_what_is_not_found_break_no_rule(desk: Page, asked: str) -> None:
    desk.keyboard.type(asked)
    expect(desk.locator("#found")).to_contain_text("没有找到" if asked == "zzzzzz" else "依申请公开")
    if asked != "zzzzzz":
        desk.locator("[role=option]", has_text="话务质检内部规程").first.click()
        expect(desk.locator("#card [role=note]")).to_be_visible()
    assert violations(desk) == []


@pytest.mark.usefixtures("empty")
def test_live_conversations_break_no_rule(tab: Page, elsewhere: BrowserContext, desk_site: DeskSite) -> None:
    chats = at_the_desk(tab, desk_site, "zuoxi")
    assert violations(chats) == []
    visitor = waiting_visitor(elsewhere, desk_site)
    expect(chats.locator("#arrived")).not_to_be_empty()
    assert violations(chats) == []
    chats.keyboard.press("F2")
    expect(chats.locator("#words")).to_be_focused()
    chats.keyboard.type("您好")
    chats.keyboard.press("Enter")
    visitor.ask("居民医保住院报销比例是多少")
    expect(chats.locator("[data-insert]").first).to_be_visible()
    chats.locator("#talk summary").first.click()
    assert violations(chats) == []
    for key, dialog in (("F8", "#passing"), ("F9", "#ending"), ("F1", "#keys")):
        chats.keyboard.press(key)
        expect(chats.locator(f"{dialog}[open]")).to_be_visible()
        assert violations(chats) == [], key
        chats.keyboard.press("Escape")
        expect(chats.locator(f"{dialog}[open]")).to_have_count(0)


def test_calling_back_and_the_shift_break_no_rule(desk: Page, desk_site: DeskSite) -> None:
    engine = desk_site.library.store.engine
    with engine.begin() as connection:
        connection.execute(tables.CONTACT_REQUEST.delete())
    at(desk, desk_site, "/desk/callbacks")
    assert violations(desk) == []
    ContactRequests(engine).add("client-desk-axe1", "李女士", "13800138000", "职工医保断缴，想问怎么补")
    ContactRequests(engine).add("client-desk-axe2", "赵先生", "0571-88888888", "")
    at(desk, desk_site, "/desk/callbacks")
    desk.keyboard.press("F2")
    expect(desk.locator("#callbacks")).to_contain_text("我在回电")
    assert violations(desk) == []
    desk.keyboard.press("F9")
    expect(desk.locator("#outcome[open]")).to_be_visible()
    assert violations(desk) == []
    desk.keyboard.press("1")
    expect(desk.locator("#callbacks")).to_contain_text("已答复")
    assert violations(desk) == []
    at(desk, desk_site, "/desk/shift")
    assert violations(desk) == []


def test_calls_and_work_orders_break_no_rule(tab: Page, desk_site: DeskSite) -> None:
    telephone = telephone_of(desk_site.library, desk_site.address)
    calls = at_the_calls(tab, desk_site, "zuoxi")
    assert violations(calls) == []
    call = telephone.rings(region="示范市云川区", caller="13800138000")
    telephone.says(telephone.rings(), "家里煤气泄漏了，快来人")
    telephone.says(call, "职工医保住院报销比例是多少")
    expect(calls.locator("#call .theirs").first).to_be_visible()
    telephone.says(call, "那居民医保住院呢", final=False)
    expect(calls.locator("#pick-1")).to_be_visible()
    calls.keyboard.press("F2")
    expect(calls.locator("#call [data-mine=true]")).to_be_visible()
    calls.keyboard.press("1")
    expect(calls.locator("#card .spoken")).to_be_visible()
    assert violations(calls) == []
    calls.keyboard.press("F9")
    expect(calls.locator("#ending[open]")).to_be_visible()
    assert violations(calls) == []
    calls.keyboard.press("Escape")
    calls.keyboard.press("F6")
    expect(calls.locator("#order[open]")).to_be_visible()
    assert violations(calls) == []
    calls.keyboard.press("Enter")
    expect(calls.locator("#order-done")).to_be_focused()
    assert violations(calls) == []
