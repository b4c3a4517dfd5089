"""The live desk with a session: what an operator's key opens, an operator who signed in opens too."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from starlette.websockets import WebSocketDisconnect

from api.bridge import Bridge
from api.desk.guard import operator_by
from api.security.sessions import SESSION
from policies.content.account_tables import ACCOUNT
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.library import Library
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


def test_a_page_that_is_open_learns_that_its_operator_may_not_work_there_any_more(
    browser: Browser, accounts: Accounts, own_library: Library
) -> None:
    made, password = accounts.create("jieban", "接班人", [Role.OPERATOR], None)
    client = browser("")
    sign_in(client, "jieban", str(password))
    bridge: Bridge = client.app.state.bridge  # type: ignore[attr-defined]
    token = client.cookies[SESSION]
    changed = sa.update(ACCOUNT).where(ACCOUNT.c.id == made.id)
    let_in = []
    for values in (
        {},
        {"must_change": False},
        {"roles": ["editor"]},
        {"roles": ["admin"]},
        {"active": False},
    ):
        with own_library.store.engine.begin() as connection:
            connection.execute(changed.values(**{"name": made.name, **values}))
        let_in.append(operator_by(bridge, token) is not None)
    assert let_in == [False, True, False, True, False]
    assert operator_by(bridge, "") is None
