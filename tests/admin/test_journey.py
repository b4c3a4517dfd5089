"""From an editor's words to the citizen's answer."""

from __future__ import annotations

import time
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Dialog, Page, expect

from policies.content.model import PairState
from policies.content.pairs import versions
from policies.content.pairs.scheduling import publish_due
from tests.admin.conftest import As
from tests.desk.site import DeskSite
from tests.widget.serving import TODAY

pytestmark = pytest.mark.e2e

QUESTION = "社区共享菜园怎么认领"
SUMMARY = "带身份证到社区居委会登记，每户认领一块，不收费用。"
LAG_S = 1.0


def write(tab: Page, question: str, summary: str) -> None:
    """Fill in a new pair and save it."""
    tab.get_by_label("标准问题").fill(question)
    tab.get_by_label("结论").fill(summary)
    tab.get_by_label("部门", exact=True).fill("示范市民政局")
    tab.get_by_label("适用地区").fill("示范市")
    tab.get_by_role("button", name="保存草稿").click()
    expect(tab.locator("#head .badge")).to_have_text("草稿")


def submit(tab: Page) -> None:
    """Hand it to the reviewers."""
    tab.get_by_role("button", name="提交审核").click()
    expect(tab.locator("#head .badge")).to_have_text("待审核")


def test_what_an_editor_adds_and_a_reviewer_publishes_citizens_get_within_a_second(
    as_person: As, desk_site: DeskSite
) -> None:
    editor = as_person("bianji", "/admin/pairs/new")
    write(editor, QUESTION, SUMMARY)
    expect(editor.locator("#preview .seen")).to_contain_text(SUMMARY)
    editor.locator("#suggestions [data-add]").first.click()
    editor.get_by_role("button", name="保存草稿").click()
    expect(editor.locator("#said p")).to_have_text("已保存为草稿。")
    submit(editor)
    assert editor.get_by_role("button", name="发布").count() == 0

    citizen = editor.context.browser
    assert citizen is not None
    page = citizen.new_page(locale="zh-CN")
    page.goto(desk_site.address)
    assert SUMMARY not in asked(desk_site, QUESTION)

    reviewer = as_person("shenhe", "/admin/review")
    waiting = reviewer.get_by_role("article", name=QUESTION)
    expect(waiting.locator(".diff")).to_contain_text(SUMMARY)
    waiting.get_by_role("button", name="发布").click()
    expect(reviewer.locator("#said p")).to_have_text("已发布，一秒之内开始答复。")
    published = time.monotonic()
    answered = asked(desk_site, QUESTION)
    while SUMMARY not in answered and time.monotonic() - published < LAG_S:
        answered = asked(desk_site, QUESTION)
    assert SUMMARY in answered
    expect(reviewer.get_by_role("article", name=QUESTION)).to_have_count(0)

    page.goto(f"{desk_site.address}/?q={QUESTION}")
    expect(page.locator("yihaoda-chat .card").last).to_contain_text(SUMMARY)
    page.close()


def asked(site: DeskSite, question: str) -> str:
    """Return the conclusion that a citizen gets."""
    answer = httpx.post(
        f"{site.address}/api/v1/chat/messages", json={"text": question}, trust_env=False, timeout=30
    )
    return str(answer.json())


def test_who_wrote_it_cannot_publish_it(as_person: As) -> None:
    tab = as_person("bianshen", "/admin/pairs/new")
    write(tab, "社区晒被架怎么申请", "向社区居委会口头申请即可。")
    submit(tab)
    tab.get_by_role("button", name="发布").click()
    expect(tab.locator("#said p")).to_contain_text("编写人和审核人不能是同一人")
    expect(tab.locator("#head .badge")).to_have_text("待审核")


def test_two_editors_who_save_at_once_lose_nothing(as_person: As, desk_site: DeskSite) -> None:
    first = as_person("bianji", "/admin/pairs/new")
    write(first, "社区图书角怎么借书", "凭身份证登记后借阅，每次两册。")
    second = as_person("bianshen", first.url.removeprefix(desk_site.address))
    second.get_by_label("口语答复").fill("凭身份证登记后借阅，每次两本。")
    first.get_by_label("结论").fill("凭身份证登记后借阅，每次三册。")
    first.get_by_role("button", name="保存草稿").click()
    expect(first.locator("#said p")).to_have_text("已保存为草稿。")

    second.get_by_role("button", name="保存草稿").click()
    conflict = second.locator("#conflict")
    expect(conflict).to_contain_text("李编辑")
    expect(conflict.locator("del")).to_have_text("两")
    expect(second.get_by_label("口语答复")).to_have_value("凭身份证登记后借阅，每次两本。")
    second.get_by_role("button", name="以本页内容为准").click()
    expect(second.locator("#said p")).to_have_text("已保存为草稿。")
    expect(conflict.locator("section")).to_have_count(0)
    pair_id = second.url.rpartition("/")[2]
    with desk_site.library.store.engine.connect() as connection:
        kept = versions.history(connection, pair_id)
    assert [each.actor for each in kept] == ["李编辑", "李编辑", "赵编审"]


