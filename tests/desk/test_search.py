"""An operator on a call: everything by key."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from policies.content import tables
from policies.content.confirming import Confirming
from policies.content.corrections import Corrections
from tests.desk.site import NOTED, ON_REQUEST, DeskSite
from tests.waiting import until

pytestmark = pytest.mark.e2e

COPIED = "navigator.clipboard.readText()"
LISTEN = """() => {
  if (window.askedLast) return;
  const emit = window.emitEvent;
  window.askedLast = {};
  window.emitEvent = (name, told) => { if (name === "desk_typed") window.askedLast = told; emit(name, told); };
}"""
ANSWERED = """() => {
  const { text, seq } = window.askedLast;
  return text === document.querySelector("#asked").value && seq === Number(document.querySelector("#found").dataset.seq)
    && !!document.querySelector("[role=option]");
}"""


def found(desk: Page, text: str) -> None:
    """Type and wait until all that was typed, and nothing before it, is found."""
    desk.evaluate(LISTEN)
    desk.keyboard.type(text)
    until(desk, ANSWERED)


def shown(desk: Page, title: str) -> None:
    expect(desk.locator("#card h2")).to_contain_text(title)


def said(desk: Page, name: str) -> None:
    expect(desk.locator(f"#said[data-name={name}]")).to_be_visible()


def test_from_the_question_to_the_copied_answer_it_takes_two_keys(desk: Page) -> None:
    """The page itself counts what was pressed after the question; six are allowed."""
    found(desk, "流浪猫绝育补贴怎么申请")
    desk.evaluate(
        "window.pressed = 0; document.addEventListener('keydown', () => { window.pressed += 1; }, true)"
    )
    desk.keyboard.press("Enter")
    shown(desk, "流浪猫狗绝育补贴怎么申请")
    desk.keyboard.press("F2")
    said(desk, "spoken")
    assert desk.evaluate(COPIED) == "向所在街道申请，每只补贴八十元。"
    expect(desk.locator("#asked")).to_be_focused()
    assert desk.evaluate("window.pressed") == 2


def test_who_types_fast_and_presses_enter_at_once_gets_what_was_typed(desk: Page) -> None:
    found(desk, "公积金提取")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("流浪猫狗绝育补贴怎么申请")
    desk.keyboard.press("Enter")
    shown(desk, "流浪猫狗绝育补贴怎么申请")


def test_arrows_move_figures_pick_and_escape_leads_back(desk: Page) -> None:
    found(desk, "公积金提取")
    expect(desk.locator("#row-1")).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("#row-2")).to_have_attribute("aria-selected", "true")
    expect(desk.locator("#asked")).to_have_attribute("aria-activedescendant", "row-2")
    desk.keyboard.press("3")
    title = desk.locator("#row-3 .title").inner_text().split("　")[0]
    shown(desk, title)
    assert desk.input_value("#asked") == "公积金提取"
    desk.keyboard.press("Escape")
    desk.keyboard.type("3岁")
    assert desk.input_value("#asked") == "3岁"
    desk.keyboard.press("Escape")
    assert desk.input_value("#asked") == ""


def test_initials_find_the_question(desk: Page) -> None:
    found(desk, "llmg")
    expect(desk.locator("#row-1")).to_contain_text("流浪猫狗绝育补贴怎么申请")


def test_the_card_shows_what_to_say_the_note_the_clause_and_the_phone(desk: Page) -> None:
    found(desk, "职工医保住院报销比例是多少")
    desk.keyboard.press("Enter")
    shown(desk, "职工医保住院报销比例是多少")
    card = desk.locator("#card")
    expect(card.locator(".spoken")).to_contain_text("百分之九十二")
    expect(card.locator(".cited blockquote").first).to_contain_text("第十条")
    expect(card.locator(".badge").first).to_have_text("现行有效")
    expect(card.locator(".phone")).to_have_text("0000-88801001")
    desk.keyboard.press("Control+A")
    found(desk, "流浪猫狗绝育")
    desk.keyboard.press("Enter")
    expect(card.locator(".inside")).to_contain_text("来电人常把这项与犬证混淆")


@pytest.mark.parametrize(
    ("key", "name", "holds"),
    [
        ("F4", "full", ["职工医保住院报销比例是多少", "依据：《", "第十条", "0000-88801001"]),
        ("F6", "sms", ["/policies/", "http"]),
    ],
)
def test_the_whole_answer_and_a_message_with_a_link_are_copied(
    desk: Page, key: str, name: str, holds: list[str]
) -> None:
    found(desk, "职工医保住院报销比例是多少")
    desk.keyboard.press("Enter")
    shown(desk, "职工医保住院报销比例是多少")
    desk.keyboard.press(key)
    said(desk, name)
    copied = desk.evaluate(COPIED)
    assert [part for part in holds if part not in copied] == []
    assert name != "sms" or len(copied) <= 300


def test_what_is_disclosed_on_request_is_marked_and_never_copied(desk: Page) -> None:
    found(desk, "示热线〔2026〕9号")
    row = desk.locator("[role=option]", has_text="话务质检内部规程").first
    expect(row).to_contain_text("依申请公开")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press(row.locator("kbd").inner_text())
    expect(desk.locator("#card [role=note]")).to_contain_text("不能提供给来电人")
    assert desk.locator("#card [data-copy]").count() == 0
    assert desk.locator(f"#card a[href*={ON_REQUEST}]").count() == 0
    desk.keyboard.press("F2")
    said(desk, "no_copy")


def test_filters_are_set_by_key(desk: Page) -> None:
    found(desk, "菜篮子直通车补助怎么领")
    assert "菜篮子" not in desk.locator("#results").inner_text()
    desk.keyboard.press("Alt+V")
    expect(desk.locator("[data-filter=validity]")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("#results")).to_contain_text("菜篮子直通车补助怎么领")
    desk.keyboard.press("Enter")
    expect(desk.locator("#asked")).to_be_focused()
    expect(desk.locator("#results .badge.lapsed").first).to_have_text("已失效")
    desk.keyboard.press("Alt+K")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Escape")
    until(
        desk,
        "(kinds => kinds.length > 0 && kinds.every(each => each.textContent == '文件'))"
        "([...document.querySelectorAll('#results .kind')])",
    )
    desk.keyboard.press("Alt+B")
    expect(desk.locator("[data-filter=department]")).to_be_focused()


def test_log_and_next_keeps_the_question_and_confirms_the_pair(desk: Page, desk_site: DeskSite) -> None:
    asked = "我家捡的猫要绝育，身份证110101199003070011，能补多少"
    found(desk, asked)
    desk.keyboard.press("Control+A")
    found(desk, "流浪猫狗绝育补贴")
    desk.keyboard.press("Enter")
    shown(desk, "流浪猫狗绝育补贴怎么申请")
    desk.keyboard.press("Control+A")
    desk.keyboard.type(asked)
    desk.keyboard.press("F9")
    said(desk, "logged_confirmed")
    expect(desk.locator("#asked")).to_have_value("")
    expect(desk.locator("#asked")).to_be_focused()
    (kept,) = [
        each
        for each in Confirming(desk_site.library.store.engine).of(NOTED)
        if each.source == "operator" and "能补多少" in each.text
    ]
    assert "110101" not in kept.text
    with desk_site.library.store.engine.connect() as connection:
        query = sa.select(tables.MESSAGE.c.question, tables.MESSAGE.c.qa_id).join(tables.CONVERSATION)
        rows = connection.execute(query.where(tables.CONVERSATION.c.channel == "desk")).all()
    assert (kept.text, NOTED) in [tuple(row) for row in rows]


def test_a_question_without_an_answer_is_logged_as_such(desk: Page, desk_site: DeskSite) -> None:
    desk.keyboard.type("火星移民补贴怎么领")
    desk.keyboard.press("F9")
    said(desk, "logged")
    with desk_site.library.store.engine.connect() as connection:
        row = (
            connection.execute(
                sa.select(tables.MESSAGE).where(tables.MESSAGE.c.question == "火星移民补贴怎么领")
            )
            .mappings()
            .one()
        )
    assert row["card"]["outcome"] == row["outcome"]


def test_one_key_tells_the_editors_what_is_wrong_or_missing(desk: Page, desk_site: DeskSite) -> None:
    found(desk, "流浪猫狗绝育补贴")
    desk.keyboard.press("Enter")
    shown(desk, "流浪猫狗绝育补贴怎么申请")
    desk.keyboard.press("F8")
    said(desk, "corrected")
    newest = Corrections(desk_site.library.store.engine).every()[-1]
    assert (newest.kind, newest.qa_id, newest.question) == ("wrong", NOTED, "流浪猫狗绝育补贴")
    assert newest.asked_by == "王坐席"
    assert newest.card is not None
    assert newest.card["summary"].startswith("向所在街道申请")


def test_what_is_missing_is_told_without_a_card(desk: Page, desk_site: DeskSite) -> None:
    desk.keyboard.press("F8")
    said(desk, "nothing")
    desk.keyboard.type("月球旅游补贴")
    desk.keyboard.press("F8")
    said(desk, "corrected")
    newest = Corrections(desk_site.library.store.engine).every()[-1]
    assert (newest.kind, newest.question, newest.card) == ("missing", "月球旅游补贴", None)


def test_the_keyboard_map_opens_and_closes_by_key(desk: Page) -> None:
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="按键一览")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(desk.locator("#asked")).to_be_focused()
    desk.keyboard.press("F1")
    expect(desk.get_by_role("dialog", name="按键一览")).to_be_visible()
    desk.keyboard.press("F1")
    found(desk, "公积金?")
    assert desk.input_value("#asked") == "公积金?"


def test_words_of_markup_are_shown_as_words(desk: Page) -> None:
    found(desk, "告示牌样式")
    for shown_in in ("#row-1", "#card .spoken", "#card .inside"):
        expect(desk.locator(shown_in)).to_contain_text("<img src=x")
        assert desk.locator(f"{shown_in} img").count() == 0
        desk.keyboard.press("Enter")
