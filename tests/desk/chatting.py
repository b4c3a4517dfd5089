"""Operators and visitors of live conversations as the tests of the desk need them."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.desk.conftest import sign_in
from tests.desk.site import DeskSite
from tests.widget.chat_page import Chat

QUESTION = "职工医保住院报销比例是多少"


def at_the_desk(tab: Page, desk_site: DeskSite, login: str) -> Page:
    """Return the live conversations of an operator who has signed in and is present."""
    sign_in(tab, desk_site.address, login)
    tab.wait_for_selector("html[data-ready]")
    tab.goto(f"{desk_site.address}/desk/chats")
    tab.wait_for_selector("html[data-ready]")
    tab.keyboard.press("Alt+P")
    tab.locator("#presence").select_option("present")
    expect(tab.locator("#said[data-name=present]")).to_be_visible()
    tab.keyboard.press("Escape")
    return tab


def waiting_visitor(elsewhere: BrowserContext, desk_site: DeskSite) -> Chat:
    """Return the page of a visitor who has asked a question and waits for a person."""
    chat = Chat(elsewhere.new_page(), desk_site.address)
    chat.ask(QUESTION)
    expect(chat.cards).to_have_count(1)
    chat.button("转人工").click()
    expect(chat.find(".live")).to_contain_text("您排在第 1 位")
    return chat
