"""Trying a question, and the trace of a real answer, in the console."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from policies.content.confirming import Confirming
from tests.admin.conftest import As
from tests.admin.content import answered
from tests.desk.site import NOTED, DeskSite, cookie_of

pytestmark = pytest.mark.e2e


def test_the_hit_test_shows_the_right_pair_and_its_reasons(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("shenji", "/admin/try")
    expect(tab.locator("#ask")).to_contain_text("还没有试问题")
    tab.get_by_label("问题").fill("流浪猫狗绝育补贴怎么申请")
    tab.get_by_role("button", name="试一试").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#answer .seen .summary")).to_have_text("向所在街道申请，每只补贴八十元。")
    expect(tab.locator("#answer .verdict")).to_contain_text("由“流浪猫狗绝育补贴怎么申请”直接作答")
    first = tab.locator("#why .looked > li").first
    expect(first.get_by_role("link")).to_have_attribute("href", f"/admin/pairs/{NOTED}")
    expect(first.locator(".badge")).to_have_text("作答")
    first.get_by_text("分数是怎样加出来的").click()
    expect(first.get_by_role("row", name="查找得分")).to_be_visible()
    second = tab.locator("#why .looked > li").nth(1)
    expect(second).to_contain_text("未直接作答的原因")
    assert tab.get_by_role("button", name="应当由它作答").count() == 0


def test_a_pair_that_should_have_answered_gets_the_question_proposed(
    as_person: As, desk_site: DeskSite
) -> None:
    question = "给流浪的毛孩子做手术有没有补"
    tab = as_person("bianji", f"/admin/try?q={question}")
    tab.get_by_role("button", name="应当由它作答：流浪猫狗绝育补贴怎么申请").click()
    expect(tab.locator("#said p")).to_contain_text("已记下")
    confirmed = Confirming(desk_site.library.store.engine).of(NOTED)
    assert (question, "editor", "李编辑") in {(each.text, each.source, each.asker) for each in confirmed}


def test_a_day_that_is_none_is_told_and_nothing_is_lost(as_person: As) -> None:
    tab = as_person("bianji", "/admin/try?q=高龄津贴多少钱&on=2026-13-99")
    expect(tab.get_by_role("alert")).not_to_be_empty()
    expect(tab.get_by_label("问题")).to_have_value("高龄津贴多少钱")


def test_what_is_asked_shows_as_text(as_person: As) -> None:
    tab = as_person("bianji", "/admin/try?q=<b>粗体</b>怎么<script>window.bad=1</script>")
    expect(tab.locator("#why")).to_contain_text("读成了什么")
    assert tab.evaluate("window.bad") is None


def test_the_trace_of_a_real_answer_stands_beside_the_answer_of_now(
    as_person: As, desk_site: DeskSite
) -> None:
    message = answered(desk_site, "流浪猫狗绝育补贴怎么申请", "示范市教育局")
    tab = as_person("shenji", f"/admin/answers/{message}")
    expect(tab.locator("#answer h2").first).to_have_text("流浪猫狗绝育补贴怎么申请")
    expect(tab.locator("#answer .stages li").first).to_contain_text("规范字词")
    row = tab.get_by_role("row", name="部门")
    expect(row).to_contain_text("示范市教育局")
    expect(row).to_contain_text("示范市民政局")
    tab.get_by_role("link", name="到试用页看原因").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.get_by_label("问题")).to_have_value("流浪猫狗绝育补贴怎么申请")


def test_a_liaison_reads_answers_of_the_own_department_only(as_person: As, desk_site: DeskSite) -> None:
    own = answered(desk_site, "流浪猫狗绝育补贴怎么申请", "示范市民政局")
    other = answered(desk_site, "流浪猫狗绝育补贴怎么申请", "示范市教育局")
    tab = as_person("lianluo", f"/admin/answers/{own}")
    expect(tab.locator("#answer h2").first).to_have_text("流浪猫狗绝育补贴怎么申请")
    expect(tab.get_by_role("link", name="到试用页看原因")).to_have_count(0)
    headers = {**cookie_of(desk_site, "lianluo"), "Accept": "text/html"}
    refused = httpx.get(
        f"{desk_site.address}/admin/answers/{other}", headers=headers, trust_env=False, timeout=30
    )
    assert refused.status_code == 404
