"""Receivers of work orders on the pages of an admin."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from api.admin.pages.webhooks import result_in_words
from policies.content.audit import audit_entries
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e


def test_a_receiver_is_registered_tried_turned_off_and_deleted(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("guanli", "/admin/webhooks")
    tab.get_by_text("登记推送地址", exact=True).click()
    form = tab.locator("#create")
    form.get_by_label("地址", exact=True).fill("https://10.0.0.1/hooks")
    form.get_by_label("接收方").fill("市政务办试验系统")
    form.get_by_role("button", name="登记", exact=True).click()
    expect(tab.locator("#said p")).to_contain_text("回调地址指向本机或内网")
    form.get_by_label("地址", exact=True).fill("https://yihaoda.invalid/hooks")
    form.get_by_role("button", name="登记", exact=True).click()
    secret = tab.locator("#secret-value")
    expect(secret).to_contain_text("whsec_")
    first = secret.inner_text()
    row = tab.locator("#list tbody tr", has_text="市政务办试验系统")
    row.get_by_role("button", name="试发一条").click()
    expect(tab.locator("#said p")).to_contain_text("试发没有成功：找不到这个主机名", timeout=60_000)
    expect(tab.locator("#deliveries tbody tr").first).to_contain_text("试发")

    for button, said in (("更换签名密钥", "签名密钥已更换"), ("停用", "已停用"), ("删除", "已删除")):
        row.get_by_role("button", name=button).click()
        tab.locator("dialog[open]").get_by_label("原因").fill(f"因为要{button}")
        tab.locator("dialog[open]").get_by_role("button", name="确定").click()
        expect(tab.locator("#said p")).to_contain_text(said)
    assert secret.inner_text() != first
    expect(row).to_have_count(0)
    told = audit_entries(desk_site.library.store, kind="webhook", actor="管理员", limit=3)
    assert [each.detail.get("reason") for each in told] == ["因为要删除", "因为要停用", "因为要更换签名密钥"]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (None, ""),
        ("status 503", "对方回应 503"),
        ("name unknown", "找不到这个主机名"),
        ("timeout", "对方没有按时回应"),
        ("NeueArt", "NeueArt"),
    ],
)
def test_what_became_of_an_attempt_is_told_in_words(result: str | None, expected: str) -> None:
    assert result_in_words(result) == expected
