"""Signing in, signing out, changing the password: as a browser without scripts does it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from api.security.sessions import SESSION
from policies.content.accounts.lockout import ALLOWED
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.library import Library
from tests.api.conftest import TODAY, settings_for
from tests.api.staff.conftest import OWN, Browser, form_token, sign_in

STRANGERS = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


def test_the_right_password_opens_a_session_whose_cookie_scripts_cannot_read(browser: Browser) -> None:
    client = browser("")
    answer = sign_in(client, "bianji", OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin")
    given = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(SESSION))
    assert "HttpOnly" in given
    assert "SameSite=lax" in given
    assert "Secure" not in given
    assert "编辑甲" in client.get("/account").text


def test_an_operator_begins_at_the_desk_or_where_they_wanted_to_go(browser: Browser) -> None:
    assert sign_in(browser(""), "zuoxi", OWN).headers["location"] == "/desk"
    assert sign_in(browser(""), "zuoxi", OWN, next="/account").headers["location"] == "/account"


@pytest.mark.parametrize("login", ["bianji", "bianshen", "shenji", "guanli", "lianluo"])
def test_who_keeps_the_library_begins_in_the_console(browser: Browser, login: str) -> None:
    client = browser("")
    assert sign_in(client, login, OWN).headers["location"] == "/admin"
    assert 'href="/admin"' in client.get("/account").text


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
)
def test_nobody_is_led_to_another_site(browser: Browser, next: str) -> None:
    assert sign_in(browser(""), "bianji", OWN, next=next).headers["location"] == "/admin"


def test_a_wrong_password_and_an_unknown_name_are_told_alike(browser: Browser) -> None:
    client = browser("")
    told = {
        (answer.status_code, answer.text.replace(form_token(client), ""))
        for answer in (
            sign_in(client, "bianji", "falsch-falsch"),
            sign_in(client, "niemand", "falsch-falsch"),
        )
    }
    assert len(told) == 1
    assert "登录名或密码不正确" in told.pop()[1]


@pytest.mark.parametrize("login", ["shenji", "wer-auch-immer"])
def test_after_some_failures_a_name_is_locked_whether_it_exists_or_not(
    browser: Browser, accounts: Accounts, login: str
) -> None:
    client = browser("")
    for _ in range(ALLOWED):
        assert sign_in(client, login, "falsch-falsch").status_code == 401
    answer = sign_in(client, login, OWN)
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.text
    if login == "shenji":
        accounts.change_password(login, accounts.reset(login), OWN)


@pytest.mark.parametrize("headers", STRANGERS)
def test_a_form_that_another_site_sends_signs_nobody_in(browser: Browser, headers: dict[str, str]) -> None:
    client = browser("")
    sent = {"login": "bianji", "password": OWN, "token": form_token(client)}
    assert client.post("/sign-in", data=sent, headers=headers).status_code == 403
    assert client.cookies.get(SESSION) is None


@pytest.mark.parametrize("token", ["", "0" * 64, "令牌"])
def test_a_form_without_its_token_does_nothing(browser: Browser, token: str) -> None:
    client = browser("")
    form_token(client)
    sent = {"login": "bianji", "password": OWN, "token": token}
    assert client.post("/sign-in", data=sent).status_code == 403
    client = browser("bianji")
    changed = {"old": OWN, "new": "Anders-2026-xy", "again": "Anders-2026-xy", "token": token}
    assert client.post("/change-password", data=changed).status_code == 403
    client.post("/sign-out", data={"token": token})
    assert client.get("/account").status_code == 200


def test_a_token_of_one_browser_is_none_of_another(browser: Browser) -> None:
    stolen = form_token(browser("guanli"), "/account")
    client = browser("bianji")
    client.post("/sign-out", data={"token": stolen})
    assert client.get("/account").status_code == 200


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(browser: Browser) -> None:
    client = browser("bianji")
    kept = client.cookies[SESSION]
    answer = client.post("/sign-out", data={"token": form_token(client, "/account")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert client.cookies.get(SESSION) is None
    assert client.get("/account", headers={"Cookie": f"{SESSION}={kept}"}).status_code == 303


def test_the_first_password_opens_only_its_own_change(browser: Browser, accounts: Accounts) -> None:
    _, first = accounts.create("neu", "新人辛", [Role.ADMIN])
    client = browser("")
    assert sign_in(client, "neu", str(first), next="/desk").headers["location"] == "/change-password"
    assert client.get("/account").headers["location"] == "/change-password"
    refused = client.get("/api/v1/admin/pairs")
    assert (refused.status_code, refused.json()["title"]) == (403, "请先修改初始密码")
    old = client.cookies[SESSION]
    changed = {"old": str(first), "new": OWN, "again": OWN, "token": form_token(client, "/change-password")}
    assert client.post("/change-password", data=changed).headers["location"] == "/admin"
    assert client.cookies[SESSION] != old
    assert client.get("/api/v1/admin/pairs").status_code == 200
    assert client.get("/account", headers={"Cookie": f"{SESSION}={old}"}).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("falsch-falsch", "Anders-2026-xy", "Anders-2026-xy", "原密码不正确"),
        (OWN, "Anders-2026-xy", "Anders-2026-yx", "两次输入的新密码不一致"),
        (OWN, "kurz", "kurz", "10 到 128 个字符"),
        (OWN, OWN, OWN, "不能与原密码相同"),
        (OWN, "11111111111111", "11111111111111", "密码过于简单"),
    ],
)
def test_a_password_that_cannot_be_is_refused_in_words(
    browser: Browser, old: str, new: str, again: str, told: str
) -> None:
    client = browser("bianji")
    sent = {"old": old, "new": new, "again": again, "token": form_token(client, "/change-password")}
    answer = client.post("/change-password", data=sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert new not in answer.text


def test_who_is_signed_in_is_not_asked_again(browser: Browser) -> None:
    assert browser("bianji").get("/sign-in?next=/docs").headers["location"] == "/docs"


def test_over_https_the_cookie_is_for_https_and_this_host_alone(
    own_library: Library, accounts: Accounts
) -> None:
    assert accounts
    address = "https://www.example.gov.cn"
    app = create_app(settings_for(public_url=address), own_library, today=lambda: TODAY)
    with TestClient(app, base_url=address, follow_redirects=False) as client:
        answer = sign_in(client, "bianji", OWN)
        given = next(each for each in answer.headers.get_list("set-cookie") if SESSION in each)
        assert given.startswith(f"__Host-{SESSION}=")
        assert "Secure" in given
        assert "Path=/;" in given
        assert client.get("/account").status_code == 200


@pytest.mark.parametrize("body", [b"login=%00&password=%ff", b"\xff\xfe", b"login=" + b"a" * 40_000])
def test_what_no_browser_sends_breaks_nothing(browser: Browser, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for page in ("/sign-in", "/sign-out", "/change-password"):
        assert browser("").post(page, content=body, headers=headers).status_code < 500


def test_a_name_with_a_nul_is_nobodys(browser: Browser) -> None:
    assert sign_in(browser(""), "bian\x00ji", OWN).status_code == 401


def test_no_page_of_staff_is_kept_or_found_by_search_engines(browser: Browser) -> None:
    for page in ("/sign-in", "/account", "/change-password"):
        answer = browser("bianji" if page != "/sign-in" else "").get(page)
        assert answer.headers["cache-control"] == "no-store"
        assert 'name="robots" content="noindex"' in answer.text
