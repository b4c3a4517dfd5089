"""The dictionary in the console: a saying is tried, what it would do is shown, saved, and answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from policies.content.audit import audit_entries
from policies.content.confirming import Confirming
from policies.content.terms import term_id
from policies.errors import TermNotFound
from policies.language.term import Term
from tests.admin.conftest import As
from tests.admin.test_watching import answer_of, ask
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e

NAME, WAY, QUESTION = "高龄津贴", "银龄红包", "银龄红包每月发多少钱"
OWN = "云川惠民一码通"
# A comparison asks for at most fifteen seconds; before it the library is read.
COMPARED_MS = 90_000


@pytest.fixture(autouse=True)
def _as_it_was(desk_site: DeskSite) -> Iterator[None]:
    """Let the dictionary be as it is delivered again."""
    yield
    for name in (NAME, OWN):
        try:
            desk_site.library.terms.delete(name, "测试")
        except TermNotFound:
            continue
    desk_site.library.refresh()


def opened(as_person: As, login: str, name: str) -> Page:
    return as_person(login, f"/admin/dictionary/{term_id(name)}")


def add_way(tab: Page, *ways: str) -> None:
    field = tab.get_by_label("群众的说法")
    field.fill("\n".join((field.input_value(), *ways)))


def test_a_new_saying_is_compared_saved_and_answers_at_once(as_person: As, desk_site: DeskSite) -> None:
    assert answer_of(desk_site, QUESTION)["outcome"] != "answered"
    ask(desk_site, QUESTION)
    editor = opened(as_person, "bianji", NAME)
    editor.get_by_label("群众可能怎么说").fill(QUESTION)
    expect(editor.locator("#dictionary_tried")).to_contain_text("现在")
    add_way(editor, WAY)
    expect(editor.locator("#dictionary_tried .as-read").nth(1)).to_contain_text(f"“{WAY}”→ {NAME}")
    editor.get_by_role("button", name="看保存后的影响").click()
    row = editor.locator("#concept_effect tbody tr", has_text=QUESTION)
    expect(row).to_be_visible(timeout=COMPARED_MS)
    expect(row).to_contain_text("直接答复")
    assert answer_of(desk_site, QUESTION)["outcome"] != "answered"
    editor.get_by_role("button", name="保存", exact=True).click()
    expect(editor.locator("#said p")).to_have_text("已保存，一秒之内对群众生效。", timeout=COMPARED_MS)
    expect(editor.locator("#concept_head .badge")).to_have_text("本站改过")
    assert answer_of(desk_site, QUESTION)["outcome"] == "answered"
    browser = editor.context.browser
    assert browser is not None
    citizen = browser.new_page(locale="zh-CN")
    citizen.goto(f"{desk_site.address}/?q={QUESTION}")
    expect(citizen.locator("yihaoda-chat .card").last).to_contain_text("高龄津贴")
    citizen.close()


def test_what_makes_answers_worse_is_not_saved_without_a_reason(as_person: As, desk_site: DeskSite) -> None:
    library, confirming = desk_site.library, Confirming(desk_site.library.store.engine)
    term = library.terms.term(NAME)
    library.terms.save([replace(term, ways=(*term.ways, WAY))], "李编辑")
    right = str(answer_of(desk_site, QUESTION)["qa_id"])
    confirming.confirm(right, QUESTION, "operator", "坐席一")
    before = library.store.revision()
    editor = opened(as_person, "bianji", NAME)
    field = editor.get_by_label("群众的说法")
    field.fill("\n".join((*term.ways, "手续", "公积金")))
    expect(editor.locator("#concept_clashes")).to_contain_text("“手续”是各种事项都会说的词")
    expect(editor.locator("#concept_clashes")).to_contain_text("“公积金”也是“住房公积金”的说法")
    field.fill("\n".join(term.ways))
    editor.get_by_role("button", name="保存", exact=True).click()
    expect(editor.locator("#said p")).to_contain_text("请写明改动的理由", timeout=COMPARED_MS)
    expect(editor.get_by_label("改动的理由")).to_be_focused()
    expect(editor.locator("#concept_effect tbody tr", has_text=QUESTION)).to_contain_text("变差")
    assert library.store.revision() == before
    editor.get_by_label("改动的理由").fill("这种说法已不用")
    editor.get_by_role("button", name="保存", exact=True).click()
    expect(editor.locator("#said p")).to_have_text("已保存，一秒之内对群众生效。", timeout=COMPARED_MS)
    assert audit_entries(library.store, kind="term", limit=1)[0].detail["note"] == "这种说法已不用"
    confirming.withdraw(right, QUESTION, "坐席一")


def test_a_term_is_made_retired_and_deleted_each_with_its_reason(as_person: As, desk_site: DeskSite) -> None:
    editor = as_person("bianji", "/admin/dictionary/new")
    editor.locator("#f-concept").fill(OWN)
    editor.get_by_label("领域").fill("政务服务")
    add_way(editor, "惠民码子")
    editor.get_by_role("button", name="保存", exact=True).click()
    editor.wait_for_url(f"**/admin/dictionary/{term_id(OWN)}", timeout=COMPARED_MS)
    editor.wait_for_selector("html[data-ready]")
    for button, reason in (("停用", "一码通已下线"), ("删除", "不再需要")):
        editor.get_by_role("button", name=button, exact=True).click()
        editor.get_by_label("原因", exact=True).fill(reason)
        with editor.expect_navigation():
            editor.get_by_role("button", name="确定").click()
        editor.wait_for_selector("html[data-ready]")
    expect(editor).to_have_url(f"{desk_site.address}/admin/dictionary")
    told = audit_entries(desk_site.library.store, kind="term", limit=3)
    assert [(each.action, each.detail.get("note")) for each in told] == [
        ("delete", "不再需要"),
        ("retire", "一码通已下线"),
        ("save", None),
    ]


def test_who_saves_second_overwrites_nothing(as_person: As, desk_site: DeskSite) -> None:
    editor = opened(as_person, "bianji", NAME)
    term = desk_site.library.terms.term(NAME)
    desk_site.library.terms.save([Term(term.concept, term.type, term.field, (*term.ways, WAY))], "赵编审")
    add_way(editor, "银龄礼包")
    editor.get_by_label("改动的理由").fill("新说法")
    editor.get_by_role("button", name="保存", exact=True).click()
    expect(editor.locator("#said p")).to_contain_text("刚被赵编审改过")
    assert "银龄礼包" in editor.get_by_label("群众的说法").input_value()
    assert WAY in desk_site.library.terms.term(NAME).ways


def test_terms_are_found_by_what_narrows_them(as_person: As, desk_site: DeskSite) -> None:
    tab = as_person("shenji", "/admin/dictionary")
    expect(tab.locator("#list caption")).to_contain_text("这里是第 1 到 50 个")
    tab.get_by_role("button", name="下一页").click()
    expect(tab.locator("#list caption")).to_contain_text("这里是第 51 到 100 个")
    tab.get_by_label("规范词或群众的说法").fill("新农合转")
    expect(tab.locator("#list tbody tr")).to_have_count(1)
    assert tab.evaluate("new URLSearchParams(location.search).get('text')") == "新农合转"
    tab.get_by_label("规范词或群众的说法").fill("没有人这样说过")
    expect(tab.locator("#list")).to_contain_text("没有符合条件的概念")
    assert tab.get_by_role("button", name="写入").count() == 0
    tab.goto(f"{desk_site.address}/admin/dictionary?origin=retired")
    expect(tab.locator("#list")).to_contain_text("没有符合条件的概念")


def test_a_file_is_tried_and_then_taken_in(as_person: As, desk_site: DeskSite, tmp_path: Path) -> None:
    file = tmp_path / "词条.csv"
    file.write_text(
        f"词条,类型,领域,说法\n{OWN},材料证件,政务服务,惠民码子\n码,事项,医保,\n", encoding="utf-8"
    )
    tab = as_person("bianji", "/admin/dictionary")
    tab.get_by_label("表格文件").set_input_files(file)
    tab.get_by_role("button", name="试运行").click()
    report = tab.locator("#report")
    expect(report).to_contain_text("共 2 行，将新增 1", timeout=COMPARED_MS)
    expect(report.get_by_role("row", name="3")).to_contain_text("词条名称“码”不能用")
    file.write_text(f"词条,类型,领域,说法\n{OWN},材料证件,政务服务,惠民码子\n", encoding="utf-8")
    tab.get_by_label("表格文件").set_input_files(file)
    tab.get_by_role("button", name="试运行").click()
    expect(report).to_contain_text("共 1 行，将新增 1", timeout=COMPARED_MS)
    tab.get_by_role("button", name="写入", exact=True).click()
    expect(report).to_contain_text("已写入", timeout=COMPARED_MS)
    expect(tab.locator("#list tbody tr").first).to_contain_text(OWN)
    assert desk_site.library.terms.term(OWN).ways == ("惠民码子",)
