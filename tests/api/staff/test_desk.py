"""The live desk with a session: what an operator's key opens, an operator who signed in opens too."""

from __future__ import annotations

import pytest
from starlette.websockets import WebSocketDisconnect

from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from tests.api.live.conftest import LIVE
from tests.api.live.test_desk import ADDRESSES
from tests.api.staff.conftest import PEOPLE, Browser, form_token, sign_in

EVENTS = f"{LIVE}/events"
OPENS = {login for login, (_, roles, _) in PEOPLE.items() if {Role.OPERATOR, Role.ADMIN} & set(roles)}


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_a_session_opens_the_desk_for_operators_and_admins(
    holder: Browser, method: str, address: str
) -> None:
    path = LIVE + address.format(id="h-none", code="none")
    for login in PEOPLE:
        client = holder(login)
        client.headers["X-CSRF-Token"] = form_token(client, "/account")
        assert (client.request(method, path).status_code not in (401, 403)) is (login in OPENS), login


@pytest.mark.parametrize("login", ["", *PEOPLE])
def test_a_session_has_a_line_to_the_desk_where_it_opens_the_desk(holder: Browser, login: str) -> None:
    client = holder(login)
    if login in OPENS:
        with client.websocket_connect(EVENTS) as desk:
            assert desk.receive_json() == {"type": "ready"}
    else:
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(EVENTS):
            pass


def test_another_website_gets_no_line_with_somebodys_session(holder: Browser) -> None:
    client = holder("zuoxi")
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(EVENTS, headers={"Origin": "https://evil.example"}),
    ):
        pass


def test_before_the_first_password_is_changed_there_is_no_line(browser: Browser, accounts: Accounts) -> None:
    _, password = accounts.create("xinlai", "新来的", [Role.OPERATOR], None)
    client = browser("")
    sign_in(client, "xinlai", str(password))
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(EVENTS):
        pass


def test_visitors_see_the_name_of_who_signed_in(holder: Browser) -> None:
    client = holder("zuoxi")
    client.headers["X-CSRF-Token"] = form_token(client, "/account")
    told = client.put(f"{LIVE}/presence", json={"state": "present"})
    assert (told.status_code, told.json()["name"]) == (200, "坐席己")
