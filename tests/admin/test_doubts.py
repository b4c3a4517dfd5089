"""What people doubt about a document becomes an interpretation; what its clauses say becomes drafts; old beside new."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import expect

from policies.content.conversations import ConversationLog
from policies.content.editing import Editing
from policies.content.model import Clause, InterpretationKind, PairCitation, PairState, Policy, QaPair
from tests.admin.conftest import As
from tests.admin.test_interpreting import issue
from tests.desk.site import DeskSite
from tests.widget.serving import TODAY

pytestmark = pytest.mark.e2e


def ask(site: DeskSite, question: str, policy_id: str) -> None:
    """Let somebody ask about a document, and find that the answer did not help."""
    log = ConversationLog(site.library.store.engine)
    cited = {"kind": "policy", "source_id": policy_id, "clause": "第二条"}
    card: dict[str, Any] = {"outcome": "answered", "confidence": 0.8, "citations": [cited], "choices": []}
    log.feedback(log.record(log.start("web", "示范市"), None, question, card), False, None, None)


def test_doubts_appear_after_people_asked_and_become_an_interpretation(
    as_person: As, desk_site: DeskSite, tmp_path: Path
) -> None:
    rule = issue(desk_site, "p-barrel", "雨桶补助办法")
    tab = as_person("bianji", f"/admin/doubts/{rule.id}")
    expect(tab.locator("#doubts")).to_contain_text("目前没有需要补充解读的疑问")
    for question in ("雨水桶补贴一年多少钱", "雨水桶的补贴一年多少", "一年雨水桶补贴多少钱啊"):
        ask(desk_site, question, rule.id)
    tab.goto(f"{desk_site.address}/admin/doubts")
    tab.wait_for_selector("html[data-ready]")
    tab.get_by_role("link", name="雨桶补助办法").click()
    tab.wait_for_selector("html[data-ready]")
    doubt = tab.get_by_role("article").first
    expect(doubt).to_contain_text("3 人问过，3 人没有问明白")
    expect(doubt.locator(".beside-clause")).to_contain_text("第二条")
    tab.get_by_role("button", name="起草解读").click()
    expect(tab.get_by_label("标题")).to_have_value("关于《雨桶补助办法》的解读补充")
    tab.get_by_label("问题 1").fill("雨水桶补贴一年多少钱？")
    with tab.expect_download() as download:
        tab.get_by_role("button", name="下载 Word").click()
    saved = tmp_path / "解读补充.docx"
    download.value.save_as(saved)
    assert "问：雨水桶补贴一年多少钱？" in [each.text for each in docx.Document(str(saved)).paragraphs]
    tab.get_by_role("button", name="发布解读").click()
    expect(tab.locator("#said p")).to_contain_text("第 1 个问题还没有答复")
    tab.get_by_label("答复", exact=True).fill("每户每年一百二十元。")
    tab.get_by_role("button", name="发布解读").click()
    tab.wait_for_url("**/admin/interpretations/i-*")
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#parts")).to_contain_text("每户每年一百二十元。")
    (text,) = desk_site.library.store.interpretations_of(rule.id)
    assert (text.kind, text.published_on) == (InterpretationKind.AFTER, TODAY)


def test_drafted_questions_are_worded_accepted_and_wait_as_drafts(as_person: As, desk_site: DeskSite) -> None:
    rule = issue(
        desk_site,
        "p-draft",
        "示范市雨伞架认领办法",
        clauses=(
            Clause("第一条", "第一条 为方便群众，制定本办法。", id="p-draft-1"),
            Clause(
                "第二条", "第二条 申请认领雨伞架的，应当提交身份证和社区意见书。", id="p-draft-2", heading=""
            ),
            Clause("第三条", "第三条 符合条件的，自受理之日起五个工作日内办结。", id="p-draft-3"),
        ),
    )
    tab = as_person("bianji", f"/admin/documents/{rule.id}")
    tab.get_by_role("link", name="起草问答").click()
    tab.wait_for_selector("html[data-ready]")
    first = tab.locator("#list article").first
    expect(first.locator(".beside-clause")).to_contain_text("条")
    tab.get_by_role("button", name="存为草稿").click()
    expect(tab.locator("#said p")).to_have_text("请至少选一条。")
    first.get_by_role("checkbox").check()
    first.get_by_label("标准问题").fill("认领雨伞架要准备哪些东西")
    tab.get_by_role("button", name="存为草稿").click()
    link = tab.locator("#saved").get_by_role("link", name="认领雨伞架要准备哪些东西")
    expect(link).to_be_visible()
    link.click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#head .badge")).to_have_text("草稿")
    drafts = Editing(desk_site.library.store, "李编辑", today=TODAY).in_state(PairState.DRAFT)
    (draft,) = [each for each in drafts if each.question == "认领雨伞架要准备哪些东西"]
    assert (draft.author, draft.citations[0].policy_id) == ("李编辑", rule.id)


def test_old_and_new_stand_side_by_side_with_the_pairs_that_rest_on_what_changed(
    as_person: As, desk_site: DeskSite
) -> None:
    old = issue(desk_site, "p-before", "雨衣补贴旧办法", superseded_by="示民雨〔2026〕9901号")
    clauses = (
        Clause("第一条", "第一条 为规范雨衣补贴旧办法，制定本办法。", id="p-after-1"),
        Clause("第二条", "第二条 住户每年可以领取雨水桶补贴二百四十元。", id="p-after-2"),
    )
    desk_site.library.store.save_policy(
        Policy(
            "雨衣补贴新办法",
            clauses,
            id="p-after",
            doc_number="示民雨〔2026〕9901号",
            issuer="示范市民政局",
            region="示范市",
            effective_on=date(2026, 11, 20),
        )
    )
    desk_site.library.store.save_pair(
        QaPair(
            "雨衣补贴领多少",
            "一百二十元。",
            id="q-raincoat",
            citations=(PairCitation(old.id, "第二条"),),
            department="示范市民政局",
            state=PairState.PUBLISHED,
        )
    )
    tab = as_person("bianji", "/admin/documents/p-after/comparison")
    row = tab.get_by_role("row").filter(has_text="修改")
    expect(row.locator("del").first).to_have_text("一百二")
    expect(row.locator("ins").first).to_have_text("二百四")
    expect(row.get_by_role("link", name="雨衣补贴领多少")).to_have_attribute(
        "href", "/admin/pairs/q-raincoat"
    )
    expect(tab.locator("#comparison")).to_contain_text("引用了变动条款的问答（1 条）")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="下载 Word").click()
    assert download.value.suggested_filename == "新旧对照.docx"
    other = as_person("lianluo", "/admin/documents/p-after/comparison?older=示民雨〔2099〕1号")
    expect(other.locator("#choice")).to_contain_text("没有找到这份旧文件")
