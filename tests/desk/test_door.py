"""Who gets to the desk."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from api.desk.guard import DESK
from api.desk.pages import PAGES
from api.desk.rendering import TABS
from policies.content.account_tables import ACCOUNT
from policies.content.accounts.lockout import ALLOWED
from policies.content.keys import Role
from tests.desk.conftest import sign_in
from tests.desk.site import DeskSite, cookie_of
from tests.widget.desk import hired

pytestmark = pytest.mark.e2e

SOCKET = "/desk/_nicegui_ws/socket.io/?EIO=4&transport=websocket"


def test_every_tab_has_its_page_and_every_page_its_tab() -> None:
    tabs = [address for address, *_ in TABS]
    assert [f"{DESK.prefix}{path}" for path, *_ in PAGES] == tabs
    assert {f"{DESK.prefix}/{each}" for each in DESK.pages} == set(tabs)


@pytest.mark.parametrize("path", [path for path, *_ in PAGES])
def test_nobody_waits_while_a_page_reads_the_store(desk_site: DeskSite, path: str) -> None:
    """What reads the store on the event loop holds up every other page of the process."""
    read: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        with suppress(RuntimeError):
            asyncio.get_running_loop()
            read.append(statement)

    headers, address = cookie_of(desk_site, "zuoxi"), f"{desk_site.address}{DESK.prefix}{path}"
    sa.event.listen(desk_site.library.store.engine, "before_cursor_execute", note)
    try:
        assert httpx.get(address, headers=headers, trust_env=False).status_code == 200
    finally:
        sa.event.remove(desk_site.library.store.engine, "before_cursor_execute", note)
    assert read == []


def test_who_is_signed_out_is_led_to_the_form_and_then_to_the_desk(tab: Page, desk_site: DeskSite) -> None:
    tab.goto(f"{desk_site.address}/desk")
    expect(tab).to_have_url(f"{desk_site.address}/sign-in?next=/desk/")
    sign_in(tab, desk_site.address, "zuoxi")
    expect(tab).to_have_url(f"{desk_site.address}/desk/")
    expect(tab.locator("#asked")).to_be_focused()


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("zuoxi", 200),
        ("guanli", 200),
        ("bianji", 403),
        ("bianshen", 403),
        ("shenji", 403),
        ("lianluo", 403),
        ("", 303),
    ],
)
def test_the_page_is_for_operators_and_admins(desk_site: DeskSite, login: str, status: int) -> None:
    headers = cookie_of(desk_site, login) if login else {}
    for path in (*(address for address, *_ in TABS), "/desk/anything"):
        answer = httpx.get(
            desk_site.address + path, headers={**headers, "Accept": "text/html"}, trust_env=False
        )
        assert answer.status_code == (404 if path == "/desk/anything" and status == 200 else status)
    if status == 403:
        assert "没有权限" in answer.text


@pytest.mark.parametrize(
    ("login", "origin"), [("", None), ("bianji", None), ("zuoxi", "https://evil.example")]
)
def test_the_socket_is_shut_to_everybody_else(desk_site: DeskSite, login: str, origin: str | None) -> None:
    address = desk_site.address.replace("http", "ws", 1) + SOCKET
    headers = cookie_of(desk_site, login) if login else {}
    more = {**headers, **({"Origin": origin} if origin else {})}
    with pytest.raises(InvalidStatus) as refused, connect(address, additional_headers=more, proxy=None):
        pass
    assert refused.value.response.status_code == 403


def test_an_operators_own_page_gets_its_socket(desk_site: DeskSite) -> None:
    address = desk_site.address.replace("http", "ws", 1) + SOCKET
    with connect(address, additional_headers=cookie_of(desk_site, "zuoxi"), proxy=None) as socket:
        assert str(socket.recv(timeout=10)).startswith("0")


def test_the_pages_policy_lets_nothing_come_from_elsewhere(desk_site: DeskSite) -> None:
    answer = httpx.get(f"{desk_site.address}/desk/", headers=cookie_of(desk_site, "zuoxi"), trust_env=False)
    policy = answer.headers["content-security-policy"]
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    citizens = httpx.get(desk_site.address, trust_env=False).headers["content-security-policy"]
    assert "unsafe" not in citizens


def test_a_locked_name_is_told_so_and_a_refused_role_sees_a_page(tab: Page, desk_site: DeskSite) -> None:
    for _ in range(ALLOWED):
        sign_in(tab, desk_site.address, "niemand", "falsch-falsch")
        expect(tab.get_by_role("alert")).to_contain_text("登录名或密码不正确")
    sign_in(tab, desk_site.address, "niemand", "falsch-falsch")
    expect(tab.get_by_role("alert")).to_contain_text("已暂停登录")
    sign_in(tab, desk_site.address, "bianji")
    expect(tab.get_by_role("heading", name="没有权限")).to_be_visible()


def test_a_session_that_ends_ends_the_work_of_an_open_page(desk: Page, desk_site: DeskSite) -> None:
    with desk_site.library.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM staff_session")
    desk.keyboard.type("医保")
    expect(desk).to_have_url(f"{desk_site.address}/sign-in?next=/desk/")


@pytest.mark.parametrize(
    ("change", "address"),
    [({"must_change": True}, "/change-password"), ({"roles": [Role.EDITOR.value]}, "/desk/chats")],
)
@pytest.mark.parametrize("page", ["", "chats"])
def test_an_open_page_stops_working_where_the_door_would_let_nobody_in_any_more(
    desk: Page, desk_site: DeskSite, change: dict[str, Any], address: str, page: str
) -> None:
    """Either with the next key, or (live conversations) as soon as something happens at the desk."""
    theirs = ACCOUNT.c.login == "zuoxi"
    desk.goto(f"{desk_site.address}/desk/{page}")
    desk.wait_for_selector("html[data-ready]")
    address = address if page or "desk" not in address else "/desk/"
    try:
        with desk_site.library.store.engine.begin() as connection:
            connection.execute(sa.update(ACCOUNT).where(theirs).values(**change))
        if page:
            hired(desk_site.library, desk_site.address, "安娜").present()
        else:
            desk.keyboard.type("医保")
        expect(desk).to_have_url(desk_site.address + address)
        if "roles" in change:
            expect(desk.get_by_role("heading", name="没有权限")).to_be_visible()
    finally:
        with desk_site.library.store.engine.begin() as connection:
            kept = {"must_change": False, "roles": [Role.OPERATOR.value]}
            connection.execute(sa.update(ACCOUNT).where(theirs).values(**kept))
