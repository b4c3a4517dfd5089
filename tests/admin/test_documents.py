"""Documents in the console: brought in as files, found, decided on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from policies.content.documents.readings import Readings
from policies.content.model import Clause, PairCitation, PairState, Policy, QaPair
from tests.admin.conftest import As
from tests.desk.site import DeskSite

pytestmark = pytest.mark.e2e

HEAD = """---
title: {title}
doc_number: {number}
issuer: {issuer}
region: 示范市
disclosure: 主动公开
effective_on: 2026-06-01
---

"""
CIVIL = "示范市民政局"


def notice(title: str, number: str, *clauses: str, issuer: str = CIVIL) -> str:
    """Return a document as a file."""
    return HEAD.format(title=title, number=number, issuer=issuer) + "\n".join(clauses)


def asked(site: DeskSite, question: str) -> str:
    """Return all that a citizen is answered."""
    address = f"{site.address}/api/v1/chat/messages"
    return httpx.post(address, json={"text": question}, trust_env=False, timeout=30).text


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two documents, the second in an archive beside a picture, and a file that cannot be read."""
    one = tmp_path / "共享花圃.md"
    one.write_text(
        notice(
            "示范市共享花圃认养办法",
            "示民规〔2026〕71号",
            "第一条 共享花圃每户认养一畦，每年交养护费二十元。",
        )
    )
    other = notice("示范市社区鱼塘开放规程", "示民规〔2026〕72号", "第一条 社区鱼塘每周六开放。")
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as archive:
        archive.writestr("鱼塘.md", other)
        archive.writestr("照片.png", b"\x89PNG")
    broken = tmp_path / "扫描件.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    return [one, tmp_path / "材料.zip", broken]


