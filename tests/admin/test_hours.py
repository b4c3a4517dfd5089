"""Hours and holidays on the pages of an admin, and what citizens are told then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from playwright.sync_api import expect

from policies.content.hours import OfficeCalendar
from policies.content.offices import DayNotFound, Offices
from tests.admin.conftest import As
from tests.desk.site import DeskSite
from tests.widget.desk import MONDAY_AT_TEN

pytestmark = pytest.mark.e2e
TODAY = MONDAY_AT_TEN.date()


@pytest.fixture
def as_it_was(desk_site: DeskSite) -> Iterator[Offices]:
    """Give the offices, and leave the shared site's calendar as it was."""
    offices = Offices(desk_site.library.store.engine)
    before = offices.read()
    yield offices
    _restore(offices, before)


def _restore(offices: Offices, before: OfficeCalendar) -> None:
    for day in offices.read().special_days:
        if day not in before.special_days:
            try:
                offices.delete_day(day.on, "test")
            except DayNotFound:
                continue
    offices.save_days(before.special_days, "test")
    for desk in offices.read().desks:
        if desk.name not in {each.name for each in before.desks}:
            offices.delete_desk(desk.name, "test")
    for desk in before.desks:
        offices.save_desk(desk, "test")


def people_are_there(site: DeskSite) -> bool:
    """Return what the citizen's page is told."""
    answer = httpx.get(f"{site.address}/api/v1/handoff", trust_env=False, timeout=30)
    return bool(answer.json()["is_open"])


def test_a_holiday_set_by_an_admin_is_told_to_citizens(
    as_person: As, desk_site: DeskSite, as_it_was: Offices
) -> None:
    assert people_are_there(desk_site)
    tab = as_person("guanli", f"/admin/hours?year={TODAY.year}")
    tab.get_by_label("从", exact=True).fill(TODAY.isoformat())
    tab.locator("#day-name").fill("示范市城庆日")
    tab.get_by_role("button", name="登记", exact=True).click()
    expect(tab.locator("#said p")).to_have_text("已登记，一秒之内生效。")
    expect(tab.locator(".months td.off.today")).to_have_attribute("title", "示范市城庆日（放假）")
    row = tab.locator("#desks tr", has_text="12345网上人工客服")
    expect(row.locator(".badge")).to_have_text("没有人")
    expect(row).to_contain_text(f"{TODAY.month}-{TODAY.day + 1} 08:30")
    citizen = tab.context.browser.new_page(locale="zh-CN")  # type: ignore[union-attr]
    citizen.goto(desk_site.address)
    citizen.get_by_role("button", name="转人工").first.click()
    expect(citizen.locator("yihaoda-chat .callback")).to_contain_text("现在不在服务时间")
    expect(citizen.locator("yihaoda-chat .callback")).to_contain_text("08:30开始服务")
    citizen.close()
    assert not people_are_there(desk_site)
    tab.get_by_text("逐日列出").click()
    tab.get_by_role("button", name=f"把{TODAY}恢复为平日").click()
    expect(row.locator(".badge")).to_have_text("有人")
    assert as_it_was.read().special_day(TODAY) is None


def test_a_list_of_holidays_is_tried_first_and_written_when_it_is_right(
    as_person: As, as_it_was: Offices
) -> None:
    tab = as_person("guanli", "/admin/hours?year=2031")
    expect(tab.locator("#calendar")).to_contain_text("2031 年还没有登记节假日")
    box = tab.get_by_label("每行：日期")
    box.fill("2031-01-01至2031-01-02 元旦 放假\n2031-01-40 元旦 放假")
    tab.get_by_role("button", name="试运行").click()
    expect(tab.locator("#trial h2")).to_contain_text("新增 2 天，更新 0 天，未变 0 天，有错误的 1 行")
    expect(tab.locator("#trial")).to_contain_text("第 2 行的日期 2031-01-40 不存在")
    tab.get_by_role("button", name="写入", exact=True).click()
    expect(tab.locator("#said p")).to_contain_text("不存在")
    assert as_it_was.read().special_day(date(2031, 1, 1)) is None
    box.fill("2031-01-01至2031-01-02 元旦 放假\n2031-01-04 元旦调休 上班")
    tab.get_by_role("button", name="写入", exact=True).click()
    expect(tab.locator("#said p")).to_have_text("已写入，一秒之内生效。")
    expect(tab.locator(".months td.off")).to_have_count(2)
    expect(tab.locator(".months td.work")).to_have_count(1)


def test_a_desk_is_registered_changed_and_deleted(
    as_person: As, as_it_was: Offices, desk_site: DeskSite
) -> None:
    tab = as_person("guanli", "/admin/hours?desk=")
    tab.locator("#desk-name").fill("试办窗口")
    tab.locator("#desk-department").fill("没有的部门")
    tab.locator("#desk-region").fill("示范市")
    tab.get_by_label("星期一").fill("9点到12点")
    tab.get_by_role("button", name="保存窗口").click()
    expect(tab.locator("#said p")).to_contain_text("无法识别")
    tab.get_by_label("星期一").fill("09:00-12:00，13:00-17:00")
    tab.get_by_role("button", name="保存窗口").click()
    expect(tab.locator("#checks")).to_contain_text("“试办窗口”写的部门“没有的部门”不在部门目录里")
    tab.locator("#desk-department").fill("示范市民政局")
    tab.get_by_role("button", name="保存窗口").click()
    expect(tab.locator("#checks")).not_to_contain_text("没有的部门")
    tab.get_by_role("button", name="删除").click()
    tab.locator("dialog[open]").get_by_label("原因").fill("并入大厅")
    tab.locator("dialog[open]").get_by_role("button", name="确定").click()
    tab.wait_for_url(f"{desk_site.address}/admin/hours")
    assert "试办窗口" not in {each.name for each in as_it_was.read().desks}
