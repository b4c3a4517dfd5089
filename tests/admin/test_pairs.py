"""The list of pairs: narrowed, turned over, worked on many at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from policies.content.model import PairState, QaPair
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e


@pytest.fixture
def drafts(desk_site: DeskSite) -> list[str]:
    """Three drafts of an editor, one of them without an answer that could be published."""
    from policies.content.editing import Editing
    from tests.widget.serving import TODAY

    work = Editing(desk_site.library.store, "李编辑", today=TODAY)
    texts = ("楼道灯坏了找谁修", "楼道杂物谁来清", "楼道门禁卡怎么补办")
    saved = [
        work.save_draft(QaPair(question=each, summary="向物业服务中心报修。", category="楼道"))
        for each in texts
    ]
    return [each.pair.id for each in saved]


def test_what_is_typed_narrows_the_list_and_stands_in_the_address(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("bianji", "/admin/pairs")
    tab.keyboard.press("/")
    tab.keyboard.type("流浪猫狗")
    expect(tab.locator("#list tbody tr")).to_have_count(1)
    expect(tab.locator("#list tbody")).to_contain_text("流浪猫狗绝育补贴怎么申请")
    expect(tab).to_have_url(f"{desk_site.address}/admin/pairs?text=%E6%B5%81%E6%B5%AA%E7%8C%AB%E7%8B%97")
    tab.reload()
    expect(tab.locator("#list tbody tr")).to_have_count(1)
    tab.locator("#text").fill("没有这样的问答")
    expect(tab.locator("#list")).to_contain_text("没有符合条件的问答")


def test_many_are_submitted_at_once_with_a_result_for_each(
    as_person: As, desk_site: DeskSite, drafts: list[str]
) -> None:
    from policies.content.editing import Editing
    from tests.widget.serving import TODAY

    tab = as_person("bianji", "/admin/pairs?category=楼道")
    expect(tab.locator("#list tbody tr")).to_have_count(3)
    Editing(desk_site.library.store, "赵编审", today=TODAY).submit(drafts[0], 1)  # a colleague is faster
    tab.get_by_role("checkbox", name="勾选本页全部").check()
    tab.get_by_role("button", name="提交审核").click()
    results = tab.locator("#results")
    expect(results).to_contain_text("完成 2 条，未完成 1 条")
    expect(results.locator("li", has_text="楼道灯坏了找谁修")).to_contain_text("刚被别人改过")
    expect(tab.locator("#list .badge.in_review")).to_have_count(3)
    states = [desk_site.library.store.pair(each).state for each in drafts]
    assert states == [PairState.IN_REVIEW] * 3


def test_pages_are_turned(as_person: As) -> None:
    tab = as_person("shenji", "/admin/pairs?order=question")
    first = tab.locator("#list tbody th").first.inner_text()
    assert tab.get_by_role("checkbox").count() == 0
    tab.get_by_role("button", name="下一页").click()
    expect(tab.locator("#list caption")).to_contain_text("第 51 到 100 条")
    assert tab.locator("#list tbody th").first.inner_text() != first
    expect(tab.get_by_role("button", name="上一页")).to_be_enabled()


def test_filters_are_kept_under_a_name_of_ones_own(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("shenji", "/admin/pairs?text=流浪猫狗&state=published")
    tab.get_by_label("把现在的筛选存为").fill("猫狗")
    tab.keyboard.press("Enter")
    expect(tab.locator("#said p")).to_have_text("视图已保存。")
    tab.goto(f"{desk_site.address}/admin/pairs")
    tab.get_by_role("link", name="猫狗", exact=True).click()
    expect(tab.locator("#list tbody tr")).to_have_count(1)
    expect(tab.locator("#state")).to_have_value("published")
    other = as_person("bianji", "/admin/pairs")
    expect(other.get_by_role("link", name="猫狗", exact=True)).to_have_count(0)
    tab.get_by_role("button", name="删去视图“猫狗”").click()
    expect(tab.get_by_role("link", name="猫狗", exact=True)).to_have_count(0)