def test_files_come_in_each_with_its_result_and_a_document_decided_on_answers_no_more(
    as_person: As, desk_site: DeskSite, files: list[Path]
) -> None:
    tab = as_person("bianji", "/admin/documents")
    tab.locator("#upload-box summary").click()
    tab.get_by_label("选择文件，或拖到这里").set_input_files(files)
    expect(tab.locator("#upload-sum")).to_have_text(
        "全部处理完：入库或未变 2 份，等待核对 0 份，未入库 2 份。"
    )
    rows = tab.locator("#uploads > li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0).locator("li .badge")).to_have_text("新入库")
    expect(rows.nth(1).locator("li .badge")).to_have_text(["未入库", "新入库"])
    expect(rows.nth(2).locator("li")).to_contain_text("不是有效的 PDF")
    question = "共享花圃认养每年要交多少养护费"
    assert "二十元" in asked(desk_site, question)

    tab.get_by_label("标题里的词，或文号").fill("花圃 认养")
    expect(tab.locator("#list tbody tr")).to_have_count(1)
    assert tab.url.endswith("?text=%E8%8A%B1%E5%9C%83+%E8%AE%A4%E5%85%BB")
    tab.get_by_role("link", name="示范市共享花圃认养办法").last.click()
    tab.wait_for_selector("html[data-ready]")
    tab.get_by_label("效力", exact=True).select_option("已废止")
    expect(tab.locator("#foreseen")).to_contain_text("不再作为答复依据")
    tab.locator("#decide-reason").fill("清理公告第三项")
    tab.get_by_role("button", name="认定", exact=True).click()
    expect(tab.locator("#said p")).to_have_text("效力已认定，一秒之内生效。")
    expect(tab.locator("#head .badge").first).to_have_text("已废止")
    assert "二十元" not in asked(desk_site, question)

    tab.get_by_label("撤回的理由").fill("误登记")
    tab.get_by_role("button", name="撤回认定").click()
    expect(tab.locator("#head .badge").first).to_have_text("现行有效")
    assert "二十元" in asked(desk_site, question)


def test_a_liaison_sees_the_own_departments_documents_and_changes_nothing(
    as_person: As, desk_site: DeskSite
) -> None:
    tab = as_person("lianluo", "/admin/documents")
    issuers = tab.locator("#list tbody tr td:nth-child(3)")
    expect(issuers.first).to_contain_text(CIVIL)
    assert all(CIVIL in each for each in issuers.all_inner_texts())
    assert tab.locator("#upload-box").count() == 0
    tab.goto(f"{desk_site.address}/admin/documents/p-own")
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#clauses")).to_contain_text("风筝广场")
    assert tab.get_by_role("button", name="认定", exact=True).count() == 0
    other = next(each for each in desk_site.library.store.policies() if CIVIL not in (each.issuer or ""))
    answer = tab.goto(f"{desk_site.address}/admin/documents/{other.id}")
    assert answer is not None
    assert answer.status == 404


def test_a_clause_is_corrected_before_it_is_saved_and_the_citizen_is_quoted_the_corrected_one(
    as_person: As, desk_site: DeskSite, tmp_path: Path
) -> None:
    question = "社区萤火虫公园门票多少钱"
    for name, text in {
        "萤火虫.md": notice(
            "示范市社区萤火虫公园开放规程",
            "示民规〔2026〕81号",
            "第一条 萤火虫公园门票每张八元。第二条 萤火虫公园门票凭预约码入园。",
        ),
        "雪橇.md": notice("示范市社区雪橇场开放规程", "示民规〔2026〕82号", "第一条 雪橇场每日开放。"),
        "坏了.docx": "不是文档",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    tab = as_person("bianji", "/admin/documents")
    tab.locator("#upload-box summary").click()
    tab.get_by_label("先核对，再入库").check()
    tab.get_by_label("选择文件，或拖到这里").set_input_files(sorted(tmp_path.iterdir()))
    expect(tab.locator("#upload-sum")).to_have_text(
        "全部处理完：入库或未变 0 份，等待核对 2 份，未入库 1 份。"
    )
    assert "八元" not in asked(desk_site, question)

    tab.locator("#uploads").get_by_role("link", name="示范市社区萤火虫公园开放规程").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator(".nodes button")).to_have_count(1)
    expect(tab.locator(".printed-lines .here")).to_contain_text("第二条")
    field = tab.get_by_label("文字", exact=True)
    field.focus()
    at = field.input_value().index("第二条")
    field.evaluate("(field, at) => field.setSelectionRange(at, at)", at)
    expect(tab.locator("#node-form [name=at]")).to_have_value(str(at))
    tab.get_by_role("button", name="在光标处拆开").click()
    expect(tab.locator(".nodes .path")).to_have_text(["第一条", "第二条"])
    tab.locator(".nodes button").first.click()
    expect(field).to_have_value("第一条 萤火虫公园门票每张八元。")
    field.fill("第一条 萤火虫公园门票每张十二元。")
    expect(tab.locator("#node-form .changed")).to_be_visible()
    tab.locator(".nodes button").last.click()
    expect(tab.locator("#said p")).to_contain_text("还没有记下")
    tab.get_by_role("button", name="记下").click()
    expect(tab.locator("#said p")).to_have_text("这一步已记下，尚未入库。")
    tab.get_by_label("主题分类").fill("文体")
    expect(tab.locator(".nodes .badge").first).to_have_text("有改动")

    # Nothing is lost when the page is left, and a colleague goes on with the same.
    colleague = as_person("bianshen", tab.url.removeprefix(desk_site.address))
    expect(colleague.get_by_label("主题分类")).to_have_value("文体")
    colleague.get_by_role("button", name="核对后果").click()
    expect(colleague.locator("#leads")).to_contain_text("可以作为答复依据")
    colleague.get_by_role("button", name="确认保存").click()
    expect(colleague.locator("#document-title")).to_have_text("示范市社区萤火虫公园开放规程")
    assert "十二元" in asked(desk_site, question)
    # The other tab is told instead of bringing it back.
    tab.get_by_role("button", name="记下").click()
    expect(tab.locator("#said")).to_have_attribute("data-tone", "wrong")
    (waiting,) = [
        each
        for each in Readings(desk_site.library.store).waiting()
        if each.title == "示范市社区雪橇场开放规程"
    ]
    Readings(desk_site.library.store).give_up(waiting.id, "李编辑")


def test_a_cited_clause_that_goes_is_shown_before_and_its_pairs_are_led_to_another(
    as_person: As, desk_site: DeskSite
) -> None:
    store = desk_site.library.store
    clauses = (Clause("第一条", "第一条 沙画馆免费。"), Clause("第二条", "第二条 沙画馆周一闭馆。"))
    policy = store.save_policy(
        Policy(
            "示范市社区沙画馆规程", clauses, issuer=CIVIL, doc_number="示民规〔2026〕83号", region="示范市"
        )
    )
    cited = (PairCitation(policy.id, "第二条"),)
    pair = store.save_pair(
        QaPair("社区沙画馆哪天闭馆", "周一。", citations=cited, state=PairState.PUBLISHED, region="示范市")
    )
    tab = as_person("bianji", f"/admin/documents/{policy.id}")
    tab.get_by_role("button", name="更正", exact=True).click()
    tab.locator(".nodes button", has_text="第二条").click()
    expect(tab.locator(".nodes .badge")).to_have_text("被引用 1")
    tab.get_by_role("button", name="并入上一条").click()
    expect(tab.locator(".nodes button")).to_have_count(1)
    tab.get_by_role("button", name="核对后果").click()
    expect(tab.locator("#leads")).to_contain_text("第二条 → 第一条")
    tab.get_by_role("button", name="撤销上一步").click()
    expect(tab.locator("#leads section")).to_have_count(0)
    tab.locator(".nodes button", has_text="第二条").click()
    tab.get_by_role("button", name="删去这一条").click()
    expect(tab.locator(".nodes button")).to_have_count(1)
    tab.get_by_role("button", name="核对后果").click()
    leads = tab.locator("#leads")
    expect(leads.get_by_role("link", name="社区沙画馆哪天闭馆")).to_be_visible()
    leads.get_by_label("改引").select_option(label="第一条 第一条 沙画馆免费。")
    leads.get_by_label("更正的理由").fill("第二条是网页上的提示")
    leads.get_by_role("button", name="确认保存").click()
    expect(tab.locator("#pairs")).to_contain_text("第一条")
    assert store.pair(pair.id).citations == (PairCitation(policy.id, "第一条"),)
    expect(tab.locator("#history")).to_contain_text("第二条是网页上的提示")
    with store.writing() as write:
        write.delete("pair", pair.id)
        write.delete("policy", policy.id)
