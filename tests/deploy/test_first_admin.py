"""The first account, at the first start."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from deploy.first_admin import LOGIN, welcome_first_admin
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.content.store import Store
from policies.settings import LibrarySettings

PAGE = "http://127.0.0.1:8000"


@pytest.fixture
def settings(tmp_path: Path) -> LibrarySettings:
    return LibrarySettings(database_url=f"sqlite:///{tmp_path / 'library.db'}")


def told(settings: LibrarySettings, *, terminal: bool) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, no_color=True, highlight=False, width=40)
    welcome_first_admin(console, settings, PAGE)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_the_first_start_tells_the_password_once_and_it_opens_the_account(settings: LibrarySettings) -> None:
    shown = told(settings, terminal=True)
    found = re.search(r"初始密码：(\S+)", shown)
    assert found is not None
    assert f"{PAGE}/sign-in" in shown
    account = Accounts(Store.open(settings.resolved_database_url())).sign_in(LOGIN, found[1])
    assert account is not None
    assert account.must_change
    assert account.roles == {Role.ADMIN}
    assert told(settings, terminal=True) == ""


def test_two_services_never_have_the_same_password(tmp_path: Path) -> None:
    passwords = {
        told(LibrarySettings(database_url=f"sqlite:///{tmp_path / name}.db"), terminal=True) for name in "ab"
    }
    assert len(passwords) == 2


def test_where_the_output_goes_to_a_log_no_password_is_made(settings: LibrarySettings) -> None:
    shown = told(settings, terminal=False)
    assert "yihaoda account create admin" in shown
    assert "初始密码" not in shown
    assert Accounts(Store.open(settings.resolved_database_url())).is_empty()
