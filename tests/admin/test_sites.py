"""Sites on the pages of an admin: seen while they are written, tried, saved, deleted."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from policies.content.sites import Site, Sites
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e


def look(site: DeskSite, name: str) -> httpx.Response:
    """Return how the chat looks on a site."""
    return httpx.get(f"{site.address}/api/v1/sites/{name}", trust_env=False, timeout=30)


def test_a_site_is_written_with_its_preview_tried_and_deleted(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("guanli", "/admin/sites?site=")
    tab.get_by_label("站点名称").fill("menhu-shi")
    tab.get_by_label("窗口标题").fill("问政策找我")
    tab.get_by_label("欢迎语").fill("<b>您好</b>")
    tab.get_by_label("可以显示的网站").fill("https://www.menhu.example")
    preview = tab.locator("#preview")
    expect(preview.locator(".widget-head")).to_have_text("问政策找我")
    expect(preview.locator(".widget-greeting")).to_have_text("<b>您好</b>")
    tab.get_by_label("主色").fill("#ffd400")
    expect(preview.locator(".badge")).to_contain_text("看不清")
    tab.get_by_role("button", name="保存站点").click()
    expect(tab.locator("#said p")).to_contain_text("这个颜色太浅")
    tab.get_by_label("主色").fill("#7a1f1f")
    expect(preview.locator(".badge")).to_contain_text("文字清楚")
    tab.get_by_role("button", name="保存站点").click()
    expect(tab.locator("#snippet code")).to_contain_text('data-site="menhu-shi"')
    told = look(desk_site, "menhu-shi").json()
    assert (told["title"], told["colors"]["accent"]) == ("问政策找我", "#7a1f1f")

    for address, expected in (
        ("https://www.menhu.example/a/b.html", "可以"),
        ("https://menhu.example/", "协议、端口和 www 都要一致"),
        ("https://anders.example/", "不在名单里"),
    ):
        tab.locator("#address").fill(address)
        tab.get_by_role("button", name="试一试").click()
        expect(tab.locator("#tried .note")).to_contain_text(expected)

    tab.get_by_role("button", name="删除").first.click()
    dialog = tab.locator("dialog[open]")
    dialog.get_by_label("输入“menhu-shi”以确认").fill("menhu")
    dialog.get_by_label("原因").fill("网站下线")
    dialog.get_by_role("button", name="删除").click()
    expect(tab.locator("#said p")).to_contain_text("输入的名称不对")
    assert look(desk_site, "menhu-shi").status_code == 200
    tab.get_by_role("button", name="删除").first.click()
    dialog.get_by_label("输入“menhu-shi”以确认").fill("menhu-shi")
    dialog.get_by_label("原因").fill("网站下线")
    dialog.get_by_role("button", name="删除").click()
    tab.wait_for_url(f"{desk_site.address}/admin/sites")
    assert look(desk_site, "menhu-shi").status_code == 404


def test_an_auditor_looks_at_a_site_and_changes_nothing(as_person: As, desk_site: DeskSite) -> None:
    sites = Sites(desk_site.library.store)
    sites.save(Site("shenji-kan", "给审计看的"), "管理员")
    tab = as_person("shenji", "/admin/sites?site=shenji-kan")
    expect(tab.get_by_label("窗口标题")).to_be_disabled()
    assert tab.get_by_role("button", name="保存站点").count() == 0
    sites.delete("shenji-kan", "管理员")


def test_a_site_that_is_not_there_says_so(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("guanli")
    answer = tab.goto(f"{desk_site.address}/admin/sites?site=gibt-es-nicht")
    assert answer is not None
    assert answer.status == 404
