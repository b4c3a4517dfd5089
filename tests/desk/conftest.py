"""The real service with the demonstration library and its desk, and operators who sign in with a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.content.live.phrases import Phrase, Phrases
from policies.content.model import (
    Clause,
    Disclosure,
    PairState,
    Policy,
    QaPair,
)
from policies.library import Library
from tests.widget.desk import MONDAY_AT_TEN, emptied
from tests.widget.serving import demo_library, serving

OWN = "晨光-Morgen-2026"
PEOPLE = {
    "zuoxi": ("王坐席", [Role.OPERATOR]),
    "tongshi": ("陈同事", [Role.OPERATOR]),
    "bianji": ("李编辑", [Role.EDITOR]),
    "guanli": ("管理员", [Role.ADMIN]),
    "bianshen": ("赵编审", [Role.EDITOR, Role.REVIEWER]),
    "shenji": ("孙审计", [Role.AUDITOR]),
    "lianluo": ("周联络", [Role.LIAISON]),
}
NOTED, ON_REQUEST, GONE = "q-noted", "p-on-request", "q-gone"


@dataclass(frozen=True)
class DeskSite:
    """A running service."""

    address: str
    library: Library


@pytest.fixture(scope="session")
def desk_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """The service; NiceGUI allows one a process."""
    with demo_library(tmp_path_factory.mktemp("desk")) as library:
        _add_what_only_staff_see(library)
        accounts = Accounts(library.store)
        for login, (name, roles) in PEOPLE.items():
            department = "示范市民政局" if Role.LIAISON in roles else None
            _, password = accounts.create(login, name, roles, department)
            assert accounts.change_password(login, str(password), OWN)
        with serving(library, desk=True, clock=lambda: MONDAY_AT_TEN) as address:
            yield DeskSite(address, library)


def _add_what_only_staff_see(library: Library) -> None:
    with library.store.writing() as write:
        write.policy(
            Policy(
                id=ON_REQUEST,
                title="示范市话务质检内部规程",
                doc_number="示热线〔2026〕9号",
                issuer="示范市政务服务热线中心",
                region="示范市",
                disclosure=Disclosure.ON_REQUEST,
                effective_on=date(2026, 1, 1),
                clauses=(Clause("第一条", "第一条 话务质检每周抽检二十通录音。", id="c-on-request"),),
            )
        )
        write.pair(
            QaPair(
                id=NOTED,
                question="流浪猫狗绝育补贴怎么申请",
                summary="向所在街道申请，每只补贴八十元。",
                speech="向所在街道申请，每只补贴八十元。",
                department="示范市民政局",
                region="示范市",
                internal_note="来电人常把这项与犬证混淆。",
                reviewed_on=date(2026, 10, 8),
                state=PairState.PUBLISHED,
            )
        )
        write.pair(
            QaPair(
                id=GONE,
                question="菜篮子直通车补助怎么领",
                summary="凭购买凭证到社区领取。",
                expires_on=date(2025, 12, 31),
                region="示范市",
                state=PairState.PUBLISHED,
            )
        )
    library.refresh()


Context = Callable[[], BrowserContext]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", reduced_motion="reduce"
    )
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def tab(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A tab; the test fails where scripts break, the content policy refuses something, or another host is asked."""
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    page.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else complaints.append(asked.url))
    yield page
    assert [each for each in complaints if not each.startswith(("data:", "blob:"))] == []


def sign_in(tab: Page, site: str, login: str, password: str = OWN) -> None:
    """Sign in by keyboard alone."""
    tab.goto(f"{site}/sign-in?next=/desk/")
    tab.locator("#login:focus").wait_for()
    tab.keyboard.type(login)
    tab.keyboard.press("Tab")
    tab.keyboard.type(password)
    tab.keyboard.press("Enter")


@pytest.fixture
def desk(tab: Page, desk_site: DeskSite) -> Page:
    """The desk of an operator who has just signed in."""
    sign_in(tab, desk_site.address, "zuoxi")
    tab.wait_for_selector("html[data-ready]")
    return tab


@pytest.fixture
def empty(desk_site: DeskSite) -> None:
    """Nobody waits, nobody is at the desk; there is one canned phrase."""
    emptied(desk_site.library)
    Phrases(desk_site.library.store.engine).save(Phrase("hi", "您好，我是人工坐席，请讲。"), "测试")


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Another browser."""
    opened = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", reduced_motion="reduce"
    )
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()
