"""`make screenshots`: the pages of the admin console as they are, with the demonstration library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from policies.clock import CHINA
from policies.content.accounts.ring import Accounts
from policies.content.conversations import ConversationLog
from policies.content.keys import Role
from policies.content.sites import Site, Sites
from policies.library import Library
from tests.widget.screenshots import shot
from tests.widget.taking import take

WIDTHS = {1280: 800, 768: 1024}
PASSWORD = "晨光-Morgen-2026"
PEOPLE = {
    "bianji": ("李编辑", [Role.EDITOR]),
    "shenhe": ("吴审核", [Role.REVIEWER]),
    "guanli": ("何管理", [Role.ADMIN]),
}
# Pages of an admin that are shown as they open.
SYSTEM = {
    "people": "people",
    "sites": "sites?site=portal",
    "hours": "hours",
    "switches": "switches",
    "banners": "banners",
    "wording": "wording?key=answering.not_found.department",
    "retention": "retention",
    "masks": "masks",
    "settings": "settings",
    "bot": "bot",
    "bot-data": "bot/data",
}


def main() -> None:
    """Take every picture at both widths into `docs/pictures`."""
    take(WIDTHS, hire, pictures)


def hire(library: Library) -> None:
    """Make the accounts of an editor, a reviewer and an admin, and a site."""
    look = Site("portal", "政策咨询", origins=("https://www.example.gov.cn",), hot=("老花镜有补贴吗",))
    Sites(library.store).save(look, "何管理")
    accounts = Accounts(library.store)
    for login, (name, roles) in PEOPLE.items():
        _, first = accounts.create(login, name, roles)
        accounts.change_password(login, str(first), PASSWORD)


def signed_in(browser: Browser, site: str, login: str, width: int, height: int) -> Page:
    """Return the tab of somebody who has just signed in."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(f"{site}/sign-in?next=/admin")
    tab.fill("#login", login)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("html[data-ready]")
    return tab


def pictures(browser: Browser, library: Library, site: str, width: int, height: int) -> Iterator[Path]:
    """Give the pictures of one width as they are taken."""
    tab = signed_in(browser, site, "bianji", width, height)
    opened(tab, f"{site}/admin/pairs")
    yield shot(tab, "admin-pairs", width)
    written(tab, site, f"工地夏天太热一个月补多少钱（{width}）")
    yield shot(tab, "admin-pair", width)
    tab.get_by_role("button", name="提交审核").click()
    tab.locator("#head .badge", has_text="待审核").wait_for()
    opened(tab, f"{site}/admin/expiring")
    yield shot(tab, "admin-expiring", width)
    yield from of_documents(tab, site, width)
    opened(tab, f"{site}/admin/corrections")
    yield shot(tab, "admin-corrections", width)
    for name, page in (("try", "try?q=高龄津贴多少钱"), ("tests", "tests"), ("sync", "sync")):
        opened(tab, f"{site}/admin/{page}")
        yield shot(tab, f"admin-{name}", width)
    opened(tab, f"{site}/admin/interpretations?text=加装电梯")
    yield shot(tab, "admin-interpretations", width)
    tab.locator("#list tbody th a").first.click()
    tab.locator("#parts article").first.wait_for()
    yield shot(tab, "admin-interpretation", width)
    document = next(each for each in library.store.policies() if each.superseded_by_id)
    opened(tab, f"{site}/admin/documents/{document.superseded_by_id}/comparison")
    yield shot(tab, "admin-comparison", width)
    opened(tab, f"{site}/admin/documents/{document.superseded_by_id}/drafts")
    yield shot(tab, "admin-drafts", width)
    doubted(library, str(document.superseded_by_id))
    opened(tab, f"{site}/admin/doubts/{document.superseded_by_id}")
    tab.get_by_role("button", name="起草解读").click()
    tab.locator("#outline-form").wait_for()
    yield shot(tab, "admin-doubts", width)
    yield from of_the_dictionary(tab, site, width)
    yield from of_what_people_asked(tab, library, site, width)
    opened(tab, f"{site}/admin/home")
    yield shot(tab, "admin-home", width)
    tab.context.close()
    tab = signed_in(browser, site, "shenhe", width, height)
    opened(tab, f"{site}/admin/review")
    yield shot(tab, "admin-review", width)
    tab.context.close()
    tab = signed_in(browser, site, "guanli", width, height)
    for name, address in SYSTEM.items():
        opened(tab, f"{site}/admin/{address}")
        yield shot(tab, f"admin-{name}", width)
    tab.context.close()


