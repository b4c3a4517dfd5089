"""The chat on other people's websites: where it is allowed, where it is not, and where their rules are strict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from policies.content.sites import Site, Sites
from policies.library import Library
from tests.widget.chat_page import SOCKET
from tests.widget.website import tag, website

pytestmark = pytest.mark.e2e


@pytest.fixture
def allow(library: Library) -> Iterator[Sites]:
    sites = Sites(library.store)
    yield sites
    sites.delete("portal", "管理丁")


def save(sites: Sites, *origins: str) -> None:
    sites.save(
        Site("portal", "政策小窗", "#7a1f1f", "您好，想问什么？", ("高龄津贴怎么领",), origins), "管理丁"
    )


def test_an_allowed_website_shows_the_chat_and_gets_answers(page: Page, site: str, allow: Sites) -> None:
    with website(tag(site, position="left")) as origin:
        save(allow, origin)
        page.goto(origin)
        page.get_by_role("button", name="政策咨询").click()
        panel = page.get_by_role("dialog", name="政策小窗")
        expect(panel.get_by_role("heading", name="您好，想问什么？")).to_be_visible()
        assert (
            panel.evaluate("node => getComputedStyle(node.querySelector('header')).backgroundColor")
            == "rgb(122, 31, 31)"
        )
        panel.get_by_label("请输入您的问题").fill("家里着火了怎么办")
        panel.get_by_label("请输入您的问题").press("Enter")
        expect(panel.locator('.emergency a[href="tel:119"]')).to_be_visible()
        panel.get_by_role("button", name="关闭").click()
        expect(page.get_by_role("button", name="政策咨询")).to_be_focused()


def test_without_a_line_an_allowed_website_gets_answers_over_http(
    page: Page, site: str, allow: Sites
) -> None:
    page.route_web_socket(SOCKET, lambda line: line.close())
    with website(tag(site)) as origin:
        save(allow, origin)
        page.goto(origin)
        page.get_by_role("button", name="政策咨询").click()
        page.get_by_label("请输入您的问题").fill("你好")
        page.get_by_label("请输入您的问题").press("Enter")
        expect(page.locator(".reply .card")).to_have_count(1)


def test_a_website_that_is_not_allowed_shows_nothing(
    page: Page, site: str, allow: Sites, complaints: list[str]
) -> None:
    with website(tag(site)) as origin:
        save(allow, "https://www.example.gov.cn")
        # The browser tells of the frame that it refused, a moment after it asked for it; that is what is wanted.
        with page.expect_console_message(lambda line: "frame-ancestors" in line.text):
            page.goto(origin)
        expect(page.locator("iframe")).to_be_hidden()
        expect(page.locator("[data-yihaoda]")).to_have_count(0)
    complaints.clear()


def test_where_a_websites_rules_keep_calls_away_a_frame_does_it(
    page: Page, site: str, allow: Sites, complaints: list[str]
) -> None:
    strict = f"default-src 'none'; script-src {site}/embed.js; style-src {site}; frame-src {site}"
    with website(tag(site), strict) as origin:
        save(allow, origin)
        page.goto(origin)
        page.get_by_role("button", name="政策咨询").click()
        frame = page.frame_locator("[data-yihaoda] iframe")
        expect(frame.get_by_role("heading", name="您好，想问什么？")).to_be_visible()
        frame.get_by_label("请输入您的问题").fill("家里着火了怎么办")
        frame.get_by_label("请输入您的问题").press("Enter")
        expect(frame.locator('.emergency a[href="tel:119"]')).to_be_visible()
    # It is the website's own policy that complained, not ours.
    complaints.clear()


@pytest.mark.parametrize(("width", "height"), [(375, 700), (1280, 800)])
def test_the_panel_fits_the_screen_and_closes_by_escape(
    page: Page, site: str, allow: Sites, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    with website("<style>html{font-size:100px}*{letter-spacing:9px}</style>" + tag(site)) as origin:
        save(allow, origin)
        page.goto(origin)
        page.get_by_role("button", name="政策咨询").click()
        field = page.get_by_label("请输入您的问题")
        expect(field).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert field.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") == 16
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
