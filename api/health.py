"""Whether the process lives, and how each part of the service is."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import Any, Literal
from urllib.parse import urljoin

import httpx
import structlog
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.logs import describe

router = APIRouter(prefix="/health", tags=["health"])
log = structlog.get_logger("api.health")


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"] = "live"


class Ready(BaseModel):
    """Ready: everything works. Degraded: the library answers by itself. Unavailable: nothing is answered."""

    status: Literal["ready", "degraded", "unavailable"]
    parts: dict[str, dict[str, Any]]


@router.get("/live")
async def live() -> Live:
    """Say that the process lives; asks no other part."""
    return Live()


@router.get("/ready", responses={503: {"model": Ready, "description": "The library cannot answer"}})
async def ready(bridge: BridgeDep) -> Ready:
    """Report each part with its status and version."""
    database, library, rasa, actions, rates = await asyncio.gather(
        run_in_threadpool(_database, bridge),
        run_in_threadpool(_library, bridge),
        bridge.rasa.status(),
        _actions(bridge),
        bridge.rates.probe(),
    )
    parts = {
        "api": {"status": "ready", "version": version("yihaoda")},
        "database": database,
        "library": library,
        "rasa": rasa,
        "actions": actions,
        "rates": rates,
    }
    found = Ready(status=overall(parts), parts=parts)
    if found.status == "unavailable":
        return JSONResponse(found.model_dump(), 503)  # type: ignore[return-value]
    return found


def overall(parts: dict[str, dict[str, Any]]) -> Literal["ready", "degraded", "unavailable"]:
    """Return the service's state from its parts': without the library there is no service."""
    if any(parts[name]["status"] != "ready" for name in ("library", "database")):
        return "unavailable"
    return "ready" if all(part["status"] == "ready" for part in parts.values()) else "degraded"


def _database(bridge: Bridge) -> dict[str, Any]:
    engine = bridge.library.store.engine
    try:
        bridge.library.store.revision()
    except Exception as error:
        return _failed("database_failed", error)
    return {
        "status": "ready",
        "version": f"{engine.dialect.name} {_dotted(engine.dialect.server_version_info)}",
    }


def _library(bridge: Bridge) -> dict[str, Any]:
    try:
        bridge.library.refresh()
        found = {"revision": bridge.library.store.revision(), **bridge.library.store.counts()}
    except Exception as error:
        return _failed("library_failed", error)
    return {"status": "ready", "version": version("yihaoda"), **found}


def _failed(event: str, error: Exception) -> dict[str, Any]:
    log.error(event, **describe(error))
    return {"status": "down", "version": None}


async def _actions(bridge: Bridge) -> dict[str, Any]:
    try:
        answer = await bridge.http.get(urljoin(bridge.settings.action_url, "/health"))
    except httpx.HTTPError:
        return {"status": "down", "version": None}
    return {"status": "ready" if answer.status_code == 200 else "down", "version": version("rasa-sdk")}


def _dotted(numbers: object) -> str:
    return ".".join(str(part) for part in numbers) if isinstance(numbers, tuple) else ""
