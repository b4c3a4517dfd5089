"""The work order by one key, from a chat and from a call."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from policies.content import tables
from policies.content.orders.model import WorkOrder
from policies.content.orders.reading import EVERYBODYS, Wanted, page
from tests.desk.calling import at_the_calls, telephone_of
from tests.desk.chatting import QUESTION, at_the_desk, waiting_visitor
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e


def orders(site: DeskSite) -> list[WorkOrder]:
    with site.library.store.engine.connect() as connection:
        return page(connection, Wanted(), EVERYBODYS)


@pytest.fixture(autouse=True)
def none_yet(desk_site: DeskSite) -> None:
    with desk_site.library.store.engine.begin() as connection:
        connection.execute(tables.WORK_ORDER.delete())


@pytest.fixture
def calls(tab: Page, desk_site: DeskSite) -> Page:
    """A call about a street lamp, and the dialog open."""
    telephone = telephone_of(desk_site.library, desk_site.address)
    at_the_calls(tab, desk_site, "zuoxi")
    call = telephone.rings(region="示范市云川区")
    telephone.says(call, "门口路灯坏了半个月没人修，你们管不管，我电话13800138000")
    expect(tab.locator("#call .theirs").first).to_contain_text("路灯")
    tab.keyboard.press("F6")
    expect(tab.locator("#order")).to_be_visible()
    return tab


def test_a_chat_becomes_a_work_order_with_its_visitors_words(
    tab: Page, elsewhere: BrowserContext, desk_site: DeskSite, empty: None
) -> None:
    at_the_desk(tab, desk_site, "zuoxi")
    waiting_visitor(elsewhere, desk_site)
    tab.keyboard.press("F2")
    expect(tab.locator("#words")).to_be_focused()
    tab.keyboard.type("您好")
    tab.keyboard.press("F6")
    expect(tab.locator("#order [name=words]")).to_have_value(QUESTION)
    tab.keyboard.press("Enter")
    expect(tab.locator("#order-done")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("#words")).to_be_focused()
    expect(tab.locator("#words")).to_have_value("您好")
    (order,) = orders(desk_site)
    assert (order.words, order.source, order.created_by) == (QUESTION, "chat", "王坐席")


def test_a_complaint_is_filled_in_masked_assigned_and_due_by_its_kind(
    calls: Page, desk_site: DeskSite
) -> None:
    expect(calls.locator("#order [name=kind]")).to_have_value("complaint")
    expect(calls.locator("#order [name=due_on]")).to_have_value("2026-11-30")
    assert "〔手机号〕" in calls.locator("#order [name=words]").input_value()
    calls.keyboard.press("Tab")
    calls.keyboard.press("Space")
    expect(calls.locator("#order [name=due_on]")).to_have_value("2026-11-24")
    calls.locator("#order [name=department]").focus()
    calls.locator("#order [name=department]").select_option("示范市民政局")
    calls.locator("#order [name=name]").fill("李女士")
    calls.locator("#order [name=phone]").fill("13800138000")
    calls.keyboard.press("Enter")
    expect(calls.locator("#order .order-standing")).to_have_text("已派给示范市民政局，2026-11-24前答复。")
    (order,) = orders(desk_site)
    assert (order.department, order.status, order.is_urgent, order.has_contact) == (
        "示范市民政局", "assigned", True, True,
    )  # fmt: skip
    assert order.region == "示范市云川区"
    assert "13800138000" not in order.words


def test_what_cannot_be_saved_says_why_and_is_saved_once_when_mended(
    calls: Page, desk_site: DeskSite
) -> None:
    calls.locator("#order [name=phone]").fill("123")
    calls.keyboard.press("Enter")
    refused = calls.locator("#order-refused")
    expect(refused).to_contain_text("能拨通的电话")
    calls.locator("#order [name=phone]").fill("")
    calls.locator("#order [name=due_on]").fill("2020-01-01")
    calls.keyboard.press("Enter")
    expect(refused).to_contain_text("今天以后")
    assert orders(desk_site) == []
    calls.locator("#order [name=due_on]").fill("2026-12-31")
    calls.locator("#order [name=words]").fill("")
    calls.keyboard.press("Control+Enter")
    expect(refused).to_contain_text("请写明")
    calls.locator("#order [name=words]").fill("路灯坏了")
    calls.keyboard.press("Control+Enter")
    expect(calls.locator("#order-done")).to_be_focused()
    (order,) = orders(desk_site)
    assert order.due_on.isoformat() == "2026-12-31"


def test_the_pages_keys_rest_while_an_order_is_written_and_escape_leads_back(
    calls: Page, desk_site: DeskSite
) -> None:
    calls.locator("#order [name=place]").fill("幸福路12号")
    for key in ("F1", "F2", "F9", "F6"):
        calls.keyboard.press(key)
    expect(calls.locator("#order [name=place]")).to_have_value("幸福路12号")
    expect(calls.locator("dialog[open]")).to_have_count(1)
    calls.keyboard.press("Escape")
    expect(calls.locator("dialog[open]")).to_have_count(0)
    assert orders(desk_site) == []
    h = tables.HOTLINE_CALL
    with desk_site.library.store.engine.connect() as connection:
        assert list(connection.scalars(sa.select(h.c.claimed_by))) == [None]
