"""Who gets to the desk."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from api.security.sessions import SESSION
from policies.content.accounts.lockout import ALLOWED
from policies.content.accounts.sessions import Sessions
from tests.desk.conftest import DeskSite, sign_in

pytestmark = pytest.mark.e2e

SOCKET = "/desk/_nicegui_ws/socket.io/?EIO=4&transport=websocket"


def cookie_of(site: DeskSite, login: str) -> dict[str, str]:
    from datetime import timedelta

    from policies.content.accounts.ring import Accounts

    sessions = Sessions(site.library.store, timedelta(hours=1), timedelta(hours=1))
    return {"Cookie": f"{SESSION}={sessions.open(Accounts(site.library.store).of(login))}"}


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
    for path in ("/desk/", "/desk/chats", "/desk/callbacks", "/desk/shift", "/desk/anything"):
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
