"""Who gets to which page of the console, and to its socket."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from tests.admin.conftest import As
from tests.admin.content import answered
from tests.desk.site import DeskSite, cookie_of

pytestmark = pytest.mark.e2e

SOCKET = "_nicegui_ws/socket.io/?EIO=4&transport=websocket"
READERS = {"bianji", "shenhe", "bianshen", "guanli", "shenji"}
WITH_LIAISONS = READERS | {"lianluo"}
AUDITORS = {"shenji", "guanli"}
EXAMPLES = {
    "{pair_id}": "new",
    "{policy_id}": "p-own",
    "{reading_id}": "r-own",
    "{interpretation_id}": "i-own",
    "{login}": "bianji",
    "{term_id}": "new",
}
# Page → who may see it.
MATRIX = {
    "/admin/home": WITH_LIAISONS,
    "/admin/pairs": WITH_LIAISONS,
    "/admin/pairs/new": WITH_LIAISONS,
    "/admin/review": WITH_LIAISONS,
    "/admin/expiring": READERS,
    "/admin/corrections": READERS,
    "/admin/sync": WITH_LIAISONS,
    "/admin/documents/p-own/drafts": READERS,
    "/admin/documents/p-own/comparison": WITH_LIAISONS,
    "/admin/doubts": WITH_LIAISONS,
    "/admin/doubts/p-own": WITH_LIAISONS,
    "/admin/interpretations": WITH_LIAISONS,
    "/admin/interpretations/i-own": WITH_LIAISONS,
    "/admin/exchange": READERS,
    "/admin/documents": WITH_LIAISONS,
    "/admin/documents/p-own": WITH_LIAISONS,
    "/admin/readings/r-own": READERS,
    "/admin/gaps": WITH_LIAISONS,
    "/admin/insights": WITH_LIAISONS,
    "/admin/audit": {"shenji", "guanli"},
    "/admin/switches": {"shenji", "guanli"},
    "/admin/banners": {"shenji", "guanli"},
    "/admin/wording": {"shenji", "guanli"},
    "/admin/retention": {"shenji", "guanli"},
    "/admin/masks": {"shenji", "guanli"},
    "/admin/settings": {"shenji", "guanli"},
    "/admin/try": READERS,
    "/admin/tests": READERS,
    "/admin/tests/set": READERS,
    "/admin/held": READERS,
    "/admin/answers/{message_id}": WITH_LIAISONS,
    "/admin/departments": READERS,
    "/admin/people": AUDITORS,
    "/admin/people/bianji": AUDITORS,
    "/admin/keys": AUDITORS,
    "/admin/webhooks": AUDITORS,
    "/admin/sites": AUDITORS,
    "/admin/hours": AUDITORS,
    "/admin/bot": {"shenji", "guanli"},
    "/admin/bot/compare": {"shenji", "guanli"},
    "/admin/bot/data": {"shenji", "guanli"},
    "/admin/dictionary": READERS,
    "/admin/dictionary/new": READERS,
}
EVERYBODY = sorted(WITH_LIAISONS | {"zuoxi", ""})


def filled(site: DeskSite, page: str) -> str:
    """Return an address with something that is there in the place of its parameters."""
    return page.format(message_id=answered(site, "门禁卡丢了怎么办", "示范市民政局")) if "{" in page else page


def status_of(site: DeskSite, login: str, path: str) -> int:
    headers = {**(cookie_of(site, login) if login else {}), "Accept": "text/html"}
    return httpx.get(site.address + path, headers=headers, trust_env=False, timeout=30).status_code


@pytest.mark.parametrize("page", MATRIX)
@pytest.mark.parametrize("login", EVERYBODY)
def test_a_page_is_shown_to_its_roles_and_to_nobody_else(desk_site: DeskSite, login: str, page: str) -> None:
    expected = 200 if login in MATRIX[page] else 303 if not login else 403
    assert status_of(desk_site, login, filled(desk_site, page)) == expected


def test_the_matrix_holds_every_page() -> None:
    from api.admin.pages.screens import SCREENS

    shown = {each.href for each in SCREENS}
    for parameter, example in EXAMPLES.items():
        shown = {each.replace(parameter, example) for each in shown}
    assert shown == set(MATRIX)


@pytest.mark.parametrize(
    ("login", "area", "opens"),
    [
        ("bianji", "admin", True),
        ("lianluo", "admin", True),
        ("zuoxi", "admin", False),
        ("", "admin", False),
        ("bianji", "desk", False),
        ("guanli", "desk", True),
    ],
)
def test_an_areas_socket_is_for_its_roles(desk_site: DeskSite, login: str, area: str, opens: bool) -> None:
    address = f"{desk_site.address.replace('http', 'ws', 1)}/{area}/{SOCKET}"
    headers = cookie_of(desk_site, login) if login else {}
    if opens:
        with connect(address, additional_headers=headers, proxy=None) as socket:
            assert str(socket.recv(timeout=10)).startswith("0")
    else:
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(address, additional_headers=headers, proxy=None),
        ):
            pass
        assert refused.value.response.status_code == 403


def test_one_areas_pages_are_no_pages_of_the_other(desk_site: DeskSite) -> None:
    """An admin may enter both; the library of pages is one, the areas are two."""
    assert status_of(desk_site, "guanli", "/admin/home") == 200
    for path in ("/desk/home", "/admin/chats", "/admin/", "/admin/anything", "/admin/_nicegui_ws/anything"):
        assert status_of(desk_site, "guanli", path) in (303, 404), path
    assert status_of(desk_site, "guanli", "/admin/chats") == 404
    assert status_of(desk_site, "guanli", "/desk/home") == 404


def test_a_first_password_opens_no_page_and_no_socket(desk_site: DeskSite) -> None:
    accounts = Accounts(desk_site.library.store)
    accounts.create("xinbianji", "新编辑", [Role.EDITOR])
    headers = cookie_of(desk_site, "xinbianji")
    answer = httpx.get(f"{desk_site.address}/admin/home", headers=headers, trust_env=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/change-password")
    address = f"{desk_site.address.replace('http', 'ws', 1)}/admin/{SOCKET}"
    with pytest.raises(InvalidStatus), connect(address, additional_headers=headers, proxy=None):
        pass


def test_the_policy_of_the_pages_is_the_desks(desk_site: DeskSite) -> None:
    answer = httpx.get(
        f"{desk_site.address}/admin/home", headers=cookie_of(desk_site, "bianji"), trust_env=False
    )
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_who_signs_in_comes_to_the_console_where_the_work_is_there(
    as_person: As, desk_site: DeskSite
) -> None:
    tab = as_person("bianji")
    expect(tab).to_have_url(f"{desk_site.address}/admin/home")
    expect(tab.get_by_role("heading", level=1)).to_have_text("首页")
    expect(
        tab.get_by_role("navigation", name="管理台导航").get_by_role("link", name="首页")
    ).to_have_attribute("aria-current", "page")
