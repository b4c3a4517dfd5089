"""Words reach the visitor for whom they were typed, once, whatever is shown meanwhile."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, expect

from policies.content.live_tables import HANDOFF, LIVE_ENTRY
from tests.desk.chatting import at_the_desk, waiting_visitor
from tests.desk.site import DeskSite
from tests.widget.chat_page import Chat

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("empty")]

EMIT = "([name, told]) => emitEvent(name, told)"
MARK = "0123456789abcdef0123456789abcdef"
# Keys that follow one another faster than any answer of the service.
TYPE = """(keys) => {
  const box = document.querySelector("#words");
  for (const [key, text] of keys) {
    if (text) { box.value += text; box.dispatchEvent(new InputEvent("input", { bubbles: true })); }
    if (key) box.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def chats(tab: Page, desk_site: DeskSite) -> Page:
    return at_the_desk(tab, desk_site, "zuoxi")


def claimed(chats: Page, browser_context: BrowserContext, desk_site: DeskSite) -> tuple[Chat, str]:
    """Serve a new visitor; returns their page and their hand-off."""
    visitor = waiting_visitor(browser_context, desk_site)
    expect(chats.locator("#list-waiting .count")).to_have_text("1")
    chats.keyboard.press("F2")
    expect(visitor.find(".note")).to_contain_text("已接入")
    with desk_site.library.store.engine.connect() as connection:
        newest = sa.select(HANDOFF.c.id).order_by(HANDOFF.c.entered_at.desc()).limit(1)
        identifier = str(connection.execute(newest).scalar_one())
    expect(chats.locator(f"#talk [data-open={identifier}][data-mine=true]")).to_be_visible()
    return visitor, identifier


def said(desk_site: DeskSite, identifier: str) -> list[str]:
    """Return what an operator said in a hand-off."""
    query = sa.select(LIVE_ENTRY.c.text).where(
        LIVE_ENTRY.c.handoff_id == identifier,
        LIVE_ENTRY.c.kind == "message",
        LIVE_ENTRY.c.author == "operator",
    )
    with desk_site.library.store.engine.connect() as connection:
        return list(connection.scalars(query.order_by(LIVE_ENTRY.c.position)))


@pytest.fixture
def third(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")


def test_words_go_to_whom_the_page_names_whatever_was_opened_meanwhile(
    chats: Page, elsewhere: BrowserContext, third: BrowserContext, desk_site: DeskSite
) -> None:
    _, first = claimed(chats, elsewhere, desk_site)
    _, second = claimed(chats, third, desk_site)
    for name, told in (
        ("chat_open", {"id": second}),
        ("chat_say", {"id": first, "text": "给第一位", "client_id": MARK}),
        ("chat_open", {"id": second}),
        ("chat_close", {"id": first, "ending": "resolved"}),
    ):
        chats.evaluate(EMIT, [name, told])
    expect(chats.locator("#said[data-name=closed]")).to_be_visible()
    assert (said(desk_site, first), said(desk_site, second)) == (["给第一位"], [])
    with desk_site.library.store.engine.connect() as connection:
        rows = connection.execute(sa.select(HANDOFF.c.id, HANDOFF.c.state))
        states = {row.id: row.state for row in rows}
    assert (states[first], states[second]) == ("closed", "claimed")
    third.close()


def test_who_types_on_while_another_conversation_opens_sends_nothing_to_the_one_before(
    chats: Page, elsewhere: BrowserContext, third: BrowserContext, desk_site: DeskSite
) -> None:
    _, first = claimed(chats, elsewhere, desk_site)
    _, second = claimed(chats, third, desk_site)
    chats.locator("#words").fill("给第二位的半句")
    chats.evaluate(TYPE, [["F4", ""], ["Enter", "给第一位"]])
    expect(chats.locator(f"#talk [data-open={first}]")).to_be_visible()
    expect(chats.locator("#said[data-name=changing]")).to_be_visible()
    expect(chats.locator("#words")).to_have_value("给第一位")
    chats.keyboard.press("Enter")
    expect(chats.locator("#talk .ours").last).to_contain_text("给第一位")
    expect(chats.locator("#words")).to_have_value("")
    chats.keyboard.press("F4")
    expect(chats.locator(f"#talk [data-open={second}]")).to_be_visible()
    expect(chats.locator("#words")).to_have_value("给第二位的半句")
    assert (said(desk_site, first), said(desk_site, second)) == (["给第一位"], [])
    third.close()


def test_enter_twice_at_once_sends_once_and_what_was_typed_after_it_stays(
    chats: Page, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    visitor, first = claimed(chats, elsewhere, desk_site)
    chats.evaluate(TYPE, [["Enter", "请稍等。"], ["Enter", ""], ["", "我查"]])
    expect(visitor.find(".theirs .bubble")).to_have_text("请稍等。")
    expect(chats.locator("#words")).to_have_value("我查")
    chats.keyboard.press("End")
    chats.keyboard.type("一下。")
    chats.keyboard.press("Enter")
    expect(visitor.find(".theirs .bubble")).to_have_count(2)
    assert said(desk_site, first) == ["请稍等。", "我查一下。"]


def test_a_colleague_neither_speaks_nor_is_seen_typing_to_whom_they_do_not_serve(
    chats: Page, elsewhere: BrowserContext, third: BrowserContext, desk_site: DeskSite
) -> None:
    visitor, first = claimed(chats, elsewhere, desk_site)
    visitor.ask("居民医保住院报销比例是多少")
    expect(chats.locator("[data-insert]").first).to_be_visible()
    colleague = at_the_desk(third.new_page(), desk_site, "tongshi")
    colleague.locator("#list-all ~ ul [data-handoff]").first.click()
    expect(colleague.locator(f"#talk [data-open={first}]")).to_be_visible()
    assert colleague.locator("[data-insert]").count() == 0
    for name, told in (
        ("chat_typing", {"id": first}),
        ("chat_say", {"id": first, "text": "不是我的", "client_id": MARK}),
        ("chat_passing", {"id": first}),
        ("chat_transfer", {"id": first, "department": "示范市民政局"}),
        ("chat_close", {"id": first, "ending": "resolved"}),
    ):
        colleague.evaluate("document.querySelector('#said').removeAttribute('data-name')")
        colleague.evaluate(EMIT, [name, told])
        expect(colleague.locator("#said[data-name=not_yours]")).to_be_visible()
    assert said(desk_site, first) == []
    third.close()


def test_what_is_too_long_is_kept_and_not_cut(
    chats: Page, elsewhere: BrowserContext, desk_site: DeskSite
) -> None:
    _, first = claimed(chats, elsewhere, desk_site)
    chats.evaluate(TYPE, [["Enter", "长" * 1001]])
    expect(chats.locator("#said[data-name=too_long]")).to_be_visible()
    expect(chats.locator("#words")).to_have_value("长" * 1001)
    chats.evaluate("document.querySelector('#said').removeAttribute('data-name')")
    chats.evaluate(EMIT, ["chat_say", {"id": first, "text": "长" * 1001, "client_id": MARK}])
    expect(chats.locator("#said[data-name=too_long]")).to_be_visible()
    assert said(desk_site, first) == []
