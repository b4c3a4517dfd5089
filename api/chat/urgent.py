"""Who asked too often and writes of an emergency is answered nevertheless, some times."""

from __future__ import annotations

from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from api.bridge import Bridge
from api.security.rates import RateExceeded, Standing
from api.security.visitors import visitor_of
from policies.answering.emergency import tells_of_an_emergency


async def admit(text: str, connection: HTTPConnection, exceeded: Standing | None) -> None:
    """Let a question through: within the limit, or about an emergency and within the limit for those.

    Args:
        text: the question.
        connection: how it came.
        exceeded: where the visitor stands, if this question is one too many.

    Raises:
        RateExceeded: it is one too many.
    """
    if exceeded is None:
        return
    if not await run_in_threadpool(tells_of_an_emergency, text):
        raise RateExceeded(exceeded)
    bridge = cast(Bridge, connection.scope["app"].state.bridge)
    standing = await bridge.rates.come("emergency", visitor_of(connection.scope))
    if standing is not None and standing.is_over:
        raise RateExceeded(exceeded)
