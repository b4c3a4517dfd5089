"""The regression set in the console: runs compared, and a batch that makes it worse waits for a second person."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from policies.content.editing import Editing
from policies.content.model import PairState, QaPair
from policies.regression.cases import Cases, NewCase
from policies.regression.running import run_all
from tests.admin.conftest import As
from tests.desk.site import DeskSite
from tests.widget.serving import TODAY

pytestmark = pytest.mark.e2e

QUESTION = "社区热水亭几点开放"


@pytest.fixture
def own(desk_site: DeskSite) -> Iterator[QaPair]:
    """A published pair, and a set of one question that it answers; afterwards neither is in use."""
    store, cases = desk_site.library.store, Cases(desk_site.library.store)
    pair = store.save_pair(
        QaPair(
            id=f"q-{uuid.uuid4().hex[:8]}",
            question=QUESTION,
            summary="每天早上七点到晚上九点开放。",
            region="示范市",
            department="示范市民政局",
            state=PairState.PUBLISHED,
        )
    )
    desk_site.library.refresh()
    cases.add([NewCase(QUESTION, (pair.id,), region="示范市")], "李编辑")
    yield pair
    if there := [each.id for each in cases.every()]:
        cases.remove(there, "李编辑")
    work = Editing(store, "管理员", today=TODAY)
    work.archive(pair.id, work.newest(pair.id).version, "试完了")


def waiting(site: DeskSite, pair: QaPair, question: str) -> QaPair:
    """Change what a pair asks and hand it in."""
    work = Editing(site.library.store, "李编辑", today=TODAY)
    newest = work.newest(pair.id)
    saved = work.save_draft(replace(newest, question=question), newest.version).pair
    return work.submit(saved.id, saved.version).pair


def test_a_batch_that_makes_the_set_worse_is_stopped_and_let_through_by_a_second_person(
    as_person: As, desk_site: DeskSite, own: QaPair
) -> None:
    waiting(desk_site, own, "社区磨刀摊在哪里")
    reviewer = as_person("shenhe", f"/admin/pairs?state=in_review&text={QUESTION}")
    reviewer.locator("[data-all]").check()
    reviewer.locator(
        "form button[data-event=pairs_publish], button[data-opens][data-event=pairs_publish]"
    ).first.click()
    dialog = reviewer.locator("dialog[open]")
    if dialog.count():
        dialog.locator("button[type=submit]").click()
    expect(reviewer.get_by_role("alert")).to_contain_text("会使 1 个回归问题变差")
    assert desk_site.library.store.pair(own.id).question == QUESTION
    reviewer.get_by_role("alert").get_by_role("link", name="待放行").click()
    reviewer.wait_for_selector("html[data-ready]")
    batch = reviewer.get_by_role("article").filter(has_text=QUESTION)
    expect(batch).to_contain_text("请另一位审核人放行")
    expect(batch.get_by_role("button", name="放行并发布")).to_have_count(0)

    second = as_person("guanli", "/admin/held")
    batch = second.get_by_role("article").filter(has_text=QUESTION)
    expect(batch.get_by_role("row", name=QUESTION).locator(".badge").first).to_have_text("变差")
    batch.get_by_label("理由").fill("热水亭已经拆除")
    batch.get_by_role("button", name="放行并发布").click()
    expect(second.locator("#said p")).to_have_text("已放行并发布。")
    assert desk_site.library.store.pair(own.id).question == "社区磨刀摊在哪里"
    expect(second.locator("#list")).to_contain_text("热水亭已经拆除")


def test_one_pair_from_the_review_queue_is_stopped_too(
    as_person: As, desk_site: DeskSite, own: QaPair
) -> None:
    changed = waiting(desk_site, own, "社区修伞摊在哪里")
    reviewer = as_person("shenhe", "/admin/review")
    article = reviewer.get_by_role("article", name=changed.question)
    article.get_by_role("button", name="发布").click()
    expect(reviewer.locator("#said p")).to_contain_text("1 个回归问题变差")
    assert desk_site.library.store.pair(own.id).question == QUESTION


def test_a_run_is_begun_from_the_page_and_compared_with_the_one_before(
    as_person: As, desk_site: DeskSite, own: QaPair
) -> None:
    run_all(desk_site.library, TODAY, "李编辑")
    desk_site.library.store.save_pair(replace(own, question="社区补鞋摊在哪里"))
    tab = as_person("bianji", "/admin/tests")
    tab.get_by_role("button", name="开始测试").click()
    moved = tab.locator("#moved tbody tr")
    expect(moved).to_have_count(1, timeout=60_000)
    expect(moved.first).to_contain_text("变差")
    expect(moved.first).to_contain_text(QUESTION)
    expect(tab.locator("#figures-of-runs tbody tr").first.locator("td")).to_have_count(2)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_questions_are_added_by_hand_and_by_file_and_taken_out(
    as_person: As, desk_site: DeskSite, own: QaPair, tmp_path: Path
) -> None:
    tab = as_person("bianji", "/admin/tests/set")
    form = tab.locator("form[data-event=case_add]")
    form.get_by_label("问题").fill("热水亭晚上还有水吗")
    form.get_by_label("应当作答的问答编号").fill(own.id)
    form.get_by_role("button", name="添加").click()
    expect(tab.locator("#list")).to_contain_text("热水亭晚上还有水吗")
    file = tmp_path / "题.csv"
    file.write_text(f"问题,标准问题\n热水亭冬天开不开,{own.id}\n", encoding="utf-8")
    tab.get_by_label("表格文件").set_input_files(file)
    tab.get_by_role("button", name="导入").click()
    expect(tab.locator("#list")).to_contain_text("热水亭冬天开不开")
    expect(tab.locator("#said p")).to_have_text("新增 1 个问题；已有的不重复添加。")
    tab.get_by_role("checkbox", name="热水亭冬天开不开").check()
    tab.get_by_role("button", name="移出勾选的问题").click()
    expect(tab.locator("#list")).not_to_contain_text("热水亭冬天开不开")
    form.get_by_label("问题").fill("没有这条")
    form.get_by_label("应当作答的问答编号").fill("q-none")
    form.get_by_role("button", name="添加").click()
    expect(tab.locator("#said p")).to_contain_text("没有这条问答：q-none")
    expect(form.get_by_label("问题")).to_have_value("没有这条")


def test_an_auditor_looks_and_changes_nothing(as_person: As, own: QaPair) -> None:
    tab = as_person("shenji", "/admin/tests")
    expect(tab.locator("#now")).to_contain_text("回归集共")
    assert tab.get_by_role("button", name="开始测试").count() == 0
    tab.goto(tab.url.replace("/admin/tests", "/admin/tests/set"))
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#list")).to_contain_text(own.question)
    assert (
        tab.locator("#main form[data-event]").count() == 0
        or tab.get_by_role("button", name="移出勾选的问题").count() == 0
    )
