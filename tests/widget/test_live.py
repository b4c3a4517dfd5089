"""A visitor's page and an operator: into the queue, words both ways, a lost line, the end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from policies.library import Library
from tests.widget.chat_page import Chat
from tests.widget.desk import MONDAY_AT_TEN, Operator, emptied, hired
from tests.widget.serving import serving
from tests.widget.test_axe import tab, violations

__all__ = ["tab"]
pytestmark = pytest.mark.e2e
QUESTION = "职工医保住院报销比例是多少"
LINE = re.compile(r"/handoff/socket\?")


@pytest.fixture(scope="module")
def site(library: Library) -> Iterator[str]:
    """A bridge whose desk is open."""
    with serving(library, clock=lambda: MONDAY_AT_TEN, rate_feedback="6000/minute") as address:
        yield address


@pytest.fixture
def anna(library: Library, site: str) -> Operator:
    """An operator who is present; nobody else is, and nobody waits."""
    emptied(library)
    operator = hired(library, site, "安娜")
    operator.present()
    return operator


@pytest.fixture
def chat(page: Page, site: str, anna: Operator) -> Chat:
    """The page, while an operator is present."""
    assert anna
    return Chat(page, site)


def queue_up(chat: Chat) -> None:
    """Ask for a person and wait."""
    chat.button("转人工").click()
    expect(chat.find(".live")).to_contain_text("您排在第 1 位")


def served(chat: Chat, anna: Operator) -> str:
    """Be served by an operator."""
    queue_up(chat)
    handoff_id = anna.claim()
    expect(chat.find(".note")).to_contain_text("工作人员安娜已接入")
    return handoff_id


def test_from_a_question_to_a_person_and_back(chat: Chat, anna: Operator) -> None:
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    queue_up(chat)
    expect(chat.find(".live")).to_be_focused()
    handoff_id = anna.claim()
    expect(chat.find(".note")).to_contain_text("工作人员安娜已接入")
    expect(chat.find(".live")).to_contain_text("工作人员安娜正在为您服务")
    chat.ask("我还想问问异地的")
    anna.say(handoff_id, "您好，请问您在哪里住院？")
    expect(chat.find(".theirs .bubble")).to_have_text("您好，请问您在哪里住院？")
    expect(chat.find(".theirs .who")).to_have_text("工作人员安娜")
    assert anna.heard(handoff_id) == ["我还想问问异地的"]
    expect(chat.cards).to_have_count(1)
    anna.close(handoff_id)
    expect(chat.find(".note").last).to_contain_text("本次人工服务已结束")
    expect(chat.find(".live")).to_be_hidden()
    expect(chat.find(".closing")).to_be_visible()
    chat.button("继续提问").click()
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(2)
    expect(chat.button("转人工")).to_be_visible()


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


def test_a_reload_neither_loses_nor_doubles_what_was_said(chat: Chat, anna: Operator) -> None:
    handoff_id = served(chat, anna)
    chat.ask("第一句")
    anna.say(handoff_id, "第二句")
    expect(chat.find(".theirs")).to_have_count(1)
    chat.page.goto("about:blank")
    anna.say(handoff_id, "第三句")
    chat.page.go_back()
    expect(chat.find(".theirs .bubble")).to_have_text(["第二句", "第三句"])
    expect(chat.find(".mine .bubble")).to_have_text(["第一句"])
    expect(chat.find(".note")).to_have_count(1)
    expect(chat.find(".live")).to_contain_text("工作人员安娜正在为您服务")
    chat.ask("第四句")
    expect(chat.find(".mine .bubble")).to_have_text(["第一句", "第四句"])
    assert anna.heard(handoff_id) == ["第一句", "第四句"]


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
    assert anna.heard(handoff_id) == ["您好"]


@dataclass
class Network:
    """The page's way to the hand-off, which a test can cut."""

    page: Page
    lines: list[WebSocketRoute] = field(default_factory=list)
    is_cut: bool = False

    def attach(self) -> Network:
        """Stand between page and bridge from now on."""
        self.page.route_web_socket(LINE, self._connect)
        self.page.route(
            "**/handoff?after=*",
            lambda route: route.abort("internetdisconnected") if self.is_cut else route.continue_(),
        )
        return self

    def _connect(self, line: WebSocketRoute) -> None:
        if self.is_cut:
            line.close()
            return
        line.connect_to_server()
        self.lines.append(line)

    def cut(self) -> None:
        """Lose the connection."""
        self.is_cut = True
        for line in self.lines:
            line.close()


