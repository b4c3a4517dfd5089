"""Webhooks lead nowhere into the service's own network."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from api.webhooks.reach import Place, Reach, Unreachable
from policies.errors import InputError

INSIDE = [
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f.0.0.1/x",
    "https://10.0.0.8/x",
    "https://192.168.1.1:8443/x",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://[fe80::1]/x",
    "https://[fd00::1]/x",
    "https://0.0.0.0/x",
    "https://224.0.0.1/x",
    "https://localhost/x",
    "https://rasa/webhook",
    "https://db.internal/x",
]
BROKEN = [
    "ftp://example.com/x",
    "https:///x",
    "https://user:pass@example.com/x",
    "https://user@example.com/x",
    "https://example.com/x#y",
    "https://example.com:99999/x",
    "https://example.com\\@127.0.0.1/x",
    "https://exa mple.com/x",
    "javascript:alert(1)",
    "https://例子.com/x",
    "https://example.com/" + "x" * 500,
]


@pytest.mark.parametrize("url", INSIDE)
def test_an_address_inside_is_refused_unless_the_site_allows_it(url: str) -> None:
    with pytest.raises(InputError) as refused:
        Reach(False).demand(url)
    assert refused.value.reason == "webhook_private"
    Reach(True).demand(url)


@pytest.mark.parametrize("url", BROKEN)
@pytest.mark.parametrize("is_private_allowed", [False, True])
def test_what_is_no_address_is_refused_anyway(url: str, is_private_allowed: bool) -> None:
    with pytest.raises(InputError) as refused:
        Reach(is_private_allowed).demand(url)
    assert refused.value.reason == "webhook_url"


def test_an_open_address_has_to_be_encrypted() -> None:
    with pytest.raises(InputError) as refused:
        Reach(False).demand("http://example.com/x")
    assert refused.value.reason == "webhook_open"
    Reach(False).demand("https://example.com/x")


def place(reach: Reach, url: str) -> Place:
    return asyncio.run(reach.place_of(url))


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let names lead to some addresses."""

    def found(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        kinds = [socket.AF_INET6 if ":" in each else socket.AF_INET for each in addresses]
        return [
            (kind, socket.SOCK_STREAM, 6, "", (each, port))
            for kind, each in zip(kinds, addresses, strict=True)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize(
    "addresses",
    [("127.0.0.1",), ("93.184.216.34", "10.0.0.1"), ("::1",), ("::ffff:192.168.0.1",), ("169.254.169.254",)],
)
def test_a_name_that_leads_inside_by_any_address_is_not_reached(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    answers(monkeypatch, *addresses)
    with pytest.raises(Unreachable, match="address refused"):
        place(Reach(False), "https://hooks.example.com/x")


def test_a_request_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "93.184.216.34")
    found = place(Reach(False), "https://hooks.example.com/x?y=1")
    assert found == Place("https://93.184.216.34:443/x?y=1", "hooks.example.com", "hooks.example.com")
    answers(monkeypatch, "2606:2800:220:1:248:1893:25c8:1946")
    found = place(Reach(False), "https://hooks.example.com:8443/")
    assert found.url == "https://[2606:2800:220:1:248:1893:25c8:1946]:8443/"
    assert found.host == "hooks.example.com:8443"


def test_the_open_network_is_reached_encrypted_only(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "93.184.216.34")
    with pytest.raises(Unreachable, match="address refused"):
        place(Reach(True), "http://hooks.example.com/x")
    answers(monkeypatch, "10.0.0.1")
    assert place(Reach(True), "http://hooks.example.com/x").url == "http://10.0.0.1:80/x"


def test_an_address_that_may_not_be_reached_any_more_is_not_reached() -> None:
    with pytest.raises(Unreachable, match="address refused"):
        place(Reach(False), "http://127.0.0.1:9/x")


def test_an_unknown_name_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match="name unknown"):
        place(Reach(False), "https://hooks.example.com/x")
