"""The devices on which somebody has signed in: whoever guesses elsewhere does not lock them out there.

A device cookie as OWASP describes it ("Slow down online guessing attacks with device cookies"): a random name of the browser, and for
each login that has signed in on it a mark that only this service can make. It opens nothing; it only says whose failures are counted
apart.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.bridge import Bridge
from api.security.sessions import read_cookie, set_cookie

DEVICE = "yhd_device"
KEPT_S = 180 * 24 * 3600
# So many people may share one; of more, those who signed in last.
MOST = 8
_BYTES = 16
_PART = re.compile(r"[A-Za-z0-9_-]{22}")


def device_of(connection: HTTPConnection, bridge: Bridge, login: str) -> str | None:
    """Return the name of the device that a request comes from; None where this login has never signed in on it."""
    name, marks = _read(connection, bridge)
    expected = _mark(bridge, login, name).encode()
    return name if any(hmac.compare_digest(expected, each.encode()) for each in marks) else None


def remember(response: Response, connection: HTTPConnection, bridge: Bridge, login: str) -> None:
    """Note in the device's cookie that this login has signed in on it."""
    name, marks = _read(connection, bridge)
    name = name or secrets.token_urlsafe(_BYTES)
    mark = _mark(bridge, login, name)
    kept = [mark, *(each for each in marks if each != mark)][:MOST]
    set_cookie(response, connection, bridge, DEVICE, ".".join((name, *kept)), KEPT_S)


def _read(connection: HTTPConnection, bridge: Bridge) -> tuple[str, list[str]]:
    name, *marks = read_cookie(connection, bridge, DEVICE).split(".")[: MOST + 1]
    if not all(_PART.fullmatch(each) for each in (name, *marks)):
        return "", []
    return name, marks


def _mark(bridge: Bridge, login: str, name: str) -> str:
    key = bridge.settings.internal_secret.get_secret_value().encode()
    told = f"device\0{login.strip().lower()}\0{name}".encode(errors="surrogatepass")
    digest = hmac.new(key, told, hashlib.sha256).digest()[:_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
