"""`make screenshots`: the pages of staff as they are, with the demonstration library, at the widths of desks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.library import Library
from tests.desk.calling import telephone_of
from tests.widget.chat_page import Chat
from tests.widget.screenshots import shot
from tests.widget.taking import take

WIDTHS = {1280: 800, 1920: 1080}
LOGIN, PASSWORD = "zuoxi", "晨光-Morgen-2026"


def main() -> None:
    """Take every picture at both widths into `docs/pictures`."""
    take(WIDTHS, hire, pictures)


def hire(library: Library) -> None:
    """Make the operator's account."""
    accounts = Accounts(library.store)
    _, first = accounts.create(LOGIN, "王坐席", [Role.OPERATOR])
    accounts.change_password(LOGIN, str(first), PASSWORD)


def pictures(browser: Browser, library: Library, site: str, width: int, height: int) -> Iterator[Path]:
    """Give the pictures of one width as they are taken."""
    tab = browser.new_page(
        viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    )
    tab.goto(f"{site}/desk/")
    yield shot(tab, "sign-in", width)
    tab.fill("#login", LOGIN)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("html[data-ready]")
    tab.keyboard.type("职工医保住院报销")
    tab.locator("#row-1", has_text="职工医保住院").wait_for()
    tab.keyboard.press("Enter")
    tab.locator("#card .spoken").wait_for()
    yield shot(tab, "desk", width)
    tab.keyboard.press("F1")
    yield shot(tab, "desk-keys", width)
    yield served(browser, tab, site, width)
    yield from called(tab, library, site, width)
    tab.close()


def served(browser: Browser, tab: Page, site: str, width: int) -> Path:
    """Serve a visitor and take the picture of it."""
    tab.goto(f"{site}/desk/chats")
    tab.wait_for_selector("html[data-ready]")
    tab.locator("#presence").select_option("present")
    tab.locator("#said[data-name=present]").wait_for()
    phone = browser.new_page(viewport={"width": 375, "height": 760}, locale="zh-CN")
    visitor = Chat(phone, site)
    visitor.ask("职工医保住院报销比例是多少")
    visitor.cards.first.wait_for()
    visitor.button("转人工").click()
    expect(tab.locator("#list-waiting .count")).to_have_text("1")
    tab.keyboard.press("F2")
    tab.locator("#talk [data-mine=true]").wait_for()
    visitor.ask("居民医保呢，报多少")
    tab.locator("#talk .theirs", has_text="居民医保呢").wait_for()
    tab.locator("#said[data-name=present]").wait_for(state="detached")
    tab.locator("[data-insert]", has_text="居民医保住院").first.wait_for()
    path = shot(tab, "chats", width)
    tab.keyboard.press("F9")
    tab.keyboard.press("1")
    expect(tab.locator("#list-mine .count")).to_have_text("0")
    phone.close()
    return path


def called(tab: Page, library: Library, site: str, width: int) -> Iterator[Path]:
    """Give the pictures of a call with its words and answer, and of the work order made from it."""
    telephone = telephone_of(library, site)
    tab.goto(f"{site}/desk/calls")
    tab.wait_for_selector("html[data-ready]")
    call = telephone.rings(region="示范市云川区", caller="13800138000")
    tab.locator(f"#call [data-open='{call}']").wait_for()
    telephone.says(call, "你好，我妈是职工医保，刚住院，能报多少")
    tab.keyboard.press("F2")
    tab.locator("#call [data-mine=true]").wait_for()
    telephone.says(telephone.rings(caller="0571-88880000"), "家里煤气泄漏了，快来人")
    telephone.says(telephone.rings(region="示范市"), "转人工")
    telephone.says(call, "职工医保住院报销比例是多少")
    telephone.says(call, "那居民医保住院", final=False)
    tab.locator("#help h2", has_text="那居民医保住院").wait_for()
    tab.keyboard.press("1")
    tab.locator("#card .spoken").wait_for()
    tab.locator("#said:empty").wait_for(state="attached")
    tab.locator("#arrived:empty").wait_for(state="attached")
    yield shot(tab, "calls", width)
    tab.keyboard.press("F6")
    tab.locator("#order[open]").wait_for()
    yield shot(tab, "order", width)
    tab.keyboard.press("Enter")
    tab.locator("#order-done:focus").wait_for()
    tab.keyboard.press("Enter")


if __name__ == "__main__":
    main()