def test_a_lost_connection_is_told_and_goes_on_where_it_was(page: Page, site: str, anna: Operator) -> None:
    network = Network(page).attach()
    chat = Chat(page, site)
    handoff_id = served(chat, anna)
    anna.say(handoff_id, "断线之前")
    expect(chat.find(".theirs")).to_have_count(1)
    network.cut()
    expect(chat.find(".live")).to_contain_text("连接断开了")
    anna.say(handoff_id, "断线之中")
    network.is_cut = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(chat.find(".theirs .bubble")).to_have_text(["断线之前", "断线之中"])
    expect(chat.find(".live")).to_contain_text("正在为您服务")


def test_where_no_line_can_be_had_the_page_asks_every_few_seconds(
    page: Page, site: str, anna: Operator
) -> None:
    page.route_web_socket(LINE, lambda line: line.close())
    chat = Chat(page, site)
    handoff_id = served(chat, anna)
    anna.say(handoff_id, "没有专线也能收到")
    expect(chat.find(".theirs .bubble")).to_have_text("没有专线也能收到")


def test_the_place_moves_up_as_others_are_served(chat: Chat, anna: Operator, site: str) -> None:
    earlier = httpx.post(
        f"{site}/api/v1/handoffs", json={"client_id": "earlier-visitor-1"}, trust_env=False
    ).json()
    chat.button("转人工").click()
    expect(chat.find(".live [role=status]")).to_contain_text("您排在第 2 位")
    anna.call("POST", f"/handoffs/{earlier['handoff_id']}/claim")
    expect(chat.find(".live [role=status]")).to_contain_text("您排在第 1 位")


def test_while_waiting_the_service_goes_on_answering(chat: Chat, anna: Operator) -> None:
    queue_up(chat)
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    expect(chat.find(".live")).to_contain_text("您排在第 1 位")


def test_who_leaves_the_queue_goes_on_asking(chat: Chat, anna: Operator) -> None:
    queue_up(chat)
    expect(chat.button("转人工")).to_be_hidden()
    chat.button("离开排队").press("Enter")
    expect(chat.find(".note")).to_contain_text("您已离开人工服务")
    expect(chat.field).to_be_focused()
    expect(chat.button("转人工")).to_be_visible()
    assert anna.waiting == []


def test_clearing_the_conversation_leaves_the_queue(chat: Chat, anna: Operator) -> None:
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    queue_up(chat)
    with chat.page.expect_response("**/handoff/leave?*"):
        chat.button("清空对话").click()
    expect(chat.find(".live")).to_be_hidden()
    assert anna.waiting == []


def test_a_person_who_types_is_seen_on_both_sides(chat: Chat, anna: Operator, page: Page) -> None:
    handoff_id = served(chat, anna)
    anna.type(handoff_id)
    expect(chat.find(".thinking")).to_contain_text("工作人员正在输入")
    anna.say(handoff_id, "好的")
    expect(chat.find(".thinking")).to_be_empty()
    sent: list[str] = []
    page.on("websocket", lambda line: line.on("framesent", lambda frame: sent.append(str(frame))))
    page.reload()
    expect(chat.find(".live")).to_contain_text("正在为您服务")
    chat.field.press_sequentially("我想")
    expect(chat.find(".suggestions")).to_be_hidden()
    page.wait_for_timeout(0)
    assert [json.loads(frame)["type"] for frame in sent] == ["typing"]


def test_an_emergency_is_put_before_the_visitor_while_a_person_serves(chat: Chat, anna: Operator) -> None:
    handoff_id = served(chat, anna)
    chat.ask("我家着火了")
    card = chat.find(".card.emergency")
    expect(card).to_have_count(1)
    expect(card.locator('a[href="tel:119"]')).to_be_visible()
    assert anna.heard(handoff_id) == ["我家着火了"]
    chat.page.reload()
    expect(chat.find(".card.emergency")).to_have_count(1)


def test_where_nobody_is_present_the_form_to_be_called_back_is_offered(chat: Chat, anna: Operator) -> None:
    anna.present("away")
    chat.button("转人工").click()
    expect(chat.find(".callback")).to_contain_text("网上现在没有工作人员在线")
    expect(chat.page.get_by_label("联系电话")).to_be_visible()
    expect(chat.find(".live")).to_be_hidden()


def test_a_request_in_ones_own_words_leads_into_the_queue_too(chat: Chat, anna: Operator) -> None:
    chat.ask("我要找人工客服")
    chat.button("接入工作人员").click()
    expect(chat.find(".live")).to_contain_text("您排在第 1 位")


def test_words_of_a_person_are_shown_as_text(chat: Chat, anna: Operator) -> None:
    handoff_id = served(chat, anna)
    anna.say(handoff_id, "<img src=x onerror=alert(1)>")
    expect(chat.find(".theirs .bubble")).to_have_text("<img src=x onerror=alert(1)>")
    expect(chat.find("img")).to_have_count(0)


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
