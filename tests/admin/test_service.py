"""What an administrator sets in the console, and what citizens get of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from policies.content import tables
from policies.content.conversations import ConversationLog
from policies.content.model import PairState, QaPair
from policies.content.retention import sweep
from policies.content.service.settings import Kind, ServiceSettings
from policies.content.sites import Site, Sites
from policies.settings import LibrarySettings
from tests.admin.conftest import As
from tests.desk.site import DeskSite
from tests.widget.website import website

pytestmark = pytest.mark.e2e

LAG_S = 1.0
HALTED = QaPair(
    id="q-halted",
    question="巷口自助缝纫机怎么借用",
    summary="到社区服务站登记，每次可借两小时。",
    department="示范市民政局",
    region="示范市",
    state=PairState.PUBLISHED,
)
OTHER = QaPair(
    id="q-not-halted",
    question="河边皮划艇体验怎么预约",
    summary="到体育中心窗口预约，每人每月一次。",
    department="示范市民政局",
    region="示范市",
    state=PairState.PUBLISHED,
)


@pytest.fixture
def as_it_was(desk_site: DeskSite) -> Iterator[DeskSite]:
    """Take back at the end whatever was set, and the pairs."""
    yield desk_site
    service = desk_site.library.service
    for each in service.current():
        if each.value is not None:
            service.take_back(each.kind, each.name, "测试", "收尾")
    with desk_site.library.store.writing() as write:
        for pair_id in (HALTED.id, OTHER.id):
            write.delete("pair", pair_id)


def asked(site: DeskSite, question: str) -> dict[str, object]:
    answer = httpx.post(f"{site.address}/api/v1/chat/messages", json={"text": question}, trust_env=False)
    return dict(answer.json()["reply"])


def said(tab: Page, sentence: str) -> None:
    expect(tab.locator("#said p")).to_have_text(sentence)


def test_a_sentence_changed_here_is_what_the_citizen_sees(
    as_person: As, browser: Browser, as_it_was: DeskSite
) -> None:
    key, words = "page.chat.greeting_title", "想问哪项政策，直接说就行"
    tab = as_person("guanli", "/admin/wording?text=有什么政策想问")
    tab.get_by_role("link", name="有什么政策想问？").click()
    tab.wait_for_selector("html[data-ready]")
    tab.get_by_label("本站的说法").fill("想问{topic}的政策？")
    expect(tab.locator("#seen .warn")).to_contain_text("名称必须与原句一致")
    tab.get_by_label("本站的说法").fill(words)
    expect(tab.locator("#seen .summary")).to_have_text(words)
    tab.get_by_label("原因").fill("更口语")
    tab.get_by_role("button", name="保存说法").click()
    said(tab, "已保存，一秒内在网页、热线和各个进程生效。")
    citizen = browser.new_page(locale="zh-CN")
    citizen.goto(as_it_was.address)
    expect(citizen.get_by_role("heading", name=words)).to_be_visible()
    tab.get_by_label("原因").fill("恢复")
    tab.get_by_role("button", name="恢复原句").click()
    said(tab, "已恢复原句。")
    citizen.reload()
    expect(citizen.get_by_role("heading", name="有什么政策想问？")).to_be_visible()
    citizen.context.close()
    assert [each.why for each in as_it_was.library.service.history(Kind.WORDING, key)][:2] == [
        "恢复",
        "更口语",
    ]


def test_one_pair_is_not_answered_within_a_second_while_another_is(
    as_person: As, as_it_was: DeskSite
) -> None:
    library = as_it_was.library
    for pair in (HALTED, OTHER):
        library.store.save_pair(pair)
    assert asked(as_it_was, HALTED.question)["qa_id"] == HALTED.id
    tab = as_person("guanli", f"/admin/pairs/{HALTED.id}")
    tab.get_by_role("link", name="这条先不答").click()
    tab.wait_for_selector("html[data-ready]")
    expect(tab.get_by_label("是哪一个")).to_have_value(HALTED.id)
    tab.locator("#switch-reason").fill("时长待核")
    tab.get_by_role("button", name="立即停用").click()
    expect(tab.locator("#now")).to_contain_text(HALTED.question)
    told = asked(as_it_was, HALTED.question)
    assert (told["outcome"], told["qa_id"]) == ("paused", None)
    assert "12345" in str(told["summary"])
    assert asked(as_it_was, OTHER.question)["qa_id"] == OTHER.id
    tab.goto(f"{as_it_was.address}/admin/home")
    expect(tab.get_by_role("alert")).to_contain_text(HALTED.question)
    desk = as_person("zuoxi", "/desk/")
    expect(desk.locator("#halted")).to_contain_text("时长待核")
    # As another process would: the settings of another object on the same store.
    elsewhere = ServiceSettings(library.store.engine)
    (switch,) = library.halts.now()
    elsewhere.save(Kind.SWITCH, switch.id, None, "值班", "已核对")
    began = time.monotonic()
    while asked(as_it_was, HALTED.question)["qa_id"] != HALTED.id:
        assert time.monotonic() - began < LAG_S + 2  # a request takes its own time on a busy machine
    expect(desk.locator("#halted .halted")).to_have_count(0)


def test_an_announcement_is_seen_on_a_small_screen_and_in_the_widget_and_covers_nothing(
    as_person: As, browser: Browser, as_it_was: DeskSite
) -> None:
    text = "台风红色预警，政务大厅今天停止对外服务。"
    sites = Sites(as_it_was.library.store)
    tab = as_person("guanli", "/admin/banners")
    tab.get_by_label("公告内容").fill(text)
    tab.get_by_label("级别").select_option("urgent")
    expect(tab.locator("#seen .notice")).to_contain_text(text)
    expect(tab.locator("#seen .heard")).to_contain_text("找人工请按0")
    tab.get_by_label("原因").first.fill("按应急办通知")
    tab.get_by_role("button", name="发布", exact=True).click()
    said(tab, "公告已保存，一秒内在所选位置展示。")
    small = browser.new_page(viewport={"width": 375, "height": 667}, locale="zh-CN")
    small.goto(as_it_was.address)
    expect(small.get_by_role("alert")).to_have_text(f"紧急{text}")
    expect(small.get_by_role("alert")).to_be_in_viewport()
    assert not covers(small, "[role=alert]", "textarea")
    assert small.evaluate("document.documentElement.scrollWidth") <= 375
    with website(f'<script async src="{as_it_was.address}/embed.js" data-site="jiedao"></script>') as origin:
        sites.save(Site("jiedao", "街道政策小窗", origins=(origin,)), "测试")
        small.goto(origin)
        small.get_by_role("button", name="政策咨询").click()
        expect(small.get_by_role("alert")).to_have_text(f"紧急{text}")
        assert not covers(small, "[role=alert]", "textarea")
        sites.delete("jiedao", "测试")
    small.context.close()
    tab.get_by_role("button", name="撤下").click()
    tab.get_by_role("dialog").get_by_label("原因").fill("预警解除")
    tab.get_by_role("dialog").get_by_role("button", name="撤下").click()
    said(tab, "公告已撤下。")
    assert httpx.get(f"{as_it_was.address}/api/v1/notices", trust_env=False).json() == []


def covers(page: Page, one: str, other: str) -> bool:
    """Tell whether one thing lies over another."""
    first, second = page.locator(one).bounding_box(), page.locator(other).first.bounding_box()
    assert first is not None
    assert second is not None
    return first["y"] < second["y"] + second["height"] and second["y"] < first["y"] + first["height"]


def test_the_days_are_counted_before_they_are_saved_and_the_sweep_deletes_just_that(
    as_person: As, as_it_was: DeskSite
) -> None:
    engine = as_it_was.library.store.engine
    log, c = ConversationLog(engine), tables.CONVERSATION
    made = [log.start("web") for _ in range(2)]
    with engine.begin() as connection:
        ago = datetime.now(UTC) - timedelta(days=200)
        connection.execute(sa.update(c).where(c.c.id.in_(made)).values(started_at=ago))
    tab = as_person("guanli", "/admin/retention")
    row = tab.locator("#counted tbody tr").first
    expect(row.locator("td").nth(1)).to_have_text("0")
    tab.get_by_label("网上对话（最后一次提问后）").fill("150")
    expect(row.locator("td").nth(1)).to_contain_text("2")
    tab.get_by_label("原因").first.fill("按通知缩短")
    tab.get_by_role("button", name="保存天数").click()
    said(tab, "已保存，下一次每日清理按新的天数执行。")
    ended = sweep(engine, as_it_was.library.keeping(LibrarySettings().keeping))
    assert ended.conversations == len(made)


def test_a_mask_is_tried_before_it_is_added(as_person: As, as_it_was: DeskSite) -> None:
    tab = as_person("guanli", "/admin/masks")
    tab.get_by_label("样式", exact=True).fill("#{5}")
    tab.get_by_label("遮盖后显示").fill("学籍号")
    tab.get_by_label("试一段话").fill("学籍XJ2026000123")
    expect(tab.locator("#tried")).to_contain_text("会遮住公开内容“12345”")
    tab.get_by_label("样式", exact=True).fill("XJ#{10}")
    expect(tab.locator("#tried .heard")).to_have_text("学籍〔学籍号〕")
    tab.locator("#mask-reason").fill("本地学籍号")
    tab.get_by_role("button", name="添加", exact=True).click()
    said(tab, "已添加，此后收到的内容都会这样遮盖。")
    expect(tab.locator("#own")).to_contain_text("XJ#{10}")
    auditor = as_person("shenji", "/admin/masks")
    expect(auditor.locator("#own")).to_contain_text("XJ#{10}")
    assert auditor.get_by_role("button", name="停用").count() == 0
    assert as_it_was.address
