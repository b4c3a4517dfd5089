"""Keys of machines on the pages of an admin, used against the API itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import expect

from policies.content.key_states import KeyState, sought, state_of
from policies.content.keys import Key, KeyRing, Role
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def opens(site: DeskSite, secret: str) -> int:
    """Return what the hotline's API says to a key."""
    headers = {"Authorization": f"Bearer {secret}"}
    calls = f"{site.address}/api/v1/hotline/calls"
    return httpx.post(calls, json={}, headers=headers, trust_env=False, timeout=30).status_code


def test_a_key_is_made_used_turned_over_and_revoked(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("guanli", "/admin/keys")
    tab.get_by_text("生成密钥", exact=True).click()
    form = tab.locator("#create")
    form.get_by_label("使用人或系统").fill("十二三四五平台")
    form.get_by_role("button", name="生成", exact=True).click()
    expect(tab.locator("#said p")).to_contain_text("角色")
    form.locator("input[value=hotline]").check()
    form.locator("input[value=calls]").check()
    form.get_by_role("button", name="生成", exact=True).click()
    secret = tab.locator("#secret-value")
    expect(secret).to_be_visible()
    first = secret.inner_text()
    assert opens(desk_site, first) == 201

    row = tab.locator("#list tr", has_text="十二三四五平台")
    row.get_by_role("button", name="更换").click()
    dialog = tab.locator("dialog[open]")
    dialog.get_by_label("原密钥还可用多久").select_option("0")
    dialog.get_by_label("原因").fill("例行更换")
    dialog.get_by_role("button", name="确定").click()
    expect(secret).not_to_have_text(first)
    second = secret.inner_text()
    assert (opens(desk_site, first), opens(desk_site, second)) == (401, 201)

    row.get_by_role("button", name="作废").click()
    tab.locator("dialog[open]").get_by_label("原因").fill("平台下线")
    tab.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(row.locator(".badge", has_text="已作废")).to_be_visible()
    assert opens(desk_site, second) == 401
    tab.goto(f"{desk_site.address}/admin/audit?kind=key")
    expect(tab.locator("#list tbody tr").first).to_contain_text("平台下线")


def test_an_auditor_sees_keys_without_a_button(as_person: As, desk_site: DeskSite) -> None:
    KeyRing(desk_site.library.store).make("审计看得到的", [Role.HOTLINE], days=10)
    tab = as_person("shenji", "/admin/keys?state=ending")
    expect(tab.locator("#list")).to_contain_text("审计看得到的")
    expect(tab.locator("#list .badge", has_text="即将到期").first).to_be_visible()
    assert tab.locator("#main").get_by_role("button").count() == 1  # the search alone


@pytest.mark.parametrize(
    ("days", "revoked", "expected"),
    [
        (None, False, KeyState.GOOD),
        (31, False, KeyState.GOOD),
        (29, False, KeyState.ENDING),
        (-1, False, KeyState.ENDED),
        (31, True, KeyState.REVOKED),
    ],
)
def test_a_key_that_ends_within_a_month_is_marked(
    days: int | None, revoked: bool, expected: KeyState
) -> None:
    ends = NOW + timedelta(days=days) if days is not None else None
    key = Key("k-1", "平台", frozenset({Role.HOTLINE}), NOW, ends, NOW if revoked else None)
    assert state_of(key, NOW) is expected
    assert sought([key], "平台", expected, NOW) == [key]
    assert sought([key], "别的", None, NOW) == []
