"""A login that is guessed at: locked elsewhere, open on the device where its owner has signed in, and never open to guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.main import create_app
from api.security.devices import DEVICE, MOST
from policies.content.account_tables import SIGN_IN_FAILURE
from policies.content.accounts.lockout import ALLOWED
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.library import Library
from tests.api.conftest import TODAY, settings_for
from tests.api.staff.conftest import OWN, form_token, sign_in

WRONG = "falsch-falsch"
LOGIN = "zuoxi"
Device = Callable[..., TestClient]


@pytest.fixture
def device(own_library: Library, accounts: Accounts) -> Iterator[Device]:
    """Give a browser at an address of its own; nobody has failed yet."""
    assert accounts
    with own_library.store.engine.begin() as connection:
        connection.execute(sa.delete(SIGN_IN_FAILURE))
    with ExitStack() as stack:

        def opened(number: int = 1, **changes: str) -> TestClient:
            app = create_app(settings_for(**changes), own_library, today=lambda: TODAY)
            client = TestClient(app, follow_redirects=False, client=(f"192.0.2.{number}", 1))
            return stack.enter_context(client)

        yield opened


def tried(client: TestClient, password: str = WRONG, login: str = LOGIN) -> int:
    return int(sign_in(client, login, password).status_code)


def signed_out(client: TestClient) -> TestClient:
    """Return a browser without its session, as in the next morning."""
    client.post("/sign-out", data={"token": form_token(client, "/account")})
    return client


def known(client: TestClient, login: str = LOGIN) -> TestClient:
    """Return a browser on which somebody has signed in before."""
    assert tried(client, OWN, login) == 303
    return signed_out(client)


def test_who_guesses_elsewhere_does_not_lock_the_owner_out_where_they_have_signed_in(device: Device) -> None:
    desk, stranger, new = known(device(1)), device(2), device(3)
    assert [tried(stranger) for _ in range(ALLOWED + 1)] == [401] * ALLOWED + [429]
    assert tried(new, OWN) == 429
    assert tried(desk, OWN) == 303
    token = form_token(desk, "/change-password")
    changed = {"old": OWN, "new": "kurz", "again": "kurz", "token": token}
    assert "10 到 128 个字符" in desk.post("/change-password", data=changed).text
    # The owner's work gives those who guess nothing.
    assert tried(stranger) == 429


def test_a_guess_from_many_addresses_is_limited_all_the_same(device: Device) -> None:
    known(device(1))
    strangers = [device(10 + number) for number in range(ALLOWED + 2)]
    assert [tried(each) for each in strangers] == [401] * ALLOWED + [429, 429]
    assert tried(strangers[0], OWN) == 429


def test_a_known_device_is_no_way_to_guess_either(device: Device) -> None:
    desk = known(device(1))
    # Five of its own, then five of everybody's.
    assert [tried(desk) for _ in range(2 * ALLOWED + 1)] == [401] * (2 * ALLOWED) + [429]
    assert tried(device(2)) == 429


def test_who_failed_too_often_on_their_own_device_is_unlocked_by_a_reset(
    device: Device, accounts: Accounts
) -> None:
    desk = known(device(1))
    for _ in range(2 * ALLOWED + 1):
        tried(desk)
    fresh = accounts.reset(LOGIN)
    assert tried(desk, fresh) == 303
    accounts.change_password(LOGIN, fresh, OWN)


def test_a_device_is_known_for_whom_it_was_shown_to_alone(device: Device) -> None:
    desk, stranger = known(device(1), "bianji"), device(2)
    for _ in range(ALLOWED):
        tried(stranger)
    assert tried(desk, OWN) == 429
    assert tried(desk, OWN, "bianji") == 303


@pytest.mark.parametrize("forge", [lambda _: "x", lambda each: each[:-1] + "A", lambda each: "A" + each[1:]])
def test_a_mark_cannot_be_made_up(device: Device, forge: Callable[[str], str]) -> None:
    desk, stranger = known(device(1)), device(2)
    given = desk.cookies[DEVICE]
    name, mark = given.split(".")
    for _ in range(ALLOWED):
        tried(stranger)
    for forged in (f"{name}.{forge(mark)}", f"{forge(name)}.{mark}", name, f"{name}..{mark}", mark):
        if forged != given:
            desk.cookies.delete(DEVICE)
            assert tried_with(desk, forged) == 429, forged
    assert tried_with(desk, given) == 303


def tried_with(client: TestClient, cookie: str) -> int:
    """Try the right password with a device's cookie."""
    token = form_token(client)
    form = "; ".join(f"{each.name}={each.value}" for each in client.cookies.jar)
    sent = {"login": LOGIN, "password": OWN, "token": token}
    headers = {"Cookie": f"{form}; {DEVICE}={cookie}"}
    return int(client.post("/sign-in", data=sent, headers=headers).status_code)


def test_several_people_share_a_device_and_nobody_reads_who_they_are(
    device: Device, accounts: Accounts
) -> None:
    desk, stranger = device(1), device(2)
    people = ["bianji", "bianshen", "shenji", "guanli", LOGIN]
    for login in people:
        known(desk, login)
    cookie = desk.cookies[DEVICE]
    assert len(cookie.split(".")) == 1 + len(people) <= 1 + MOST
    assert not any(login in cookie for login in people)
    for login in people:
        for _ in range(ALLOWED):
            tried(stranger, login=login)
        assert tried(desk, OWN, login) == 303
        signed_out(desk)
    for number in range(MOST):
        login = f"weitere{number}"
        _, password = accounts.create(login, f"其他{number}", [Role.OPERATOR])
        assert tried(desk, str(password), login) == 303
        signed_out_anew(desk)
    assert len(desk.cookies[DEVICE].split(".")) == 1 + MOST
    assert tried(desk, OWN) == 429


def signed_out_anew(client: TestClient) -> None:
    """End the session of somebody who has to change the password first."""
    client.post("/sign-out", data={"token": form_token(client, "/change-password")})


def test_over_https_the_cookie_is_for_https_and_this_host_alone(device: Device) -> None:
    client = device(1, public_url="https://www.example.gov.cn")
    client.base_url = "https://www.example.gov.cn"
    answer = sign_in(client, LOGIN, OWN)
    given = next(each for each in answer.headers.get_list("set-cookie") if DEVICE in each)
    assert given.startswith(f"__Host-{DEVICE}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(given.split("; "))
