"""Which other websites may call: those of the settings, and those of the sites in the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from time import monotonic

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from api.security.access import HEADER

# What pages of other websites ask for. Nothing of staff's or the hotline's is among it.
FOR_SITES = re.compile(
    r"/api/v1/(?:chat|sites|notices|search|questions|contacts|handoffs?|messages|conversations|policies|interpretations)(?:/|$)"
)
KEPT_S, KEPT_UNKNOWN_S = 1.0, 0.05


class KnownOrigins:
    """The origins of all sites, read anew when a second has passed.

    For an unknown origin they are read sooner, so that one that was just allowed may call at once; but not for every
    request: a browser sends our own origin too.
    """

    def __init__(self, read: Callable[[], Iterable[str]], clock: Callable[[], float] = monotonic) -> None:
        self._read = read
        self._clock = clock
        self._read_at = float("-inf")
        self._origins: frozenset[str] = frozenset()

    def __contains__(self, origin: str) -> bool:
        age_s = self._clock() - self._read_at
        if age_s >= (KEPT_S if origin in self._origins else KEPT_UNKNOWN_S):
            self._origins, self._read_at = frozenset(self._read()), self._clock()
        return origin in self._origins


class SiteCors(CORSMiddleware):
    """CORS for origins that may change while the service runs, at the citizens' addresses only."""

    def __init__(self, app: ASGIApp, is_known: Callable[[str], bool]) -> None:
        super().__init__(
            app,
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Content-Type", HEADER],
            expose_headers=[HEADER, "Retry-After", "RateLimit", "RateLimit-Policy"],
            max_age=600,
        )
        self._is_known = is_known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer through the app, with the headers of CORS where other websites may ask."""
        if FOR_SITES.match(scope.get("path", "")):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def is_allowed_origin(self, origin: str) -> bool:
        """Tell whether a website may call."""
        return self._is_known(origin)


def is_own(connection: HTTPConnection) -> bool:
    """Tell whether a request comes from our own pages, or from no page at all."""
    headers = Headers(scope=connection.scope)
    origin = headers.get("origin")
    return origin is None or origin.split("//", 1)[-1] == headers.get("host", "")
