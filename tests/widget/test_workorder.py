"""A work order left under a complaint, against the real service."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from policies.content.orders.model import Contact
from policies.content.orders.work_orders import By, WorkOrders
from policies.demo.calendar import load_calendar
from policies.library import Library
from tests.widget.chat_page import Chat
from tests.widget.serving import TODAY

pytestmark = pytest.mark.e2e
COMPLAINT = "楼下烧烤店半夜扰民我要投诉"
NUMBER = re.compile(r"GD[0-9-]+")


@pytest.fixture
def chat(page: Page, site: str) -> Chat:
    """A chat in which somebody has complained."""
    opened = Chat(page, site)
    opened.ask(COMPLAINT)
    expect(opened.button("在线登记工单")).to_be_visible()
    return opened


def test_an_order_is_left_by_keyboard_alone_and_its_number_stays_on_the_card(
    chat: Chat, library: Library
) -> None:
    page = chat.page
    chat.button("在线登记工单").press("Enter")
    expect(page.get_by_label("请说清时间")).to_be_focused()
    for typed in ("楼下烧烤店每天吵到凌晨，电话13900139000", "幸福路12号", "李女士", "12345678"):
        page.keyboard.insert_text(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(chat.find(".callback")).to_contain_text("电话号码请写")
    page.get_by_label("联系电话").fill("138 0013 8000")
    page.keyboard.press("Enter")
    thanks = chat.find(".callback > [role=status]")
    expect(thanks).to_contain_text("已经登记，工单号 GD")
    expect(thanks).to_contain_text("承办部门会在 2026-11-30 前给您答复")
    expect(thanks).to_be_focused()
    number = NUMBER.search(thanks.inner_text())
    assert number is not None
    orders = WorkOrders(library.store, lambda: TODAY, load_calendar().is_working_day)
    order = orders.read(number[0])
    assert (order.words, order.place) == ("楼下烧烤店每天吵到凌晨，电话〔手机号〕", "幸福路12号")
    assert orders.contact(number[0], By("测试")) == Contact("李女士", "13800138000")
    page.reload()
    expect(chat.find(".callback")).to_contain_text(number[0])
    expect(chat.button("在线登记工单")).to_have_count(0)


def test_what_could_not_be_sent_is_sent_again_as_the_same_order(chat: Chat, library: Library) -> None:
    page = chat.page
    chat.button("在线登记工单").click()
    page.get_by_label("请说清时间").fill("路灯不亮")
    page.get_by_label("怎么称呼您").fill("王先生")
    page.get_by_label("联系电话").fill("0531-88880000")
    # The order arrives and the answer is lost.
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.fetch().json()["number"])
        route.abort("internetdisconnected")

    page.route("**/workorders", lose)
    chat.button("提交登记").click()
    expect(chat.find(".callback")).to_contain_text("没有登记成功")
    page.unroute("**/workorders")
    chat.button("提交登记").click()
    expect(chat.find(".callback")).to_contain_text(sent[0])


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elder"])
def test_the_form_fits_a_narrow_screen(chat: Chat, width: int, elder: bool) -> None:
    page = chat.page
    page.set_viewport_size({"width": width, "height": 640})
    if elder:
        chat.button("长辈模式").click()
    chat.button("在线登记工单").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for field in ("详细地点", "怎么称呼您", "联系电话"):
        box = page.get_by_label(field).bounding_box()
        assert box is not None
        assert box["height"] >= (60 if elder else 44), field
        assert box["x"] + box["width"] <= width


def test_only_a_complaint_leads_to_an_order(page: Page, site: str) -> None:
    chat = Chat(page, site)
    chat.ask("转人工")
    expect(chat.cards).to_have_count(1)
    expect(chat.button("在线登记工单")).to_have_count(0)