def doubted(library: Library, policy_id: str) -> None:
    """Let people ask about a document what its answers did not make clear."""
    log = ConversationLog(library.store.engine)
    cited = {"kind": "policy", "source_id": policy_id, "clause": None}
    card = {"outcome": "answered", "confidence": 0.8, "citations": [cited], "choices": []}
    for question in ("申请要带什么材料", "申请的时候要带哪些材料", "去申请要准备什么材料啊"):
        log.feedback(log.record(log.start("web", "示范市"), None, question, card), False, None, None)


def of_what_people_asked(tab: Page, library: Library, site: str, width: int) -> Iterator[Path]:
    """Give the pictures of gaps and insights, after people asked some things that nothing answers and some that it does."""
    log = ConversationLog(library.store.engine)
    missing = ("养狗要办什么证", "养狗证去哪里办", "办养狗证要什么材料", "阳台能不能封", "封阳台要不要审批")
    answered = (
        "高龄津贴每月发多少钱",
        "公积金怎么提取",
        "居住证怎么办理",
        "医保怎么报销",
        "公租房租金怎么算",
    )
    for question, outcome in (
        *((each, "not_found") for each in missing),
        *((each, "answered") for each in answered * 3),
    ):
        shown = {"outcome": outcome, "confidence": 0.9 if outcome == "answered" else 0.1, "choices": []}
        log.record(log.start("web", "示范市"), None, question, shown)
    opened(tab, f"{site}/admin/gaps")
    tab.get_by_role("button", name="立即归拢").click()
    tab.locator("#list tbody th a").first.click()
    tab.wait_for_selector("html[data-ready]")
    yield shot(tab, "admin-gaps", width)
    today = datetime.now(CHINA).date()
    opened(tab, f"{site}/admin/insights?since={today - timedelta(days=20)}&until={today}")
    tab.locator(".chart svg").first.wait_for()
    yield shot(tab, "admin-insights", width)


def opened(tab: Page, address: str) -> None:
    """Open a page and wait until it answers to keys."""
    tab.goto(address)
    tab.wait_for_selector("html[data-ready]")


def of_documents(tab: Page, site: str, width: int) -> Iterator[Path]:
    """Give the pictures of the list of documents, of one, and of one that is corrected."""
    opened(tab, f"{site}/admin/documents")
    yield shot(tab, "admin-documents", width)
    tab.locator("#list tbody th a").first.click()
    tab.wait_for_selector("#clauses .tree")
    yield shot(tab, "admin-document", width)
    tab.get_by_role("button", name="更正", exact=True).click()
    tab.locator(".nodes button").nth(2).click()
    tab.locator(".nodes button[aria-current]").nth(0).wait_for()
    yield shot(tab, "admin-reading", width)


def of_the_dictionary(tab: Page, site: str, width: int) -> Iterator[Path]:
    """Give the pictures of the pages of the dictionary."""
    opened(tab, f"{site}/admin/dictionary?text=高龄津贴")
    yield shot(tab, "admin-dictionary", width)
    compared(tab)
    yield shot(tab, "admin-concept", width)


def compared(tab: Page) -> None:
    """Open the first concept of the list, add ways of saying it, and wait for what they would do."""
    tab.locator("#list tbody th a").first.click()
    tab.wait_for_selector("html[data-ready]")
    field = tab.get_by_label("群众的说法")
    field.fill(f"银龄红包\n公积金\n{field.input_value()}")
    tab.get_by_label("群众可能怎么说").fill("银龄红包每月发多少钱")
    tab.get_by_role("button", name="看保存后的影响").click()
    tab.locator("#concept_effect .counts").wait_for(timeout=120_000)
    tab.locator("#concept_effect").scroll_into_view_if_needed()


def written(tab: Page, site: str, question: str) -> None:
    """Write a new pair, cite a clause for it, and save it."""
    opened(tab, f"{site}/admin/pairs/new")
    tab.get_by_label("标准问题").fill(question)
    tab.get_by_label("结论").fill(
        "每年6月至9月，35摄氏度以上高温天气在室外露天作业的，用人单位每月发给高温津贴300元。"
    )
    tab.get_by_label("部门", exact=True).fill("示范市人力资源和社会保障局")
    tab.get_by_label("适用地区").fill("示范市")
    tab.get_by_role("searchbox", name="查找条款").fill("高温津贴")
    tab.locator("#clauses button").first.click()
    tab.locator("#preview", has_text="高温津贴300元").first.wait_for()
    tab.get_by_role("button", name="保存草稿").click()
    tab.locator("#head .badge", has_text="草稿").wait_for()


if __name__ == "__main__":
    main()
