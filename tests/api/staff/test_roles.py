"""Who may open what with a session: every page and every address of staff, with every role, and signed out."""

from __future__ import annotations

import pytest

from api.security.sessions import SESSION
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from tests.api.admin.conftest import PEOPLE as KEY_HOLDERS
from tests.api.admin.test_roles import MATRIX, called
from tests.api.staff.conftest import PEOPLE, Browser, form_token

NAMES = {login: name for login, (name, _, _) in PEOPLE.items()}
PAGES = {"/account": set(PEOPLE), "/change-password": set(PEOPLE)}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_lets_in_whom_the_matrix_names_and_leads_others_to_sign_in(holder: Browser, page: str) -> None:
    answer = holder("").get(page)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={page}")
    for login in PEOPLE:
        assert (holder(login).get(page).status_code == 200) is (login in PAGES[page])


@pytest.mark.parametrize(("method", "address"), MATRIX)
def test_a_session_opens_what_a_key_of_the_same_roles_opens(
    holder: Browser, method: str, address: str
) -> None:
    assert called(holder(""), method, address) == 401
    for login, name in NAMES.items():
        client = holder(login)
        client.headers["X-CSRF-Token"] = form_token(client, "/account")
        refused = called(client, method, address) in (401, 403)
        assert refused is (name not in MATRIX[method, address]), name


def test_the_people_of_the_two_matrices_have_the_same_roles() -> None:
    signing_in = {name: roles for name, roles, _ in PEOPLE.values()}
    # A machine has a key, not an account.
    people = {name: roles for name, roles in KEY_HOLDERS.items() if Role.HOTLINE not in roles}
    assert people
    assert people.items() <= signing_in.items()


@pytest.mark.parametrize("headers", [{}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": "x", "Origin": "null"}])
def test_a_cookie_alone_changes_nothing(browser: Browser, headers: dict[str, str]) -> None:
    client = browser("guanli")
    body = {"name": "示范市新局", "aliases": []}
    assert client.put("/api/v1/admin/departments", json=body, headers=headers).status_code == 403
    token = client.get("/api/v1/staff/me").json()["csrf_token"]
    stranger = {"X-CSRF-Token": token, "Origin": "https://evil.example"}
    assert client.put("/api/v1/admin/departments", json=body, headers=stranger).status_code == 403
    answer = client.put("/api/v1/admin/departments", json=body, headers={"X-CSRF-Token": token})
    assert answer.status_code == 200, answer.text


def test_a_session_says_whose_it_is(browser: Browser) -> None:
    me = browser("lianluo").get("/api/v1/staff/me").json()
    assert (me["name"], me["roles"], me["department"]) == ("联络庚", ["liaison"], "示范市民政局")
    assert browser("").get("/api/v1/staff/me").status_code == 401


def test_what_somebody_does_with_a_session_stands_under_their_name(browser: Browser) -> None:
    client = browser("guanli")
    client.headers["X-CSRF-Token"] = client.get("/api/v1/staff/me").json()["csrf_token"]
    client.put("/api/v1/admin/departments", json={"name": "示范市某局", "aliases": []})
    entries = client.get("/api/v1/admin/audit?kind=department").json()
    assert entries[0]["actor"] == "管理丁"


def test_a_disabled_account_is_shut_out_at_once(browser: Browser, accounts: Accounts) -> None:
    client = browser("bianji")
    assert client.get("/api/v1/admin/pairs").status_code == 200
    kept = client.cookies[SESSION]
    accounts.disable("bianji")
    assert client.get("/api/v1/admin/pairs", headers={"Cookie": f"{SESSION}={kept}"}).status_code == 401
    accounts.change_password("bianji", accounts.reset("bianji"), "晨光-Morgen-2026")
