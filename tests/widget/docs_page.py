"""The back office as a person drives it from `/docs`: a key, one request, its answer."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

WAIT_MS = 20_000
MOST_TURNS = 100


def authorize(tab: Page, site: str, token: str) -> None:
    """Open the page and enter a key, as a person does."""
    tab.goto(f"{site}/docs")
    tab.get_by_role("button", name="Authorize").first.click(timeout=WAIT_MS)
    # A key comes first; a session's cookie is asked for beside it.
    dialog = tab.locator(".auth-container").first
    dialog.locator("#auth-bearer-value").fill(token)
    dialog.get_by_role("button", name="Apply credentials").click()
    dialog.get_by_role("button", name="Close").click()


def run(tab: Page, method: str, path: str) -> Locator:
    """Send the request of an operation as it stands, and return what came back."""
    operation = tab.locator(f".opblock-{method}").filter(has=tab.locator(f'[data-path="{path}"]'))
    _scroll_to(tab, operation)
    operation.locator(".opblock-summary-control").click(timeout=WAIT_MS)
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    answer = operation.locator(".live-responses-table")
    expect(answer).to_be_visible(timeout=WAIT_MS)
    return answer


def _scroll_to(tab: Page, operation: Locator) -> None:
    """Scroll down as a person does: of a long description Swagger UI draws what is in sight alone."""
    tab.locator(".opblock").first.wait_for(timeout=WAIT_MS)
    tab.mouse.move(600, 400)
    for _ in range(MOST_TURNS):
        if operation.count():
            break
        tab.mouse.wheel(0, 500)
        tab.wait_for_timeout(200)
    expect(operation).to_be_visible(timeout=WAIT_MS)
