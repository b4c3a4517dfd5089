"""The key or the session that a request or a line brings, and the digest under which it is counted."""

from __future__ import annotations

from hashlib import sha256

from starlette.requests import HTTPConnection

from api.security.sessions import SESSION, cookie_name


def bearer_of(connection: HTTPConnection) -> str | None:
    """Return the key in the Authorization header (RFC 6750), None where there is none."""
    scheme, _, secret = connection.headers.get("authorization", "").partition(" ")
    return secret.strip() or None if scheme.lower() == "bearer" else None


def digest_of(connection: HTTPConnection) -> str | None:
    """Return the digest of the key or else of the session's cookie that somebody brings, None for who brings neither.

    What was invented has one too, a new one each time: see `api.security.proven`.
    """
    cookies = (connection.cookies.get(cookie_name(SESSION, secure=secure)) for secure in (True, False))
    brought = bearer_of(connection) or next(filter(None, cookies), None)
    return sha256(brought.encode()).hexdigest()[:32] if brought else None
