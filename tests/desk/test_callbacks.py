"""The call-back list and the shift, worked by keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from policies.content import tables
from policies.content.callbacks import CallBacks
from policies.content.contacts import ContactRequests
from tests.desk.conftest import sign_in
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def wishes(desk_site: DeskSite) -> list[str]:
    """Two people asked to be called back."""
    engine = desk_site.library.store.engine
    with engine.begin() as connection:
        connection.execute(tables.CONTACT_REQUEST.delete())
    requests = ContactRequests(engine)
    return [
        requests.add("client-desk-0001", "李女士", "13800138000", "职工医保断缴两个月，想问怎么补"),
        requests.add("client-desk-0002", "<b>赵</b>", "0571-88888888", ""),
    ]


@pytest.fixture
def colleague(browser: Browser, desk_site: DeskSite) -> Iterator[Page]:
    """The list of another operator."""
    opened = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    yield at_the_list(opened.new_page(), desk_site, "tongshi")
    opened.close()


def at_the_list(tab: Page, desk_site: DeskSite, login: str) -> Page:
    """Go from the desk to the list by key."""
    sign_in(tab, desk_site.address, login)
    tab.wait_for_selector("html[data-ready]")
    tab.keyboard.press("Alt+H")
    tab.wait_for_url("**/desk/callbacks")
    tab.wait_for_selector("html[data-ready]")
    return tab


def said(tab: Page, name: str) -> None:
    expect(tab.locator(f"#said[data-name={name}]")).to_be_visible()


def test_requests_are_taken_dialled_and_finished_by_key(
    tab: Page, colleague: Page, desk_site: DeskSite, wishes: list[str]
) -> None:
    at_the_list(tab, desk_site, "zuoxi")
    first, second = (tab.locator(f"[data-contact={each}]") for each in wishes)
    expect(first).to_be_focused()
    expect(tab.locator("#callbacks")).to_contain_text("待回电 2 条")
    expect(tab.locator("#callbacks")).to_contain_text("职工医保断缴两个月，想问怎么补")
    tab.keyboard.press("Enter")
    said(tab, "claimed")
    expect(tab.locator("tr", has=first)).to_contain_text("我在回电")
    expect(first).to_be_focused()
    tab.keyboard.press("F4")
    said(tab, "copied")
    assert tab.evaluate("navigator.clipboard.readText()") == "13800138000"
    colleague.keyboard.press("F2")
    said(colleague, "taken")
    expect(colleague.locator("#callbacks")).to_contain_text("王坐席在回电")
    tab.keyboard.press("F9")
    expect(tab.get_by_role("dialog", name="这次回电结果如何？")).to_be_visible()
    tab.keyboard.press("1")
    said(tab, "done")
    expect(tab.locator("#callbacks")).to_contain_text("待回电 1 条")
    expect(second).to_be_focused()
    expect(tab.locator("tr", has=first)).to_contain_text("已答复")
    tab.keyboard.press("F2")
    expect(tab.locator("tr", has=second)).to_contain_text("我在回电")
    tab.keyboard.press("F6")
    said(tab, "released")
    expect(tab.locator("tr", has=second)).to_contain_text("待回电")
    tab.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    tab.keyboard.press("F9")
    said(tab, "none")
    kept = CallBacks(desk_site.library.store.engine).listed().requests
    assert [(each.id, each.done_by, each.outcome) for each in kept] == [
        (wishes[1], None, None),
        (wishes[0], "王坐席", "answered"),
    ]


def test_what_was_told_is_shown_as_words(tab: Page, desk_site: DeskSite) -> None:
    at_the_list(tab, desk_site, "zuoxi")
    expect(tab.locator("#callbacks")).to_contain_text("<b>赵</b>")
    expect(tab.locator("#callbacks")).to_contain_text("没有写明事项")


def test_the_map_tells_the_keys_of_every_page(tab: Page, desk_site: DeskSite) -> None:
    at_the_list(tab, desk_site, "zuoxi")
    tab.keyboard.press("?")
    shown = tab.get_by_role("dialog", name="按键一览")
    for text in ("放回列表", "30 分钟后", "打开“我的班次”", "Alt+W"):
        expect(shown).to_contain_text(text)
    tab.keyboard.press("F1")
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_what_an_operator_did_today_stands_in_the_shift(
    tab: Page, desk_site: DeskSite, wishes: list[str]
) -> None:
    at_the_list(tab, desk_site, "zuoxi")
    tab.keyboard.press("F9")
    tab.keyboard.press("4")
    said(tab, "done")
    tab.keyboard.press("Alt+C")
    tab.locator("#asked:focus").wait_for()
    tab.wait_for_selector("html[data-ready]")
    tab.keyboard.press("Alt+W")
    tab.wait_for_url("**/desk/shift")
    tab.wait_for_selector("html[data-ready]")
    before = figure(tab, "记录的来电问题")
    assert (figure(tab, "办结的回电"), figure(tab, "其中联系上的")) == (1, 0)
    tab.keyboard.press("Alt+C")
    tab.wait_for_url("**/desk/")
    tab.wait_for_selector("html[data-ready]")
    tab.keyboard.type("木星移民补贴怎么领")
    tab.keyboard.press("F9")
    said(tab, "logged")
    tab.keyboard.press("Alt+W")
    tab.wait_for_url("**/desk/shift")
    tab.wait_for_selector("html[data-ready]")
    assert figure(tab, "记录的来电问题") == before + 1
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog", name="按键一览")).to_be_visible()


def figure(tab: Page, what: str) -> int:
    """Return the figure beside a row's name."""
    row = tab.get_by_role("row").filter(has=tab.get_by_role("rowheader", name=what, exact=True))
    return int(row.locator(".number").inner_text())
