"""A person with a key works in the back office from `/docs`."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from api.documentation.routes import is_installed
from policies.content.keys import KeyRing, Role
from policies.library import Library
from tests.conftest import missing
from tests.widget.docs_page import authorize, run


@pytest.fixture(autouse=True)
def swagger() -> None:
    """The page needs Swagger UI's files."""
    if not is_installed():
        missing("Swagger UI", "the extra docs is not installed")


def test_a_key_opens_an_admin_request_from_the_page(
    context: BrowserContext, site: str, library: Library
) -> None:
    _, token = KeyRing(library.store).make("王编辑", [Role.EDITOR])
    tab = context.new_page()
    authorize(tab, site, token)
    answer = run(tab, "get", "/api/v1/admin/pairs")
    expect(answer.locator(".response-col_status").last).to_contain_text("200")
    expect(answer).to_contain_text('"state": "published"')


def test_without_a_key_the_page_shows_the_refusal(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/docs")
    answer = run(tab, "get", "/api/v1/admin/pairs")
    expect(answer.locator(".response-col_status").last).to_contain_text("401")
