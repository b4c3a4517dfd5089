"""A hand-off for everybody: rules of axe-core, keyboard, narrow screens, the focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from policies.library import Library
from tests.widget.chat_page import Chat
from tests.widget.desk import Operator, queue_up, served, spoken
from tests.widget.test_axe import tab, violations

__all__ = ["tab"]
pytestmark = pytest.mark.e2e


def test_no_state_of_a_hand_off_breaks_a_rule_that_axe_knows(tab: Page, site: str, anna: Operator) -> None:
    chat = Chat(tab, site)
    chat.ask("我要找人工客服")
    expect(chat.button("接入工作人员")).to_be_visible()
    assert violations(tab) == []
    queue_up(chat)
    assert violations(tab) == []
    handoff_id = anna.claim()
    expect(chat.find(".note")).to_contain_text("已接入")
    chat.ask("您好")
    anna.say(handoff_id, "您好，请讲。")
    expect(chat.find(".theirs")).to_have_count(1)
    anna.type(handoff_id)
    expect(chat.find(".thinking")).to_contain_text("正在输入")
    assert violations(tab) == []
    chat.button("长辈模式").click()
    assert violations(tab) == []
    anna.close(handoff_id)
    expect(chat.find(".closing")).to_be_visible()
    assert violations(tab) == []


def test_everything_can_be_done_by_keyboard(chat: Chat, anna: Operator, page: Page) -> None:
    chat.button("转人工").focus()
    page.keyboard.press("Enter")
    expect(chat.find(".live")).to_be_focused()
    handoff_id = anna.claim()
    expect(chat.find(".live")).to_contain_text("正在为您服务")
    page.keyboard.press("Tab")
    expect(chat.button("结束人工服务")).to_be_focused()
    page.keyboard.press("Tab")
    expect(chat.field).to_be_focused()
    page.keyboard.type("您好")
    page.keyboard.press("Enter")
    expect(chat.find(".mine .bubble")).to_have_text("您好")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(chat.find(".note").last).to_contain_text("您已离开人工服务")
    expect(chat.field).to_be_focused()
    spoken(chat)
    assert anna.heard(handoff_id) == ["您好"]


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("elder", [False, True], ids=["usual", "elder"])
def test_nothing_is_wider_than_a_narrow_screen(chat: Chat, anna: Operator, width: int, elder: bool) -> None:
    chat.page.set_viewport_size({"width": width, "height": 640})
    if elder:
        chat.button("长辈模式").click()
    handoff_id = served(chat, anna)
    anna.say(handoff_id, "很长的网址" + "a" * 80)
    expect(chat.find(".theirs")).to_have_count(1)
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
    target = chat.button("结束人工服务").bounding_box()
    assert target is not None
    assert target["height"] >= (60 if elder else 44)


def test_the_end_asks_how_it_was_without_taking_the_focus(
    chat: Chat, anna: Operator, library: Library
) -> None:
    handoff_id = served(chat, anna)
    chat.field.fill("谢谢")
    anna.close(handoff_id)
    expect(chat.find(".closing")).to_be_visible()
    expect(chat.field).to_be_focused()
    expect(chat.field).to_have_value("谢谢")
    conversation = chat.page.evaluate("JSON.parse(sessionStorage['yihaoda-chat']).conversation_id")
    chat.page.get_by_role("radio", name="很满意").check(force=True)
    chat.button("提交评价").click()
    expect(chat.find(".announcer")).to_contain_text("谢谢您的评价")
    with library.store.engine.connect() as connection:
        scores = connection.exec_driver_sql(
            f"SELECT score FROM satisfaction WHERE conversation_id = '{conversation}'"
        )
        assert scores.scalar_one() == 5
