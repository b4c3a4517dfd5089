"""Calls of the hotline at the desk, worked by keys."""

from __future__ import annotations

import json
import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from policies.content import tables
from policies.content.audit import audit_entries
from policies.content.confirming import Confirming
from policies.content.orders.reading import EVERYBODYS, Wanted, page
from tests.desk.calling import Telephone, at_the_calls, said, telephone_of
from tests.desk.site import NOTED, DeskSite

pytestmark = pytest.mark.e2e

WORDS = "我家捡的流浪猫想去做绝育，补贴怎么申请"


@pytest.fixture
def telephone(desk_site: DeskSite) -> Telephone:
    return telephone_of(desk_site.library, desk_site.address)


@pytest.fixture
def calls(tab: Page, desk_site: DeskSite, telephone: Telephone) -> Page:
    return at_the_calls(tab, desk_site, "zuoxi")


def taken(tab: Page, call: str) -> None:
    """Take the call, once it is shown."""
    expect(tab.locator(f"#call [data-open='{call}']")).to_be_visible()
    tab.keyboard.press("F2")
    expect(tab.locator("#call [data-mine=true]")).to_be_visible()


def pair_row(tab: Page) -> str:
    row = tab.locator("#suggested [role=option]", has_text="流浪猫狗绝育补贴怎么申请")
    expect(row).to_be_visible()
    return row.locator("kbd").inner_text()


def test_a_call_appears_is_taken_answered_and_becomes_a_work_order_by_keys_alone(
    calls: Page, telephone: Telephone, desk_site: DeskSite
) -> None:
    expect(calls.locator("#calls")).to_contain_text("现在没有来电")
    call = telephone.rings(region="示范市云川区", caller="13800138000")
    row = calls.locator(f"[data-call='{call}']")
    expect(row).to_contain_text("138****8000")
    expect(row).to_contain_text("示范市云川区")
    expect(row.locator(".clock")).to_have_text(re.compile(r"^0:0[1-9]$"))
    expect(calls).to_have_title("(1) 来电")
    taken(calls, call)
    expect(calls).to_have_title("来电")
    telephone.says(call, WORDS)
    expect(calls.locator("#call .theirs").first).to_contain_text("我家捡的流浪猫")
    calls.keyboard.press(pair_row(calls))
    expect(calls.locator("#card .spoken")).to_contain_text("每只补贴八十元")
    expect(calls.locator("#card .inside")).to_contain_text("来电人常把这项与犬证混淆")
    calls.keyboard.press("F6")
    expect(calls.locator("#order [name=kind]")).to_be_focused()
    expect(calls.locator("#order [name=summary]")).to_have_value(WORDS)
    expect(calls.locator("#order [name=words]")).to_have_value(WORDS)
    due = calls.locator("#order [name=due_on]").input_value()
    calls.keyboard.type("求")
    calls.keyboard.press("Enter")
    number = calls.locator("#order .order-number")
    expect(number).to_have_text(re.compile(r"^GD\d{6}-20261123-\d{4}$"))
    expect(calls.locator("#order .order-spoken")).to_contain_text("您的工单号是：G，D")
    expect(calls.locator("#order-done")).to_be_focused()
    made = number.inner_text()
    calls.keyboard.press("Enter")
    calls.keyboard.press("F9")
    calls.keyboard.press("2")
    said(calls, "finished")
    expect(calls.locator("#calls")).to_contain_text("现在没有来电")
    with desk_site.library.store.engine.connect() as connection:
        (order,) = page(connection, Wanted(conversation_id=call), EVERYBODYS)
        turns = list(
            connection.execute(
                sa.select(tables.MESSAGE.c.question, tables.MESSAGE.c.qa_id).where(
                    tables.MESSAGE.c.conversation_id == call
                )
            )
        )
    assert (order.number, order.words, order.source, order.created_by) == (made, WORDS, "hotline", "王坐席")
    assert order.due_on.isoformat() == due
    assert turns == [(WORDS, NOTED)]
    confirmed = Confirming(desk_site.library.store.engine).of(NOTED)
    assert [each.source for each in confirmed if each.text == WORDS] == ["operator"]
    done = [each.action for each in audit_entries(desk_site.library.store, kind="call", subject=call)]
    assert sorted(done) == ["claim", "done"]


def test_words_are_shown_and_answered_while_they_are_spoken(calls: Page, telephone: Telephone) -> None:
    call = telephone.rings()
    taken(calls, call)
    with telephone.listens(call) as line:
        line.send(json.dumps({"text": "流浪猫狗绝育", "seq": 0}))
        expect(calls.locator("#heard")).to_contain_text("流浪猫狗绝育")
        key = pair_row(calls)
        calls.keyboard.press(key)
        expect(calls.locator("#card .spoken")).to_contain_text("每只补贴八十元")
        line.send(json.dumps({"text": "流浪猫狗绝育补贴我要怎么领呢", "seq": 1, "final": True}))
        expect(calls.locator("#call .theirs").first).to_contain_text("补贴我要怎么领呢")
        expect(calls.locator("#heard")).to_be_hidden()


