"""`make screenshots`: pictures of the pages and their states, taken of the running service with Rasa."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console

from policies.content.catalogue import Catalogue
from policies.content.keys import KeyRing, Role
from policies.content.live.claims import Claims
from policies.content.live.handoffs import Handoffs
from policies.content.live.model import Ending, Operator
from policies.content.sites import Site, Sites
from policies.content.store import Store
from tests.conftest import CHROMIUM, FLAGS, ROOT
from tests.e2e.service import RunningService, running_service
from tests.widget.docs_page import authorize, run
from tests.widget.website import tag, website

FOLDER = ROOT / "docs" / "pictures"
WIDTHS = (375, 768, 1280)
HEIGHT = 900
STATES = {
    "answer": "职工医保住院报销比例是多少",
    "clarify": "小学什么时候报名",
    "quoted": "示医保规〔2025〕3号第十条是怎么写的",
    "lapsed": "示医保规〔2021〕2号",
    "refusal": "猫咪打呼噜正常吗",
    "emergency": "我家煤气漏了一屋子味",
    "complaint": "楼下烧烤店半夜扰民我要投诉",
    "handoff": "转人工",
}
CLOSED = {"is_open": False, "opens_at": "2026-11-28T09:00:00+08:00", "phone": "12345"}
# What the tab remembers of a hand-off that it has not read yet.
WAITS = """() => {
    const kept = JSON.parse(sessionStorage["yihaoda-chat"]);
    kept.live = { state: "waiting", place: 1, newest: 0 };
    sessionStorage["yihaoda-chat"] = JSON.stringify(kept);
}"""
SITE = Site("portal", "政策咨询", "#7a1f1f", "您好，想问什么政策？", (), ())


def main() -> None:
    """Take every picture at every width into `docs/pictures`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    console = Console(highlight=False)
    with (
        tempfile.TemporaryDirectory() as scratch,
        running_service(Path(scratch)) as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for width in WIDTHS:
            for path in pictures(browser, service, width):
                console.print(str(path.relative_to(ROOT)))
        console.print(
            str(back_office(browser, service.page, Store.open(service.database_url)).relative_to(ROOT))
        )
        browser.close()


def back_office(browser: Browser, site: str, store: Store) -> Path:
    """Take the picture of the documentation page after an editor's first request."""
    ring = KeyRing(store)
    key, token = ring.make("王编辑", [Role.EDITOR])
    tab = browser.new_page(viewport={"width": 1280, "height": HEIGHT}, locale="zh-CN")
    authorize(tab, site, token)
    answer = run(tab, "get", "/api/v1/admin/pairs")
    answer.scroll_into_view_if_needed()
    # The page shows the key in the command that it builds: no picture of one, even of one that is revoked.
    tab.evaluate("document.querySelectorAll('.curl-command').forEach(each => each.remove())")
    path = shot(tab, "docs", 1280)
    tab.close()
    ring.revoke(key.id)
    return path


def pictures(browser: Browser, service: RunningService, width: int) -> Iterator[Path]:
    """Give the pictures of one width as they are taken."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, locale="zh-CN", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.route("**/api/v1/handoff", lambda route: route.fulfill(json=CLOSED))
    tab.goto(service.page)
    yield shot(tab, "start", width)
    for name, question in STATES.items():
        ask(tab, service, question)
        yield shot(tab, name, width)
    yield from steps(tab, service, width)
    yield from with_a_person(tab, service, width)
    yield from documents(tab, service, width)
    yield embedded(tab, service, width)
    context.close()


def ask(tab: Page, service: RunningService, question: str) -> None:
    """Begin anew and ask."""
    tab.goto(service.page)
    tab.evaluate("sessionStorage.clear()")
    tab.goto(f"{service.page}/?q={question}")
    tab.wait_for_selector("yihaoda-chat .card", timeout=20_000)


def steps(tab: Page, service: RunningService, width: int) -> Iterator[Path]:
    """Give the steps of a visit besides asking."""
    ask(tab, service, STATES["answer"])
    tab.get_by_role("button", name="没帮助").click()
    tab.get_by_role("radio", name="内容过时").scroll_into_view_if_needed()
    yield shot(tab, "feedback", width)
    tab.get_by_role("button", name="结束并评价").click()
    yield shot(tab, "closing", width)
    tab.evaluate("sessionStorage.clear()")
    tab.goto(service.page)
    tab.get_by_label("请输入您的问题").press_sequentially("医保")
    tab.get_by_role("listbox").wait_for()
    yield shot(tab, "typing", width)
    ask(tab, service, STATES["answer"])
    tab.get_by_role("button", name="长辈模式").click()
    yield shot(tab, "elder", width)
    tab.get_by_role("button", name="长辈模式").click()


def with_a_person(tab: Page, service: RunningService, width: int) -> Iterator[Path]:
    """Give the states of a hand-off; the desk may be closed just now, so the store lets the visitor in."""
    ask(tab, service, STATES["answer"])
    handoffs = Handoffs(Store.open(service.database_url).engine)
    claims, operator = Claims(handoffs), Operator("k-picture", "王晓")
    waiting = handoffs.enter(tab.evaluate("JSON.parse(sessionStorage['yihaoda-chat']).conversation_id"))
    tab.evaluate(WAITS)
    tab.reload()
    tab.get_by_role("button", name="离开排队").wait_for()
    yield shot(tab, "waiting", width)
    claims.claim(waiting.id, operator)
    claims.say(waiting.id, operator, "您好，请问您是职工医保还是居民医保？", f"picture-{width}")
    tab.locator("yihaoda-chat .theirs").wait_for()
    yield shot(tab, "served", width)
    claims.close(waiting.id, operator, Ending.RESOLVED)
    tab.get_by_role("button", name="提交评价").wait_for()
    yield shot(tab, "ended", width)


def documents(tab: Page, service: RunningService, width: int) -> Iterator[Path]:
    """Give the pages to read."""
    cited = service.ask(STATES["answer"])["reply"]["citations"][0]
    _, newer = Catalogue(Store.open(service.database_url)).replaced_by()[0]
    addresses = {
        "policy": cited["url"],
        "changes": f"/policies/{newer}/changes",
        "interpretation": cited["interpretation"]["url"],
        "departments": "/departments",
        "department": f"/departments/{cited['issuer']}",
        "search": "/search?q=居住证",
        "problem": "/policies/none",
    }
    for name, address in addresses.items():
        tab.goto(service.page + address)
        yield shot(tab, name, width)


def embedded(tab: Page, service: RunningService, width: int) -> Path:
    """Take the panel on another website."""
    with website(tag(service.page)) as origin:
        store = Store.open(service.database_url)
        Sites(store).save(Site(SITE.id, SITE.title, SITE.color, SITE.greeting, (), (origin,)), "screenshots")
        tab.goto(origin)
        tab.get_by_role("button", name="政策咨询").click()
        tab.get_by_role("heading", name=SITE.greeting).wait_for()
        return shot(tab, "embedded", width)


def shot(tab: Page, name: str, width: int) -> Path:
    """Take one picture of what is in sight."""
    path = FOLDER / f"{name}-{width}.png"
    tab.screenshot(path=path)
    return path


if __name__ == "__main__":
    main()
