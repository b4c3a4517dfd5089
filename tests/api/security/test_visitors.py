"""Who counts as one visitor, and whose word on an address is believed."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.security.visitors import hidden, visitor_of
from tests.api.conftest import OpenBridge


def coming_from(address: str) -> dict[str, Any]:
    return {"type": "http", "client": (address, 1), "headers": []}


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::1", True),
    ],
)
def test_a_visitor_is_an_address_or_a_household_of_ipv6(one: str, other: str, are_one: bool) -> None:
    assert (visitor_of(coming_from(one)) == visitor_of(coming_from(other))) is are_one


def test_an_address_cannot_be_read_from_what_is_counted() -> None:
    assert "192.0.2.1" not in hidden("chat:192.0.2.1", "secret")
    assert hidden("192.0.2.1", "secret") != hidden("192.0.2.1", "other")


def remaining(client: TestClient, **headers: str) -> str:
    return client.get("/api/v1/questions?q=老花", headers=headers).headers["ratelimit"]


def test_a_forwarded_address_is_believed_from_our_own_proxy_only(open_bridge: OpenBridge) -> None:
    stranger = open_bridge(client=("192.0.2.9", 1), trusted_proxies="10.0.0.0/8")
    proxy = open_bridge(client=("10.0.0.7", 1), trusted_proxies="10.0.0.0/8")
    chains = [f"198.51.100.{number}, 192.0.2.{number // 2}" for number in range(4)]
    forged = [remaining(stranger, **{"X-Forwarded-For": each}) for each in chains]
    told = [remaining(proxy, **{"X-Forwarded-For": each}) for each in chains]
    assert [each.split(";")[1] for each in forged] == ["r=299", "r=298", "r=297", "r=296"]
    # What the proxy itself saw stands last; what stands before it may be anybody's invention.
    assert [each.split(";")[1] for each in told] == ["r=299", "r=298", "r=299", "r=298"]
