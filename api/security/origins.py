"""Which other websites may call: those of the settings, and those of the sites in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp

from api.security.access import HEADER

KEPT_S = 1.0


class KnownOrigins:
    """The origins of all sites: one that was just allowed may call at once, one taken away within a second not."""

    def __init__(self, read: Callable[[], Iterable[str]], clock: Callable[[], float] = monotonic) -> None:
        self._read = read
        self._clock = clock
        self._until = float("-inf")
        self._origins: frozenset[str] = frozenset()

    def __contains__(self, origin: str) -> bool:
        if origin not in self._origins or self._clock() >= self._until:
            self._origins = frozenset(self._read())
            self._until = self._clock() + KEPT_S
        return origin in self._origins


class SiteCors(CORSMiddleware):
    """CORS for origins that may change while the service runs."""

    def __init__(self, app: ASGIApp, is_known: Callable[[str], bool]) -> None:
        super().__init__(
            app,
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Content-Type", HEADER],
            expose_headers=[HEADER],
            max_age=600,
        )
        self._is_known = is_known

    def is_allowed_origin(self, origin: str) -> bool:
        """Tell whether a website may call."""
        return self._is_known(origin)


def is_own(connection: HTTPConnection) -> bool:
    """Tell whether a request comes from our own pages, or from no page at all."""
    headers = Headers(scope=connection.scope)
    origin = headers.get("origin")
    return origin is None or origin.split("//", 1)[-1] == headers.get("host", "")
