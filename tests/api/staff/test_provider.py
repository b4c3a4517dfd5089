"""Signing in through an identity provider that really runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from api.main import create_app
from api.security.sessions import SESSION
from api.staff.provider import roles_of
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.library import Library
from tests.api.conftest import TODAY, settings_for
from tests.api.staff.identity import CLIENT, PERSON, SECRET, IdentityProvider, serving_provider

Opened = Callable[..., TestClient]


@pytest.fixture(scope="module")
def running() -> Iterator[IdentityProvider]:
    with serving_provider() as served:
        yield served


@pytest.fixture
def provider(running: IdentityProvider) -> IdentityProvider:
    """The provider as it is from the start."""
    running.claims, running.changes = dict(PERSON), {}
    running.signing_key, running.refuses, running.told_issuer = running.key, False, ""
    return running


@pytest.fixture
def client(own_library: Library, provider: IdentityProvider) -> Iterator[TestClient]:
    with ExitStack() as stack:
        settings = settings_for(
            oidc_issuer=provider.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
            oidc_roles_claim="groups.team",
            oidc_roles="坐席组=operator, 编辑组=editor",
        )
        app = create_app(settings, own_library, today=lambda: TODAY)
        yield stack.enter_context(TestClient(app, follow_redirects=False))


def come_back(client: TestClient, onward: str = "") -> Any:
    """Go to the provider as a browser does, and return the answer to the way back."""
    there = client.get(f"/sign-in/provider/?next={onward}")
    assert there.status_code == 302, there.headers
    back = httpx.get(there.headers["location"], trust_env=False)
    return client.get(back.headers["location"])


def test_whom_the_provider_vouches_for_signs_in_with_the_roles_of_their_groups(client: TestClient) -> None:
    assert "使用统一身份认证登录" in client.get("/sign-in").text
    answer = come_back(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    me = client.get("/api/v1/staff/me").json()
    assert (me["name"], me["roles"]) == ("统一认证壬", ["operator"])
    assert "修改密码" not in client.get("/account").text


def test_roles_that_the_provider_takes_away_are_gone_at_the_next_sign_in(
    client: TestClient, provider: IdentityProvider
) -> None:
    come_back(client)
    provider.claims["groups"] = {"team": ["编辑组"]}
    assert come_back(client, "/docs").headers["location"] == "/docs"
    assert client.get("/api/v1/staff/me").json()["roles"] == ["editor"]


@pytest.mark.parametrize("groups", [None, {"team": []}, {"team": ["食堂组"]}, {"team": "无"}, "坐席组"])
def test_who_has_no_group_of_ours_is_told_so(
    client: TestClient, provider: IdentityProvider, groups: object
) -> None:
    provider.claims["groups"] = groups
    assert come_back(client).headers["location"] == "/sign-in?problem=provider_denied"
    assert "还没有本系统的角色" in client.get("/sign-in?problem=provider_denied").text
    assert client.cookies.get(SESSION) is None


def test_an_account_that_was_disabled_here_stays_shut(client: TestClient, own_library: Library) -> None:
    come_back(client)
    accounts = Accounts(own_library.store)
    (account,) = [each for each in accounts.every() if each.name == "统一认证壬"]
    accounts.disable(account.login)
    client.cookies.clear()
    assert come_back(client).headers["location"] == "/sign-in?problem=provider_denied"
    with own_library.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM account WHERE name = '统一认证壬'")


@pytest.mark.parametrize(
    "changes",
    [{"aud": "ein-anderer-dienst"}, {"iss": "https://evil.example"}, {"nonce": "alt"}, {"exp": 1_000_000}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_token_that_is_not_for_us_signs_nobody_in(
    client: TestClient, provider: IdentityProvider, changes: dict[str, Any]
) -> None:
    provider.changes = changes
    assert come_back(client).headers["location"] == "/sign-in?problem=provider_failed"
    assert client.cookies.get(SESSION) is None


def test_a_token_that_somebody_else_signed_signs_nobody_in(
    client: TestClient, provider: IdentityProvider
) -> None:
    provider.signing_key = RSAKey.generate_key(2048, {"kid": "k1"})
    assert come_back(client).headers["location"] == "/sign-in?problem=provider_failed"


def test_a_way_back_that_nobody_went_signs_nobody_in(client: TestClient) -> None:
    there = client.get("/sign-in/provider/")
    back = httpx.get(there.headers["location"], trust_env=False).headers["location"]
    client.cookies.clear()
    assert client.get(back).headers["location"] == "/sign-in?problem=provider_failed"
    assert client.get("/sign-in/provider/back").headers["location"] == "/sign-in?problem=provider_failed"


def test_the_providers_no_is_told(client: TestClient, provider: IdentityProvider) -> None:
    provider.refuses = True
    assert come_back(client).headers["location"] == "/sign-in?problem=provider_failed"
    assert "统一身份认证没有完成" in client.get("/sign-in?problem=provider_failed").text


def test_a_description_of_another_issuer_is_not_believed(
    client: TestClient, provider: IdentityProvider
) -> None:
    provider.told_issuer = "https://evil.example"
    answer = client.get("/sign-in/provider/")
    assert answer.headers["location"] == "/sign-in?problem=provider_failed"


def test_a_provider_that_is_away_breaks_nothing(own_library: Library) -> None:
    settings = settings_for(
        oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT, oidc_client_secret=SECRET
    )
    with TestClient(create_app(settings, own_library), follow_redirects=False) as client:
        answer = client.get("/sign-in/provider/")
        assert answer.headers["location"] == "/sign-in?problem=provider_failed"
        assert client.get("/sign-in").status_code == 200


@pytest.mark.parametrize(
    ("changes", "asked_at", "secure"),
    [
        ({"public_url": "https://www.example.gov.cn"}, "http://testserver", True),
        ({"secure_cookies": True}, "http://testserver", True),
        ({"secure_cookies": False, "public_url": "https://www.example.gov.cn"}, "http://testserver", False),
        ({}, "https://testserver", True),
        ({}, "http://testserver", False),
    ],
)
def test_what_is_remembered_on_the_way_is_for_https_alone_where_the_session_is(
    own_library: Library, provider: IdentityProvider, changes: dict[str, Any], asked_at: str, secure: bool
) -> None:
    settings = settings_for(
        oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET, **changes
    )
    with TestClient(create_app(settings, own_library), follow_redirects=False, base_url=asked_at) as client:
        given = client.get("/sign-in/provider/").headers["set-cookie"]
    assert given.startswith("__Secure-yhd_provider=" if secure else "yhd_provider=")
    assert ("secure" in given.lower().split("; ")) is secure
    assert "httponly" in given.lower()


def test_without_a_provider_there_is_no_way_to_one(own_library: Library) -> None:
    with TestClient(create_app(settings_for(), own_library), follow_redirects=False) as client:
        assert client.get("/sign-in/provider/").status_code == 404
        assert "统一身份认证登录" not in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("claims", "claim", "roles"),
    [
        ({"roles": ["a", "b"]}, "roles", {Role.EDITOR, Role.OPERATOR}),
        ({"roles": "a"}, "roles", {Role.EDITOR}),
        ({"realm": {"roles": ["b", 7, None]}}, "realm.roles", {Role.OPERATOR}),
        ({"realm": "b"}, "realm.roles", set()),
        ({}, "roles", set()),
    ],
)
def test_groups_become_roles(claims: dict[str, Any], claim: str, roles: set[Role]) -> None:
    assert roles_of(claims, claim, {"a": "editor", "b": "operator"}) == roles
