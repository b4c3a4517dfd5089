"""Where webhooks may lead: never into the service's own network, unless the site allows it.

A name is looked up again before every sending, every address of it must be allowed, and the request goes to the address
that was looked at: a name that leads elsewhere a moment later (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from policies.errors import InputError

LONGEST_URL = 500
_NAT64 = IPv6Network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


class Unreachable(Exception):
    """An address cannot be looked up, or may not be reached; says why in a word or two."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request really goes: the address, and the name that the server knows itself by."""

    url: str
    host: str
    name: str


class Reach:
    """Judges addresses."""

    def __init__(self, is_private_allowed: bool) -> None:
        """Judge by what the site allows.

        Args:
            is_private_allowed: whether this machine and private networks may be reached, also without encryption.
        """
        self._is_private_allowed = is_private_allowed

    def demand(self, url: str) -> None:
        """Demand that an address may be registered, by what it says itself; names are looked up at sending.

        Raises:
            InputError: it is none, holds a password, is not encrypted, or leads into a private network.
        """
        if not _is_address(url):
            raise InputError("url", "webhook_url")
        host = urlsplit(url).hostname or ""
        number = _number(host)
        is_inside = not is_open(number) if number else "." not in host or host.endswith(_INSIDE)
        if is_inside and not self._is_private_allowed:
            raise InputError("url", "webhook_private")
        if not self._is_private_allowed and urlsplit(url).scheme != "https":
            raise InputError("url", "webhook_open")

    async def place_of(self, url: str) -> Place:
        """Return where a request to a registered address goes.

        Raises:
            Unreachable: the name is not known, or an address of it may not be reached.
        """
        try:
            self.demand(url)
        except InputError as error:
            raise Unreachable("address refused") from error
        parts = urlsplit(url)
        host, is_encrypted = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if is_encrypted else 80)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable("name unknown") from error
        addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
        if not addresses or not all(self._may_reach(each, is_encrypted) for each in addresses):
            raise Unreachable("address refused")
        number = f"[{addresses[0]}]" if addresses[0].version == 6 else str(addresses[0])
        pinned = parts._replace(netloc=f"{number}:{port}").geturl()
        return Place(pinned, parts.netloc, host)

    def _may_reach(self, address: Address, is_encrypted: bool) -> bool:
        if is_open(address):
            return is_encrypted
        return self._is_private_allowed


# Names that only lead somewhere inside.
_INSIDE = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


def is_open(address: Address) -> bool:
    """Tell whether an address belongs to the open network, whatever it is wrapped in."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def _number(host: str) -> Address | None:
    """Return the address that a host is, also where it is written as one number (2130706433) or in other bases."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_clean = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return is_clean and whole and len(url) <= LONGEST_URL and "@" not in parts.netloc and not parts.fragment
