"""A lost line, no line, a reload, another website: nothing is lost and nothing doubled."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from policies.content.sites import Site, Sites
from policies.library import Library
from tests.widget.chat_page import Chat
from tests.widget.desk import Operator, served, spoken
from tests.widget.website import tag, website

pytestmark = pytest.mark.e2e
LINE = re.compile(r"/handoff/socket\?")


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
    spoken(chat)
    assert anna.heard(handoff_id) == ["第一句", "第四句"]


def test_on_another_website_a_person_is_reached_too(
    page: Page, site: str, anna: Operator, library: Library
) -> None:
    with website(tag(site)) as origin:
        Sites(library.store).save(Site("portal", "政策小窗", origins=(origin,)), "管理丁")
        page.goto(origin)
        page.get_by_role("button", name="政策咨询").click()
        page.get_by_role("button", name="转人工").click()
        expect(page.locator("yihaoda-chat .live")).to_contain_text("您排在第 1 位")
        handoff_id = anna.claim()
        anna.say(handoff_id, "您好，请讲。")
        expect(page.locator("yihaoda-chat .theirs .bubble")).to_have_text("您好，请讲。")
        Sites(library.store).delete("portal", "管理丁")