def test_unsaved_changes_are_not_left_by_mistake(as_person: As) -> None:
    tab = as_person("bianji", "/admin/pairs/new")
    write(tab, "社区磨刀日是哪天", "每月第一个周六上午。")
    tab.get_by_label("结论").fill("每月第二个周六上午。")
    tab.get_by_role("button", name="提交审核").click()
    expect(tab.locator("#said p")).to_contain_text("请先保存草稿")
    expect(tab.locator("#head .badge")).to_have_text("草稿")
    questions: list[str] = []

    def stay(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    tab.on("dialog", stay)
    tab.get_by_role("link", name="首页").click()
    expect(tab.get_by_label("结论")).to_have_value("每月第二个周六上午。")
    assert questions == ["beforeunload"]


def test_a_duplicate_is_shown_while_it_is_written(as_person: As, desk_site: DeskSite) -> None:
    there = next(each for each in desk_site.library.store.pairs() if each.region == "示范市")
    tab = as_person("bianji", "/admin/pairs/new")
    tab.get_by_label("标准问题").fill(there.question)
    tab.get_by_label("适用地区").fill("示范市")
    tab.get_by_label("结论").fill("另一种说法。")
    expect(tab.locator("#findings")).to_contain_text("已被另一条问答使用")


def test_a_correction_is_settled_with_the_pair_that_mends_it(as_person: As, desk_site: DeskSite) -> None:
    from policies.content.corrections import Corrections

    requests = Corrections(desk_site.library.store.engine)
    request = requests.ask("missing", "社区旧书交换角在哪里", "王坐席")
    tab = as_person("bianji", "/admin/corrections")
    tab.get_by_role("row", name="社区旧书交换角在哪里").get_by_role("link", name="新建问答").click()
    expect(tab.get_by_label("标准问题")).to_have_value("社区旧书交换角在哪里")
    tab.get_by_label("结论").fill("在社区活动室一楼。")
    tab.get_by_role("button", name="保存草稿").click()
    expect(tab.locator("#head .badge")).to_have_text("草稿")
    assert request not in {each.id for each in requests.every()}


def test_two_editors_see_who_is_at_work_on_a_correction(as_person: As, desk_site: DeskSite) -> None:
    from policies.content.corrections import Corrections

    asked = "社区共享雨棚谁来修"
    Corrections(desk_site.library.store.engine).ask("missing", asked, "王坐席")
    one, other = as_person("bianji", "/admin/corrections"), as_person("bianshen", "/admin/corrections")
    one.get_by_role("row", name=asked).get_by_role("button", name="我来处理").click()
    expect(one.get_by_role("row", name=asked)).to_contain_text("我在处理")
    other.get_by_role("row", name=asked).get_by_role("button", name="我来处理").click()
    expect(other.locator("#said p")).to_contain_text("另一位编辑已经在处理")
    row = other.get_by_role("row", name=asked)
    expect(row).to_contain_text("李编辑在处理")
    row.get_by_role("button", name="从李编辑手上接过来").click()
    expect(row).to_contain_text("我在处理")
    row.get_by_role("button", name="已处理，办结").click()
    expect(row).to_have_count(0)


def test_a_change_is_published_on_a_day_to_come_and_can_be_called_off(
    as_person: As, desk_site: DeskSite
) -> None:
    question = "社区工具借用站怎么借"
    editor = as_person("bianji", "/admin/pairs/new")
    write(editor, question, "凭身份证登记借用，三天内归还。")
    submit(editor)
    pair_id = editor.url.rpartition("/")[2]
    reviewer = as_person("shenhe", "/admin/review")
    waiting = reviewer.get_by_role("article", name=question)
    waiting.get_by_role("button", name="定日生效").click()
    dialog = reviewer.get_by_role("dialog", name="定日生效")
    day = str(TODAY + timedelta(days=7))
    dialog.get_by_label("生效日期").fill(day)
    dialog.get_by_role("button", name="确定").click()
    expect(reviewer.locator("#said p")).to_have_text("已定日，到时自动发布。")
    expect(waiting).to_contain_text(f"已定于 {day} 发布（吴审核）")
    store = desk_site.library.store
    assert publish_due(store, TODAY + timedelta(days=6)) == []
    waiting.get_by_role("button", name="取消定日").click()
    expect(waiting).not_to_contain_text("已定于")
    assert publish_due(store, TODAY + timedelta(days=7)) == []
    assert store.pair(pair_id).state is not PairState.PUBLISHED
    reviewer.goto(f"{desk_site.address}/admin/pairs/{pair_id}")
    reviewer.wait_for_selector("html[data-ready]")
    reviewer.get_by_role("button", name="定日生效").click()
    dialog.get_by_label("生效日期").fill(day)
    dialog.get_by_role("button", name="确定").click()
    expect(reviewer.locator("#head")).to_contain_text(f"已定于 {day} 发布")
    assert [each.pair_id for each in publish_due(store, TODAY + timedelta(days=7))] == [pair_id]
    assert "三天内归还" in asked(desk_site, question)
