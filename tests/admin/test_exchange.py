"""A file of pairs: tried, mended or taken without its bad rows, reported row by row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from policies.content.pairs.listing import count_pairs
from policies.content.pairs.wanted import WantedPairs
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e

ROWS, BAD = 1_000, 17
CATEGORY = "导入试验"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A thousand rows; seventeen of them have no answer or a day that is none."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["类目", "标题", "内容", "发文单位", "适用地区", "失效日期"])
    for number in range(ROWS):
        is_bad = number % 60 == 7
        answer = "" if is_bad and number % 120 == 7 else f"第 {number} 项凭身份证办理。"
        day = "明年夏天" if is_bad and answer else ""
        page.append([CATEGORY, f"试验事项第{number}项怎么办", answer, "示范市民政局", "示范市", day])
    path = tmp_path / "问答.xlsx"
    book.save(path)
    return path


def test_a_thousand_rows_with_seventeen_bad_ones(
    as_person: As, desk_site: DeskSite, sheet: Path, tmp_path: Path
) -> None:
    store, wanted = desk_site.library.store, WantedPairs(category=CATEGORY)
    tab = as_person("bianji", "/admin/exchange")
    tab.set_default_timeout(90_000)
    tab.get_by_label("表格文件").set_input_files(sheet)
    expect(tab.get_by_role("button", name="写入为草稿")).to_be_disabled()
    tab.get_by_role("button", name="试运行").click()
    report = tab.locator("#report")
    expect(report).to_contain_text(f"共 {ROWS} 行，将新增 {ROWS - BAD}", timeout=90_000)
    expect(report.locator("tbody tr")).to_have_count(BAD)
    expect(report.locator("tbody tr").first).to_contain_text("没有答案")
    expect(report.locator("tbody tr").nth(1)).to_contain_text("明年夏天")
    assert count_pairs(store, wanted) == 0

    with tab.expect_download() as told:
        report.get_by_role("button", name="下载逐行报告").click()
    told.value.save_as(tmp_path / "报告.csv")
    with (tmp_path / "报告.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[0] == ["行号", "结果", "标准问题", "说明"]
    assert len(lines) == 1 + ROWS
    assert sum(line[1] == "错误" for line in lines) == BAD
    assert [int(line[0]) for line in lines[1:]] == list(range(2, ROWS + 2))

    tab.get_by_label("有错误的行只报告").check()
    tab.get_by_role("button", name="写入为草稿").click()
    expect(report).to_contain_text(f"已写入：共 {ROWS} 行，新增 {ROWS - BAD}", timeout=90_000)
    assert count_pairs(store, wanted) == ROWS - BAD


def test_an_auditor_takes_pairs_out_and_brings_none_in(as_person: As) -> None:
    tab = as_person("shenji", "/admin/exchange")
    assert tab.get_by_label("表格文件").count() == 0
    with tab.expect_download() as told:
        tab.get_by_role("link", name="CSV 文件").click()
    assert told.value.suggested_filename.endswith(".csv")
