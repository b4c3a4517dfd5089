"""Who comes, by network address, and the name under which they are counted."""

from __future__ import annotations

import hmac
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from starlette.types import Scope

# One household or office has a whole /64 of IPv6 addresses.
PREFIX_BITS = 64


def visitor_of(scope: Scope) -> str:
    """Return the client's address; of IPv6 the network, since one visitor has many addresses in it.

    It is the peer's own address, or what a trusted proxy told: `ProxyHeadersMiddleware` has put it there.
    """
    client = scope.get("client")
    if not client:
        return "local"
    try:
        address = ip_address(client[0].partition("%")[0])
    except ValueError:
        return str(client[0])
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return f"{int(address) >> PREFIX_BITS:x}::"


def hidden(name: str, secret: str) -> str:
    """Return a name under which somebody is counted, from which nobody finds the address again."""
    return hmac.new(secret.encode(), name.encode(), sha256).hexdigest()[:24]
