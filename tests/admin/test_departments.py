"""The directory on its page: written, renamed, merged, taken in from a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from policies.content.departments import Departments
from policies.content.model import Department, PairState, QaPair
from policies.content.store import Store
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e


@pytest.fixture
def store(desk_site: DeskSite) -> Iterator[Store]:
    """Give the store, and take the departments and pairs of these tests away again."""
    store = desk_site.library.store
    before = {each.name for each in store.departments()}
    yield store
    with store.writing("test") as write:
        for each in store.departments():
            if each.name not in before:
                write.department_gone(each.name)
        for pair in list(store.pairs(published_only=False)):
            if pair.id.startswith("q-dep-"):
                write.delete("pair", pair.id)


def test_a_department_is_written_and_renamed_with_its_pairs(as_person: As, store: Store) -> None:
    tab = as_person("guanli", "/admin/departments?department=")
    tab.get_by_label("部门名称（全称）").fill("示范市试办局")
    tab.locator("#dep-aliases").fill("试办局、市民政局")
    tab.get_by_role("button", name="保存部门").click()
    expect(tab.locator("#findings")).to_contain_text("市民政局")  # an alias of two
    store.save_pair(
        QaPair(
            "试办的事怎么办", "到窗口办。", "q-dep-1", department="示范市试办局", state=PairState.PUBLISHED
        )
    )
    tab.locator("#dep-aliases").fill("试办局")
    tab.get_by_role("button", name="保存部门").click()
    expect(tab.locator("#findings")).to_contain_text("没有发现矛盾")
    tab.reload()
    tab.wait_for_selector("html[data-ready]")
    tab.get_by_role("button", name="改名").click()
    dialog = tab.locator("dialog[open]")
    expect(dialog).to_contain_text("问答 1 条")
    dialog.get_by_label("新的名称").fill("示范市新办局")
    dialog.get_by_label("原因").fill("机构改革")
    dialog.get_by_role("button", name="确定").click()
    expect(tab.locator("#form h2").first).to_have_text("示范市新办局")
    expect(tab.locator("#dep-aliases")).to_have_value("试办局\n示范市试办局")
    assert store.pair("q-dep-1").department == "示范市新办局"


def test_a_department_goes_up_in_another_when_its_name_is_typed(as_person: As, store: Store) -> None:
    for name in ("示范市甲试局", "示范市乙试局"):
        Departments(store, "管理员").save(Department(name))
    tab = as_person("guanli", "/admin/departments?department=示范市甲试局")
    for typed in ("甲试局", "示范市甲试局"):
        tab.get_by_role("button", name="并入其他部门").click()
        dialog = tab.locator("dialog[open]")
        dialog.get_by_label("并入", exact=True).select_option("示范市乙试局")
        dialog.get_by_label("输入“示范市甲试局”以确认").fill(typed)
        dialog.get_by_label("原因").fill("撤并")
        dialog.get_by_role("button", name="合并").click()
        if typed == "甲试局":
            expect(tab.locator("#said p")).to_contain_text("输入的名称不对")
    expect(tab.locator("#form h2").first).to_have_text("示范市乙试局")
    found = store.department("示范市甲试局")
    assert found is not None
    assert found.name == "示范市乙试局"


def test_a_sheet_is_tried_and_then_written(as_person: As, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "部门.csv"
    path.write_text("部门,上级部门\n示范市表格局,没有的局\n", encoding="utf-8")
    tab = as_person("bianji", "/admin/departments?text=表格局")
    tab.locator("#file").set_input_files(path)
    tab.get_by_role("button", name="试运行").click()
    expect(tab.locator("#report")).to_contain_text("第 2 行的上级部门“没有的局”")
    path.write_text("部门,上级部门\n示范市表格局,\n", encoding="utf-8")
    tab.locator("#file").set_input_files(path)
    tab.get_by_role("button", name="试运行").click()
    expect(tab.locator("#report")).to_contain_text("将新增 1")
    assert store.department("示范市表格局") is None
    tab.get_by_role("button", name="写入", exact=True).click()
    expect(tab.locator("#list tbody")).to_contain_text("示范市表格局")
    assert store.department("示范市表格局") is not None


def test_an_editor_writes_and_does_not_rename_and_a_reviewer_looks(as_person: As, store: Store) -> None:
    tab = as_person("bianji", "/admin/departments?department=示范市民政局")
    expect(tab.get_by_role("button", name="保存部门")).to_be_visible()
    assert tab.get_by_role("button", name="改名").count() == 0
    expect(tab.locator("#uses")).to_contain_text("由它发布的文件")
    tab = as_person("shenhe", "/admin/departments?department=示范市民政局")
    expect(tab.locator("#dep-phone")).to_be_disabled()
    assert tab.get_by_role("button", name="保存部门").count() == 0
    assert store.department("示范市民政局") is not None
