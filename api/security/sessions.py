"""The session of a browser: its cookie, whose it is, and the token that only our own pages know.

A request that a browser sends by itself carries the cookie whoever made it do so. What changes something therefore needs two more
things: it comes from our own pages (`Sec-Fetch-Site`, `Origin`), and it carries a token made from the cookie's secret.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.bridge import Bridge
from api.security.origins import is_own
from policies.content.accounts.sessions import Session

CSRF_HEADER = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION, FORM = "yhd_session", "yhd_form"
FORM_S = 3600


def is_secure(connection: HTTPConnection, bridge: Bridge) -> bool:
    """Tell whether cookies are for https alone: as set, else by the public address, else by how the page was asked for."""
    chosen = bridge.settings.secure_cookies
    if chosen is not None:
        return chosen
    public = bridge.settings.public_url
    return urlsplit(public).scheme == "https" if public else connection.url.scheme in ("https", "wss")


def cookie_name(name: str, *, secure: bool) -> str:
    """Return a cookie's name; over https no subdomain can set one in its place."""
    return f"__Host-{name}" if secure else name


def read_cookie(connection: HTTPConnection, bridge: Bridge, name: str) -> str:
    """Return the value of one of our cookies; empty where there is none."""
    return connection.cookies.get(cookie_name(name, secure=is_secure(connection, bridge)), "")


def set_cookie(
    response: Response, connection: HTTPConnection, bridge: Bridge, name: str, value: str, age_s: int
) -> None:
    """Give a cookie that scripts cannot read and that other sites' forms do not send."""
    secure = is_secure(connection, bridge)
    response.set_cookie(
        cookie_name(name, secure=secure), value, max_age=age_s, httponly=True, secure=secure, samesite="lax"
    )


def drop_cookie(response: Response, connection: HTTPConnection, bridge: Bridge, name: str) -> None:
    """Take a cookie away."""
    secure = is_secure(connection, bridge)
    response.delete_cookie(cookie_name(name, secure=secure), httponly=True, secure=secure, samesite="lax")


def session_of(connection: HTTPConnection, bridge: Bridge) -> Session | None:
    """Return the session that a request's cookie opens."""
    token = read_cookie(connection, bridge, SESSION)
    return bridge.sessions.opened_by(token) if token else None


def csrf_token(bridge: Bridge, cookie: str) -> str:
    """Return the token for forms and calls of whoever holds a cookie."""
    key = bridge.settings.internal_secret.get_secret_value().encode()
    return hmac.new(key, b"csrf\0" + cookie.encode(), hashlib.sha256).hexdigest()


def new_form_cookie() -> str:
    """Return the value of a cookie for the form of somebody who is not signed in yet."""
    return secrets.token_urlsafe(24)


def is_meant(connection: HTTPConnection, bridge: Bridge, cookie: str, token: str) -> bool:
    """Tell whether a request was made by one of our own pages for the holder of a cookie."""
    expected = csrf_token(bridge, cookie)
    return (
        bool(cookie)
        and comes_from_us(connection, bridge)
        and hmac.compare_digest(expected.encode(), token.encode())
    )


def comes_from_us(connection: HTTPConnection, bridge: Bridge) -> bool:
    """Tell whether a browser says that a request comes from our own pages, or says nothing."""
    if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    return is_own(connection) or connection.headers.get("origin") == bridge.settings.public_url
