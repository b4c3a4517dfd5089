"""What routes may ask for."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import Request

from api.bridge import Bridge


def get_bridge(request: Request) -> Bridge:
    """Return the parts of the running bridge."""
    return cast(Bridge, request.app.state.bridge)


BridgeDep = Annotated[Bridge, Depends(get_bridge)]
