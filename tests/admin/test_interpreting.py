"""Interpretations in the console: the board, what is brought in, what is corrected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from policies.content.audit import audit_entries
from policies.content.model import Clause, Policy
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e

CIVIL = "示范市民政局"


def issue(site: DeskSite, identifier: str, title: str, issuer: str = CIVIL, **more: object) -> Policy:
    """Put a document into the library that nothing explains."""
    clauses = (
        Clause("第一条", f"第一条 为规范{title}，制定本办法。", id=f"{identifier}-1"),
        Clause("第二条", "第二条 住户每年可以领取雨水桶补贴一百二十元。", id=f"{identifier}-2"),
    )
    facts: dict[str, object] = {
        "clauses": clauses,
        "id": identifier,
        "doc_number": f"示民雨〔2026〕{sum(map(ord, identifier))}号",
        "issuer": issuer,
        "region": "示范市",
        "published_on": date(2026, 11, 16),
        "effective_on": date(2026, 11, 16),
    }
    saved = site.library.store.save_policy(Policy(title=title, **{**facts, **more}))  # type: ignore[arg-type]
    site.library.refresh()
    return saved


def test_a_document_without_interpretation_is_on_the_board_until_one_is_brought(
    as_person: As, desk_site: DeskSite, tmp_path: Path
) -> None:
    issue(desk_site, "p-rain", "雨水桶补贴办法")
    tab = as_person("bianji", "/admin/sync?department=示范市民政局&step=missing")
    row = tab.get_by_role("row").filter(has_text="雨水桶补贴办法")
    expect(row).to_contain_text("缺解读")
    expect(tab.locator(".chart svg").first).to_be_visible()
    row.get_by_role("link", name="上传解读").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#interpret")).to_contain_text("《雨水桶补贴办法》")
    good, bad = tmp_path / "一图读懂雨水桶.txt", tmp_path / "雨水桶.exe"
    good.write_text("一图读懂雨水桶\n\n问：一年补多少\n答：每户一年补贴一百二十元。\n", encoding="utf-8")
    bad.write_bytes(b"MZ")
    tab.get_by_label("解读文件").set_input_files([good, bad])
    tab.get_by_label("发布日期").fill("2026-11-18")
    tab.get_by_role("button", name="上传", exact=True).click()
    results = tab.locator("#results li")
    expect(results).to_have_count(2)
    expect(results.nth(0)).to_contain_text("新增")
    expect(results.nth(1)).to_contain_text("没有入库")
    results.nth(0).get_by_role("link").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#standing")).to_contain_text("雨水桶补贴办法")
    expect(tab.locator("#parts .beside-clause").last).to_contain_text("第二条")
    tab.goto(f"{desk_site.address}/admin/sync?department={CIVIL}")
    tab.wait_for_selector("html[data-ready]")
    row = tab.get_by_role("row").filter(has_text="雨水桶补贴办法")
    expect(row).to_contain_text("同步")
    expect(row).to_contain_text("2 天")


def test_what_an_interpretation_explains_is_corrected_with_a_reason(
    as_person: As, desk_site: DeskSite
) -> None:
    wrong = issue(desk_site, "p-wrong", "雨棚补贴办法")
    right = issue(desk_site, "p-right", "雨搭补贴办法")
    from policies.content.model import Interpretation, InterpretationKind

    desk_site.library.store.save_interpretation(
        Interpretation(
            "一图读懂雨搭", InterpretationKind.CHART, (("补多少", "一百二十元"),), (wrong.id,), id="i-awning"
        )
    )
    tab = as_person("bianji", "/admin/interpretations?text=雨搭")
    tab.get_by_role("link", name="一图读懂雨搭").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#standing")).to_contain_text("雨棚补贴办法")
    tab.locator("summary", has_text="更正解读对象").click()
    tab.get_by_label("解读的文件").fill(right.doc_number or "")
    tab.get_by_label("更正的原因").fill("标题写的是雨搭")
    tab.get_by_role("button", name="保存更正").click()
    expect(tab.locator("#said p")).to_have_text("已更正。")
    expect(tab.locator("#standing")).to_contain_text("雨搭补贴办法")
    expect(tab.locator("#standing")).to_contain_text("标题写的是雨搭")
    entry = audit_entries(desk_site.library.store, kind="interpretation", subject="i-awning")[0]
    assert (entry.actor, entry.detail["reason"]) == ("李编辑", "标题写的是雨搭")


def test_a_liaison_sees_the_own_departments_documents_and_brings_nothing(
    as_person: As, desk_site: DeskSite
) -> None:
    issue(desk_site, "p-other", "雨季校车办法", "示范市教育局")
    issue(desk_site, "p-duty", "雨季值守办法")
    tab = as_person("lianluo", "/admin/sync?department=示范市教育局")
    expect(tab.locator("#list")).to_contain_text("没有符合条件的文件")
    tab.goto(f"{desk_site.address}/admin/sync")
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#list")).to_contain_text("雨季值守办法")
    expect(tab.locator("#list")).not_to_contain_text("雨季校车办法")
    expect(tab.get_by_role("link", name="上传解读")).to_have_count(0)
    tab.goto(f"{desk_site.address}/admin/interpretations")
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#interpret")).to_have_count(0)
