"""Who comes into the queue is noticed, and of two who claim at once one gets them."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from policies.content.live_tables import HANDOFF
from tests.desk.chatting import at_the_desk, waiting_visitor
from tests.desk.site import PEOPLE, DeskSite
from tests.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("empty")]


def test_of_two_who_press_at_once_one_gets_the_visitor_and_the_other_is_told(
    browser: Browser, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    """What both send is held until both have pressed, and then let go together."""
    held: list[tuple[WebSocketRoute, str | bytes]] = []

    def hold(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if "chat_claim" not in str(message):
                server.send(message)
                return
            held.append((server, message))
            if len(held) == 2:
                for way, claim in held:
                    way.send(claim)

        line.on_message(pass_on)

    tabs = {}
    for login in ("zuoxi", "tongshi"):
        opened = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        opened.set_default_timeout(20_000)
        opened.route_web_socket("**/_nicegui_ws/**", hold)
        tabs[PEOPLE[login][0]] = at_the_desk(opened.new_page(), desk_site, login)
    visitor = waiting_visitor(elsewhere, desk_site)
    for tab in tabs.values():
        tab.locator("#list-waiting ~ ul [data-handoff]").click()
        expect(tab.locator("#talk [data-waiting=true]")).to_be_visible()
    for tab in tabs.values():
        tab.keyboard.press("F2")
    expect(visitor.find(".note")).to_contain_text("已接入")
    with desk_site.library.store.engine.connect() as connection:
        first = connection.execute(sa.select(HANDOFF.c.claimed_name)).scalar_one()
    winner = tabs.pop(first)
    (other,) = tabs.values()
    expect(winner.locator("#talk [data-mine=true]")).to_be_visible()
    expect(other.locator("#said[data-name=taken]")).to_have_text("这位访客已由同事接入，感谢您及时响应")
    expect(other.locator("#talk")).to_contain_text(first)
    expect(other.locator("#words")).to_be_disabled()
    expect(other.locator("#list-mine .count")).to_have_text("0")
    expect(visitor.find(".note")).to_have_text([re.compile(f"工作人员{first}已接入")])
    for tab in (winner, other):
        tab.context.close()


def test_a_new_visitor_is_shown_and_sounds_only_where_it_was_switched_on(
    tab: Page, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    tab.add_init_script(
        "window.rung = 0; const start = AudioScheduledSourceNode.prototype.start;"
        "AudioScheduledSourceNode.prototype.start = function (at) { window.rung += 1; start.call(this, at); };"
    )
    chats = at_the_desk(tab, desk_site, "zuoxi")
    expect(chats.locator("#sound")).to_have_attribute("aria-pressed", "false")
    visitor = waiting_visitor(elsewhere, desk_site)
    expect(chats.locator("#arrived")).to_contain_text("有新访客等候")
    assert chats.evaluate("window.rung") == 0
    visitor.button("离开排队").click()
    expect(chats.locator("#arrived")).to_be_empty()
    chats.keyboard.press("Alt+S")
    expect(chats.locator("#sound")).to_contain_text("提示音：开")
    until(chats, "window.rung === 2")
    chats.reload()
    chats.wait_for_selector("html[data-ready]")
    expect(chats.locator("#sound")).to_have_attribute("aria-pressed", "true")
    assert chats.evaluate("window.rung") == 0
    chats.keyboard.press("F1")
    chats.keyboard.press("F1")
    visitor.button("转人工").click()
    expect(chats.locator("#arrived")).to_contain_text("有新访客等候")
    until(chats, "window.rung === 2")
