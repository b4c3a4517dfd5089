"""A bridge whose desk is open, an operator who is present, and the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from policies.library import Library
from tests.widget.chat_page import Chat
from tests.widget.desk import MONDAY_AT_TEN, Operator, emptied, hired
from tests.widget.serving import serving


@pytest.fixture(scope="module")
def site(library: Library) -> Iterator[str]:
    """A bridge whose desk is open."""
    with serving(library, clock=lambda: MONDAY_AT_TEN, rate_feedback="6000/minute") as address:
        yield address


@pytest.fixture
def anna(library: Library, site: str) -> Operator:
    """An operator who is present; nobody else is, and nobody waits."""
    emptied(library)
    operator = hired(library, site, "安娜")
    operator.present()
    return operator


@pytest.fixture
def chat(page: Page, site: str, anna: Operator) -> Chat:
    """The page, while an operator is present."""
    assert anna
    return Chat(page, site)