def test_what_was_picked_early_is_confirmed_with_the_whole_of_the_words(
    calls: Page, telephone: Telephone, desk_site: DeskSite
) -> None:
    call, whole = telephone.rings(), "猫狗绝育补贴领取要去哪里呀"
    taken(calls, call)
    telephone.says(call, "猫狗绝育补贴", final=False)
    calls.keyboard.press(pair_row(calls))
    expect(calls.locator("#card .spoken")).to_be_visible()
    telephone.says(call, whole)
    expect(calls.locator("#call .theirs").first).to_contain_text(whole)
    calls.keyboard.press("F9")
    calls.keyboard.press("1")
    said(calls, "finished")
    confirmed = [each.text for each in Confirming(desk_site.library.store.engine).of(NOTED)]
    assert whole in confirmed
    assert "猫狗绝育补贴" not in confirmed


def test_arrows_move_enter_opens_and_the_last_pick_counts(
    calls: Page, telephone: Telephone, desk_site: DeskSite
) -> None:
    call, words = telephone.rings(), "公积金怎么提取出来啊"
    taken(calls, call)
    telephone.says(call, words)
    expect(calls.locator("#pick-2")).to_be_visible()
    first, second = (calls.locator(f"#pick-{number}") for number in (1, 2))
    expect(first).to_have_attribute("aria-selected", "true")
    calls.keyboard.press("Enter")
    expect(calls.locator("#card h2")).to_have_text(first.locator("strong").inner_text())
    picked_first = first.get_attribute("data-pair")
    calls.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    expect(calls.locator("#suggested")).to_have_attribute("aria-activedescendant", "pick-2")
    calls.keyboard.press("Enter")
    expect(calls.locator("#card h2")).to_have_text(second.locator("strong").inner_text())
    calls.keyboard.press("F9")
    calls.keyboard.press("1")
    said(calls, "finished")
    t = tables.CONFIRMED
    with desk_site.library.store.engine.connect() as connection:
        kept = list(connection.scalars(sa.select(t.c.pair_id).where(t.c.text == words)))
    assert len(kept) == 1
    assert kept != [picked_first]


def test_of_two_browsers_that_race_for_a_call_one_gets_it(
    calls: Page, browser: Browser, telephone: Telephone, desk_site: DeskSite
) -> None:
    elsewhere = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    colleague = at_the_calls(elsewhere.new_page(), desk_site, "tongshi")
    call = telephone.rings()
    for each in (calls, colleague):
        expect(each.locator(f"#call [data-open='{call}']")).to_be_visible()
    for each in (calls, colleague):
        each.evaluate("setTimeout(() => document.querySelector('[data-key=F2]').click(), 50)")
    names = ("王坐席", "陈同事")
    held = calls.locator("#call .meta .badge").first
    expect(held).to_have_text(re.compile("我在接听|陈同事在接听"))
    winner = names[0] if held.inner_text() == "我在接听" else names[1]
    loser_page = colleague if winner == names[0] else calls
    expect(loser_page.locator("#call .meta .badge").first).to_have_text(f"{winner}在接听")
    loser_page.keyboard.press("F9")
    said(loser_page, "not_yours")
    loser_page.keyboard.press("F2")
    said(loser_page, "taken")
    winners = [each.actor for each in audit_entries(desk_site.library.store, kind="call", subject=call)]
    assert winners == [winner]
    elsewhere.close()


def test_what_is_given_back_is_there_for_a_colleague(
    calls: Page, telephone: Telephone, desk_site: DeskSite
) -> None:
    call = telephone.rings()
    taken(calls, call)
    assert telephone.says(call, "喂你好")["next"] == "transfer"
    calls.keyboard.press("F8")
    said(calls, "released")
    expect(calls.locator(f"[data-call='{call}']")).to_contain_text("待接手")
    telephone.ends(call)
    expect(calls.locator("#calls")).to_contain_text("现在没有来电")


def test_danger_stands_first_and_is_said_in_words(calls: Page, telephone: Telephone) -> None:
    quiet = telephone.rings()
    expect(calls.locator(f"[data-call='{quiet}']")).to_be_visible()
    urgent = telephone.rings()
    telephone.says(urgent, "喂你好")
    expect(calls.locator(f"[data-call='{urgent}']")).to_contain_text("喂你好")
    telephone.says(urgent, "家里着火了快来人")
    expect(calls.locator("#calls li").first).to_contain_text("可能紧急")
    calls.keyboard.press("F4")
    expect(calls.locator("#call [role=note]")).to_contain_text("119")


def test_what_a_caller_says_is_shown_as_words(calls: Page, telephone: Telephone) -> None:
    call = telephone.rings()
    telephone.says(call, "<img src=x onerror=alert(1)> {{7*7}}")
    expect(calls.locator("#call .theirs").first).to_contain_text("{{7*7}}")
    assert calls.locator("#call img, #calls img").count() == 0


def test_the_map_tells_the_keys_of_the_page(calls: Page) -> None:
    calls.keyboard.press("?")
    shown = calls.get_by_role("dialog", name="按键一览")
    for text in ("接手打开的来电", "登记工单", "打开“来电”", "Alt+L"):
        expect(shown).to_contain_text(text)
    calls.keyboard.press("F1")
    expect(calls.get_by_role("dialog")).to_have_count(0)
