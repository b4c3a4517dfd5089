"""A hotline's telephone system, and operators at the page of calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import httpx
from playwright.sync_api import Page, expect
from websockets.sync.client import ClientConnection, connect

from policies.content import tables
from policies.content.keys import KeyRing, Role
from policies.library import Library
from tests.desk.conftest import sign_in
from tests.desk.site import DeskSite

CALLS = "/api/v1/hotline/calls"
NUMBERS = count()


@dataclass
class Telephone:
    """The telephone system: calls through the bridge with a key of its own."""

    address: str
    secret: str
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {"Authorization": f"Bearer {self.secret}"}
        self.http = httpx.Client(base_url=self.address, headers=self.headers, trust_env=False, timeout=30)

    def rings(self, **told: str) -> str:
        """Open a call and return its identifier."""
        answer = self.http.post(CALLS, json=told)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["call_id"])

    def says(self, call_id: str, text: str, *, final: bool = True) -> dict[str, object]:
        """Send what the caller said; returns what is to be read."""
        body = {"text": text, "final": final, "idempotency_key": f"desk-turn-{next(NUMBERS):08d}"}
        answer = self.http.post(f"{CALLS}/{call_id}/utterances", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def ends(self, call_id: str) -> None:
        """Hang up."""
        assert self.http.post(f"{CALLS}/{call_id}/end", json={}).status_code == 200

    def listens(self, call_id: str) -> ClientConnection:
        """Open the line over which an operator's caller is heard."""
        address = self.address.replace("http", "ws", 1)
        return connect(f"{address}{CALLS}/{call_id}/assist", additional_headers=self.headers, proxy=None)


def telephone_of(library: Library, address: str) -> Telephone:
    """Return a telephone system; nobody is on the line."""
    with library.store.engine.begin() as connection:
        connection.execute(tables.HOTLINE_CALL.delete())
    return Telephone(address, KeyRing(library.store).make("热线", [Role.HOTLINE])[1])


def at_the_calls(tab: Page, desk_site: DeskSite, login: str) -> Page:
    """Go from the desk to the calls by key."""
    sign_in(tab, desk_site.address, login)
    tab.wait_for_selector("html[data-ready]")
    tab.keyboard.press("Alt+L")
    tab.wait_for_url("**/desk/calls")
    tab.wait_for_selector("html[data-ready]")
    return tab


def said(tab: Page, name: str) -> None:
    """Wait until the page has said it."""
    expect(tab.locator(f"#said[data-name={name}]")).to_be_visible()
