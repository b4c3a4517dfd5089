"""Gaps, insights and the audit in the console: from what nobody answered to the answer."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from policies.content import tables
from policies.content.chain import verify
from policies.content.conversations import ConversationLog
from policies.content.editing import Editing
from policies.content.gap_tables import GAP
from tests.admin.conftest import As
from tests.admin.test_journey import submit
from tests.desk.site import DeskSite
from tests.policies.cli.test_commands import run
from tests.policies.content.tampering import tampering
from tests.widget.serving import TODAY

pytestmark = pytest.mark.e2e


def ask(site: DeskSite, question: str, department: str | None = None) -> None:
    """Let somebody ask what nobody answers."""
    log = ConversationLog(site.library.store.engine)
    shown = {"outcome": "not_found", "confidence": 0.1, "choices": [], "department": {"name": department}}
    log.record(log.start("web", "示范市"), None, question, shown)


def answer_of(site: DeskSite, question: str) -> dict[str, object]:
    """Return the card that a citizen gets."""
    told = httpx.post(
        f"{site.address}/api/v1/chat/messages", json={"text": question}, trust_env=False, timeout=30
    )
    return dict(told.json()["reply"])


def test_the_first_page_counts_what_was_not_answered_well(as_person: As, desk_site: DeskSite) -> None:
    question = "给小区的流浪鸽子喂食能领补助不"
    ask(desk_site, question)
    editor = as_person("bianji", "/admin/gaps")
    editor.get_by_role("button", name="立即归拢").click()
    expect(editor.get_by_role("link", name=question)).to_be_visible()
    editor.goto(f"{desk_site.address}/admin/home")
    task = editor.get_by_role("link", name="没有答好的事项")
    expect(task).to_have_attribute("href", "/admin/gaps")
    expect(task.locator(".number")).not_to_have_text("0")


def test_a_gap_becomes_a_similar_question_and_is_answered(as_person: As, desk_site: DeskSite) -> None:
    question = "给毛孩子做绝育能领钱不"
    assert answer_of(desk_site, question)["outcome"] != "answered"
    ask(desk_site, question)
    editor = as_person("bianji", "/admin/gaps")
    editor.get_by_role("button", name="立即归拢").click()
    editor.get_by_role("link", name=question).click()
    editor.wait_for_selector("html[data-ready]")
    expect(editor.locator("#gap .examples").first).to_contain_text(question)
    nearest = editor.locator("#gap .choices label", has_text="流浪猫狗绝育补贴怎么申请")
    nearest.get_by_role("radio").check()
    editor.get_by_role("button", name="加为这条问答的相似问").click()
    editor.wait_for_url("**/admin/pairs/q-*")
    editor.wait_for_selector("html[data-ready]")
    submit(editor)
    pair_id = editor.url.rpartition("/")[2]
    reviewer = Editing(desk_site.library.store, "吴审核", today=TODAY)
    reviewer.approve(pair_id, reviewer.newest(pair_id).version, "核对过", waived=())
    answered = answer_of(desk_site, question)
    assert (answered["outcome"], answered["qa_id"]) == ("answered", pair_id)
    editor.goto(f"{desk_site.address}/admin/gaps")
    editor.wait_for_selector("html[data-ready]")
    expect(editor.get_by_role("link", name=question)).to_have_count(0)


def test_a_gap_is_drafted_with_its_questions_or_left_with_a_reason(
    as_person: As, desk_site: DeskSite
) -> None:
    ask(desk_site, "陨石捡到归谁所有")
    ask(desk_site, "地铁末班车几点收车")
    editor = as_person("bianji", "/admin/gaps")
    editor.get_by_role("button", name="立即归拢").click()
    editor.get_by_role("link", name="地铁末班车几点收车").click()
    editor.wait_for_selector("html[data-ready]")
    editor.get_by_label("不处理的原因").fill("不属于政策咨询")
    editor.get_by_role("button", name="暂不处理").click()
    expect(editor.locator("#said p")).to_contain_text("已暂不处理")
    expect(editor.get_by_role("link", name="地铁末班车几点收车")).to_have_count(0)
    editor.get_by_role("link", name="陨石捡到归谁所有").click()
    editor.wait_for_selector("html[data-ready]")
    editor.get_by_role("button", name="起草新问答").click()
    editor.wait_for_url("**/admin/pairs/q-*")
    expect(editor.get_by_label("标准问题")).to_have_value("陨石捡到归谁所有")
    expect(editor.get_by_label("结论")).to_have_value("")


def test_an_auditor_sees_gaps_and_figures_and_changes_nothing(as_person: As, desk_site: DeskSite) -> None:
    ask(desk_site, "城市雕塑捐赠怎么办")
    as_person("bianji", "/admin/gaps").get_by_role("button", name="立即归拢").click()
    tab = as_person("shenji", "/admin/gaps")
    tab.get_by_role("link", name="城市雕塑捐赠怎么办").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#gap h2")).to_have_text("城市雕塑捐赠怎么办")
    assert tab.locator("#main button").count() == 0
    for name in ("gaps_find", "gap_draft", "gap_ignore"):
        tab.evaluate("name => emitEvent(name, {})", name)
        expect(tab.locator("#said p")).to_contain_text("您的角色不能做这件事")
    g = GAP
    with desk_site.library.store.engine.connect() as connection:
        assert "孙审计" not in set(connection.scalars(sa.select(g.c.acted_by)))


def test_a_liaison_sees_the_gaps_and_figures_of_the_department_only(
    as_person: As, desk_site: DeskSite
) -> None:
    ask(desk_site, "旧雨伞回收点在哪")
    as_person("bianji", "/admin/gaps").get_by_role("button", name="立即归拢").click()
    with desk_site.library.store.engine.begin() as connection:
        connection.execute(sa.update(GAP).values(department="示范市教育局"))
    tab = as_person("lianluo", "/admin/gaps?all=1")
    expect(tab.locator("#list")).to_contain_text("没有待处理的缺口")
    tab.goto(f"{desk_site.address}/admin/insights?since={datetime.now(UTC):%Y-%m-%d}&until=2100-01-01")
    tab.wait_for_selector("html[data-ready]")
    expect(tab.locator("#lines")).not_to_contain_text("旧雨伞回收点在哪")


def test_figures_of_days_are_shown_with_the_questions_behind_them(as_person: As, desk_site: DeskSite) -> None:
    ask(desk_site, "旧电池回收点在哪", "示范市民政局")
    m = tables.MESSAGE
    asked = datetime(2026, 11, 20, 4, tzinfo=UTC)
    with desk_site.library.store.engine.begin() as connection:
        connection.execute(sa.update(m).where(m.c.question == "旧电池回收点在哪").values(asked_at=asked))
    tab = as_person("lianluo", "/admin/insights?since=2026-11-20&until=2026-11-20&outcome=not_found")
    expect(tab.locator("#figures dd").first).to_have_text("1")
    expect(tab.locator("#lines tbody tr")).to_have_count(1)
    expect(tab.locator(".chart svg").first).to_be_visible()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    tab.goto(f"{desk_site.address}/admin/insights?since=2026-12-01&until=2026-11-01")
    tab.wait_for_selector("html[data-ready]")
    expect(tab.get_by_role("alert")).to_contain_text("日期填写有误")


def test_the_audit_detects_a_tampered_row(as_person: As, desk_site: DeskSite) -> None:
    engine = desk_site.library.store.engine
    tab = as_person("shenji", "/admin/audit?kind=account")
    expect(tab.locator("#list tbody tr").first).to_contain_text("账号")
    tab.get_by_role("button", name="核对是否完整").click()
    expect(tab.locator("#chain .badge")).to_have_text("完整")
    a = tables.AUDIT
    with engine.connect() as connection:
        kept = connection.execute(sa.select(a.c.actor).where(a.c.id == 3)).scalar_one()
    with tampering(engine) as connection:
        connection.execute(sa.update(a).where(a.c.id == 3).values(actor="别人"))
    tab.get_by_role("button", name="核对是否完整").click()
    expect(tab.get_by_role("alert")).to_contain_text("第 3 条记录与写入时不一致")
    told = run("audit", "verify", "--database", engine.url.render_as_string())
    assert told.exit_code == 1
    with tampering(engine) as connection:
        connection.execute(sa.update(a).where(a.c.id == 3).values(actor=kept))
    assert verify(engine).is_whole
