"""The sockets on which the bridge listens: IPv4 and IPv6, one for each address."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable

ABSENT = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
BACKLOG = 2048


def listen(hosts: Iterable[str], port: int) -> list[socket.socket]:
    """Return a bound socket for each address that this machine has.

    An address of a family that the machine does not have (a container without IPv6) is left out, as long as one
    remains.

    Raises:
        OSError: an address is taken or not this machine's, or none could be had.
    """
    found: list[socket.socket] = []
    missing: OSError | None = None
    for host in hosts:
        try:
            found.append(_bound(host, port))
        except OSError as error:
            if error.errno not in ABSENT:
                raise
            missing = error
    if not found:
        raise missing or OSError(errno.EADDRNOTAVAIL, "no address to listen on")
    return found


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # Each address has its own socket, so that neither takes the other's place.
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError:
        made.close()
        raise
    return made
