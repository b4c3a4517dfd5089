"""A visitor's page and the operators' pages in real browsers: into the queue, words both ways, passed on, the end."""

from __future__ import annotations

from threading import Event

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.live.service import Live
from policies.content.accounts.ring import Accounts
from policies.content.accounts.sessions import Session, Sessions
from policies.content.live.model import Ending, Operator
from policies.content.live.queueing import Queue
from policies.content.live_tables import HANDOFF
from policies.content.tables import SATISFACTION
from tests.desk.chatting import QUESTION, at_the_desk, waiting_visitor
from tests.desk.site import OWN, DeskSite
from tests.widget.desk import hired

pytestmark = pytest.mark.e2e


@pytest.fixture
def chats(tab: Page, desk_site: DeskSite, empty: None) -> Page:
    """The live conversations of an operator who is present."""
    return at_the_desk(tab, desk_site, "zuoxi")


def test_from_the_citizens_page_to_the_desk_and_back(
    chats: Page, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    visitor = waiting_visitor(elsewhere, desk_site)
    expect(chats.locator("#list-waiting .count")).to_have_text("1")
    expect(chats).to_have_title("(1) 在线会话")
    chats.keyboard.press("F2")
    expect(chats.locator("#words")).to_be_focused()
    expect(visitor.find(".note")).to_contain_text("工作人员王坐席已接入")
    talk = chats.locator("#talk")
    expect(talk).to_contain_text(QUESTION)
    expect(talk.locator(".service").first).to_contain_text("92%")
    talk.locator("details summary").first.click()
    expect(talk.locator("details").first).to_contain_text("MatchQa")
    chats.locator("#words").focus()
    chats.keyboard.type("/hi")
    chats.keyboard.press("Tab")
    chats.keyboard.press("Enter")
    expect(visitor.find(".theirs .bubble")).to_have_text("您好，我是人工坐席，请讲。")
    expect(chats.locator("#words")).to_have_value("")
    visitor.ask("居民医保住院报销比例是多少")
    expect(talk.locator(".theirs").last).to_contain_text("居民医保住院")
    expect(chats.locator("[data-insert]").first).to_contain_text("居民医保住院报销比例是多少")
    chats.keyboard.press("1")
    chats.keyboard.type("请您核对。")
    chats.keyboard.press("Enter")
    expect(visitor.find(".theirs .bubble").last).to_contain_text("请您核对。")
    expect(visitor.find(".theirs .bubble").last).to_contain_text("85%")
    chats.keyboard.press("F9")
    chats.keyboard.press("1")
    expect(visitor.find(".note").last).to_contain_text("本次人工服务已结束")
    expect(chats.locator("#list-mine .count")).to_have_text("0")
    expect(talk).to_contain_text("已结束")


def test_the_visitor_rates_and_the_service_answers_again(
    chats: Page, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    visitor = waiting_visitor(elsewhere, desk_site)
    chats.keyboard.press("F2")
    expect(chats.locator("#talk [data-mine=true]")).to_be_visible()
    expect(chats.locator("#words")).to_be_focused()
    chats.keyboard.type("您好，请问还有什么要问的？")
    chats.keyboard.press("Enter")
    expect(visitor.find(".theirs .bubble")).to_have_text("您好，请问还有什么要问的？")
    visitor.ask("没有了，谢谢您")
    expect(chats.locator("#talk .theirs").last).to_contain_text("没有了，谢谢您")
    chats.keyboard.press("F9")
    chats.keyboard.press("3")
    expect(chats.locator("#said[data-name=closed]")).to_be_visible()
    visitor.page.get_by_role("radio", name="很满意", exact=True).check()
    visitor.button("提交评价").click()
    expect(visitor.find(".announcer")).to_contain_text("谢谢您的评价")
    visitor.ask(QUESTION)
    expect(visitor.cards).to_have_count(1)
    expect(visitor.cards).to_contain_text("92%")
    expect(visitor.find(".live")).to_be_hidden()
    with desk_site.library.store.engine.connect() as connection:
        ended = connection.execute(sa.select(HANDOFF.c.conversation_id, HANDOFF.c.ending)).one()
        rated = sa.select(SATISFACTION.c.score).where(SATISFACTION.c.conversation_id == ended.conversation_id)
        assert (ended.ending, connection.execute(rated).scalar_one()) == (Ending.REFERRED.value, 5)


def test_of_two_operators_one_gets_the_visitor_and_passes_them_on(
    chats: Page, elsewhere: BrowserContext, browser: Browser, desk_site: DeskSite
) -> None:
    colleagues = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    colleague = at_the_desk(colleagues.new_page(), desk_site, "tongshi")
    waiting_visitor(elsewhere, desk_site)
    for page in (chats, colleague):
        expect(page.locator("#list-waiting .count")).to_have_text("1")
        page.locator("#list-waiting ~ ul [data-handoff]").click()
        expect(page.locator("#talk [data-waiting=true]")).to_be_visible()
    chats.keyboard.press("F2")
    expect(chats.locator("#talk [data-mine=true]")).to_be_visible()
    expect(colleague.locator("#list-waiting .count")).to_have_text("0")
    colleague.keyboard.press("F9")
    expect(colleague.locator("#said[data-name=not_yours]")).to_be_visible()
    chats.keyboard.press("F8")
    expect(chats.locator("#pass-on")).to_be_focused()
    chats.keyboard.press("Enter")
    expect(chats.locator("#said[data-name=transferred]")).to_be_visible()
    expect(colleague.locator("#lists")).to_contain_text("转给我")
    colleague.keyboard.press("F2")
    expect(colleague.locator("#talk [data-mine=true]")).to_be_visible()
    colleagues.close()


def test_what_a_visitor_writes_is_shown_as_words(
    chats: Page, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    visitor = waiting_visitor(elsewhere, desk_site)
    chats.keyboard.press("F2")
    expect(visitor.find(".note")).to_contain_text("已接入")
    visitor.ask("<img src=x onerror=alert(1)> {{7*7}}")
    expect(chats.locator("#talk .theirs").last).to_contain_text("{{7*7}}")
    assert chats.locator("#talk img").count() == 0


def test_an_account_that_is_disabled_leaves_the_desk_and_the_visitor_waits_again(
    chats: Page, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    accounts = Accounts(desk_site.library.store)
    waiting_visitor(elsewhere, desk_site)
    chats.keyboard.press("F2")
    expect(chats.locator("#talk [data-mine=true]")).to_be_visible()
    accounts.disable("zuoxi")
    try:
        chats.locator("#words").press_sequentially("您好")
        expect(chats).to_have_url(f"{desk_site.address}/sign-in?next=/desk/chats")
    finally:
        accounts.change_password("zuoxi", accounts.reset("zuoxi"), OWN)


def test_nobody_is_claimed_where_nobody_waits(chats: Page) -> None:
    chats.keyboard.press("F2")
    expect(chats.locator("#said[data-name=nobody_waits]")).to_be_visible()


def test_words_to_one_visitor_read_nothing_anew_for_those_who_serve_others(
    tab: Page,
    empty: None,
    elsewhere: BrowserContext,
    browser: Browser,
    desk_site: DeskSite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("api.desk.chats.LIVES_S", 600.0)
    colleagues = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    at_the_desk(colleagues.new_page(), desk_site, "tongshi")
    chats = at_the_desk(tab, desk_site, "zuoxi")
    visitor = waiting_visitor(elsewhere, desk_site)
    expect(chats.locator("#list-waiting .count")).to_have_text("1")
    chats.keyboard.press("F2")
    expect(visitor.find(".note")).to_contain_text("已接入")
    expect(chats.locator("#list-mine .count")).to_have_text("1")
    for page in (*tab.context.pages, *colleagues.pages):
        expect(page.locator("#list-waiting .count")).to_have_text("0")
    read: list[str] = []
    healthy = Live.queue

    async def counted(live: Live, operator: Operator) -> Queue:
        read.append(operator.name)
        return await healthy(live, operator)

    monkeypatch.setattr(Live, "queue", counted)
    settled(tab, read)
    visitor.ask("居民医保住院报销比例是多少")
    expect(chats.locator("#talk .theirs").last).to_contain_text("居民医保住院")
    assert "陈同事" not in read
    visitor.button("结束人工服务").click()
    expect(chats.locator("#list-mine .count")).to_have_text("0")
    expect(colleagues.pages[0].locator("#list-all .count")).to_have_text("0")
    assert set(read) == {"王坐席", "陈同事"}
    colleagues.close()


def settled(tab: Page, read: list[str]) -> None:
    """Wait until what happened before is drawn: lists that wait for their second are read once more."""
    quiet, until = 0, 100
    while quiet < 15 and until:
        quiet, until = 0 if read else quiet + 1, until - 1
        read.clear()
        tab.wait_for_timeout(100)
    assert until, "the queue is read without end"


def test_a_page_that_could_not_look_once_goes_on_following(
    chats: Page, elsewhere: BrowserContext, desk_site: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store fails when the page asks whether it may go on, and is well again the next time."""
    healthy = Sessions.opened_by
    failed = Event()

    def failing_once(sessions: Sessions, token: str, *, noted: bool = True) -> Session | None:
        if noted:
            return healthy(sessions, token)
        monkeypatch.setattr(Sessions, "opened_by", healthy)
        failed.set()
        raise sa.exc.OperationalError("", None, Exception("the disk is full"))

    monkeypatch.setattr(Sessions, "opened_by", failing_once)
    hired(desk_site.library, desk_site.address, "安娜").present()
    assert failed.wait(10)
    waiting_visitor(elsewhere, desk_site)
    expect(chats.locator("#list-waiting .count")).to_have_text("1")
