"""A library of its own with an account for every role, and browsers that sign in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.main import create_app
from api.security.sessions import SESSION
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.library import Library
from policies.settings import LibrarySettings
from tests.api.conftest import TODAY, settings_for
from tests.api.content import fill
from tests.databases import laid_out

OWN = "晨光-Morgen-2026"
PEOPLE = {
    "bianji": ("编辑甲", [Role.EDITOR], None),
    "bianshen": ("编审乙", [Role.EDITOR, Role.REVIEWER], None),
    "shenji": ("审计丙", [Role.AUDITOR], None),
    "guanli": ("管理丁", [Role.ADMIN], None),
    "zuoxi": ("坐席己", [Role.OPERATOR], None),
    "lianluo": ("联络庚", [Role.LIAISON], "示范市民政局"),
}
Browser = Callable[..., TestClient]


@pytest.fixture(scope="module")
def own_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("staff")
    opened = Library.open(LibrarySettings(database_url=laid_out(folder / "library.db"), index_dir=None))
    fill(opened.store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def accounts(own_library: Library) -> Accounts:
    """The accounts of all roles; each has set a password of its own."""
    made = Accounts(own_library.store)
    for login, (name, roles, department) in PEOPLE.items():
        _, password = made.create(login, name, roles, department)
        assert made.change_password(login, str(password), OWN)
    return made


@pytest.fixture(scope="module")
def app(own_library: Library) -> FastAPI:
    return create_app(settings_for(), own_library, today=lambda: TODAY)


@pytest.fixture
def browser(app: FastAPI, accounts: Accounts) -> Iterator[Browser]:
    """Give a browser that is signed in as somebody; "" is signed out."""
    assert accounts
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:

        def signed_in(login: str, password: str = OWN) -> TestClient:
            client.cookies.clear()
            client.headers.pop("x-csrf-token", None)
            if login:
                assert sign_in(client, login, password).status_code == 303
            return client

        yield signed_in


@pytest.fixture(scope="module")
def held() -> dict[str, str]:
    """The cookies of who has signed in already."""
    return {}


@pytest.fixture
def holder(browser: Browser, held: dict[str, str]) -> Browser:
    """Give a browser that is signed in as somebody; each signs in once, since argon2 takes its time."""

    def with_cookie(login: str) -> TestClient:
        client = browser("" if login in held else login)
        if login in held:
            client.cookies.set(SESSION, held[login])
        elif login:
            held[login] = client.cookies[SESSION]
        return client

    return with_cookie


def form_token(client: TestClient, page: str = "/sign-in") -> str:
    """Open a page and return the token in its form."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get(page).text)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, login: str, password: str, **more: str):  # type: ignore[no-untyped-def]
    """Fill in the form and send it."""
    sent = {"login": login, "password": password, "token": form_token(client), **more}
    return client.post("/sign-in", data=sent)
