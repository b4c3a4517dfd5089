"""People of the service: hired, entitled, let go, on the pages of an admin."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.admin.pages.duties import OFFERED, duties_of
from api.admin.pages.screens import SCREENS
from policies.content.accounts.account import STAFF_ROLES
from policies.content.accounts.ring import Accounts
from policies.content.audit import audit_entries
from policies.content.keys import KeyRing, Role
from tests.admin.conftest import As
from tests.desk.site import OWN, DeskSite

pytestmark = pytest.mark.e2e


def hired(site: DeskSite, login: str, name: str, *roles: Role) -> Accounts:
    """Make the account of somebody who has a password of their own already."""
    accounts = Accounts(site.library.store)
    _, first = accounts.create(login, name, roles)
    assert accounts.change_password(login, str(first), OWN)
    return accounts


def step(tab: Page, button: str, reason: str) -> None:
    """Press a button that asks for a reason, and give it."""
    tab.get_by_role("button", name=button, exact=True).click()
    tab.locator("dialog[open] textarea").fill(reason)
    tab.locator("dialog[open]").get_by_role("button", name="确定").click()


def test_an_admin_hires_an_editor_who_changes_the_password_and_works(
    as_person: As, desk_site: DeskSite
) -> None:
    admin = as_person("guanli", "/admin/people")
    admin.get_by_text("新建账号", exact=True).click()
    form = admin.locator("#create")
    form.get_by_label("登录名").fill("xinren")
    form.get_by_label("姓名").fill("新来的编辑")
    admin.locator("#create").get_by_role("button", name="开立账号").click()
    expect(admin.locator("#said p")).to_contain_text("请至少给一个角色")
    expect(form.get_by_label("姓名")).to_have_value("新来的编辑")  # nothing of it is lost
    form.locator("input[value=editor]").check()
    form.get_by_role("button", name="开立账号").click()
    secret = admin.locator("#secret-value")
    expect(secret).to_be_visible()
    password = secret.inner_text()
    expect(admin.locator("#list")).to_contain_text("新来的编辑")
    admin.get_by_role("button", name="已记下，收起").click()
    expect(secret).to_have_count(0)
    admin.reload()
    admin.wait_for_selector("html[data-ready]")
    assert password not in admin.content()

    page = admin.context.browser.new_page(locale="zh-CN")  # type: ignore[union-attr]
    page.goto(f"{desk_site.address}/sign-in")
    page.fill("#login", "xinren")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    page.get_by_label("原密码").fill(password)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输入一次新密码").fill(OWN)
    page.get_by_role("button", name="保存新密码").click()
    page.wait_for_selector("html[data-ready]")
    page.goto(f"{desk_site.address}/admin/pairs/new")
    page.wait_for_selector("html[data-ready]")
    page.get_by_label("标准问题").fill("新编辑写的第一条问答怎么办")
    page.get_by_label("结论").fill("先存为草稿。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#head .badge")).to_have_text("草稿")
    page.close()


def test_a_role_taken_away_ends_the_session_of_the_open_page(as_person: As, desk_site: DeskSite) -> None:
    hired(desk_site, "jiaose", "将调岗的", Role.EDITOR, Role.REVIEWER)
    theirs = as_person("jiaose", "/admin/pairs")
    admin = as_person("guanli", "/admin/people/jiaose")
    expect(admin.locator("#person")).to_contain_text("现有 1 处登录")
    admin.locator("input[value=reviewer]").uncheck()
    admin.locator("#reason").fill("只写不审")
    admin.get_by_role("button", name="保存角色和部门").click()
    expect(admin.locator("#said p")).to_have_text("角色和部门已保存。")
    expect(admin.locator("#person")).to_contain_text("只写不审")
    expect(admin.locator("#person")).to_contain_text("现有 0 处登录")
    theirs.evaluate("emitEvent('pairs_turn', { page: 2 })")
    expect(theirs.get_by_role("heading", name="工作人员登录")).to_be_visible()


def test_an_account_is_disabled_reset_and_enabled_each_with_its_reason(
    as_person: As, desk_site: DeskSite
) -> None:
    accounts = hired(desk_site, "yidong", "要变动的", Role.OPERATOR)
    admin = as_person("guanli", "/admin/people/yidong")
    step(admin, "停用", "产假")
    expect(admin.locator("#person .badge").first).to_have_text("已停用")
    assert accounts.sign_in("yidong", OWN) is None
    step(admin, "恢复", "返岗")
    expect(admin.locator("#person .badge").first).to_have_text("可登录")
    assert accounts.sign_in("yidong", OWN) is not None
    step(admin, "重置密码", "忘记密码")
    secret = admin.locator("#secret-value")
    expect(secret).to_be_visible()
    assert accounts.sign_in("yidong", secret.inner_text()) is not None
    found = audit_entries(desk_site.library.store, kind="account", subject="yidong")
    assert [(each.action, each.detail.get("reason")) for each in found[:3]] == [
        ("reset", "忘记密码"),
        ("enable", "返岗"),
        ("disable", "产假"),
    ]


def test_a_locked_login_is_found_and_unlocked(as_person: As, desk_site: DeskSite) -> None:
    accounts = hired(desk_site, "suozhu", "锁住的", Role.OPERATOR)
    for _ in range(5):
        accounts.sign_in("suozhu", "falsch-falsch")
    admin = as_person("guanli", "/admin/people?standing=locked&text=suozhu")
    admin.get_by_role("link", name="锁住的").click()
    admin.wait_for_selector("html[data-ready]")
    step(admin, "解除暂停登录", "本人来电核实")
    expect(admin.locator("#said p")).to_have_text("已解除，可以立即登录。")
    assert accounts.sign_in("suozhu", OWN) is not None


def test_the_own_account_and_the_last_admin_are_protected(as_person: As, desk_site: DeskSite) -> None:
    admin = as_person("guanli", "/admin/people/guanli")
    expect(admin.locator("#person")).to_contain_text("这是您自己的账号")
    assert admin.get_by_role("button", name="停用").count() == 0
    admin.evaluate("emitEvent('person_disable', { reason: '试试' })")
    expect(admin.locator("#said p")).to_contain_text("不能对自己的账号做这一步")
    _, secret = KeyRing(desk_site.library.store).make("运维脚本", [Role.ADMIN], days=1)
    answer = httpx.post(
        f"{desk_site.address}/api/v1/admin/accounts/guanli/disable",
        json={"reason": "试试"},
        headers={"Authorization": f"Bearer {secret}"},
        trust_env=False,
        timeout=30,
    )
    assert answer.status_code == 422
    assert "最后一个可用的管理员账号" in answer.text


def test_an_auditor_sees_the_people_and_no_button(as_person: As) -> None:
    tab = as_person("shenji", "/admin/people")
    expect(tab.locator("#list tbody")).to_contain_text("李编辑")
    assert tab.get_by_text("新建账号", exact=True).count() == 0
    tab.get_by_role("link", name="李编辑").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#person")).to_contain_text("李编辑")
    assert tab.locator("#main").get_by_role("button").count() == 0


def test_a_list_narrowed_to_nothing_says_what_to_do(as_person: As) -> None:
    tab = as_person("guanli", "/admin/people?text=没有这个人")
    expect(tab.locator("#list .empty")).to_contain_text("请放宽条件后再看")


def test_what_roles_may_do_is_told_by_the_pages_themselves() -> None:
    rows = {row.screen.name: row.duties for row in duties_of(SCREENS)}
    assert set(rows) == {each.name for each in SCREENS if each.group}
    assert rows["people"] == {
        "operator": "none",
        "editor": "none",
        "reviewer": "none",
        "liaison": "none",
        "auditor": "looks",
        "admin": "whole",
    }
    assert rows["pairs"] | {"operator": "none"} == rows["pairs"]
    assert (rows["pairs"]["editor"], rows["pairs"]["reviewer"]) == ("some", "some")
    assert (rows["gaps"]["editor"], rows["gaps"]["liaison"]) == ("whole", "looks")
    assert {row["auditor"] for row in rows.values()} == {"looks"}
    assert frozenset(OFFERED) == STAFF_ROLES
