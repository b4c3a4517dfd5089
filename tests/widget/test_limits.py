"""Asking too often, in a real browser against the real bridge: told kindly, nothing lost, emergencies answered."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from policies.library import Library
from tests.widget.chat_page import SOCKET, Chat
from tests.widget.serving import serving

pytestmark = pytest.mark.e2e
KIND = re.compile(r"现在问得有点多，请\d+(秒|分钟|小时)后再发送，写好的内容不会丢。.*110.*119.*120")


@pytest.mark.parametrize("has_line", [True, False])
def test_one_question_too_many_is_kept_with_when_to_send_it(
    page: Page, library: Library, has_line: bool
) -> None:
    if not has_line:
        page.route_web_socket(SOCKET, lambda line: line.close())
    with serving(library, rate_chat="1/hour") as site:
        chat = Chat(page, site)
        chat.ask("医保怎么交")
        expect(chat.cards).to_have_count(1)
        chat.ask("公积金怎么提取")
        expect(chat.find(".failure")).to_contain_text(KIND)
        expect(chat.find(".bubble").last).to_have_text("公积金怎么提取")
        expect(chat.button("重新发送")).to_be_visible()
        chat.ask("家里着火了快来人")
        expect(chat.find(".card.emergency, .card .emergency").first).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("119"))).to_be_visible()
        page.goto("about:blank")
