"""Rasa as the bridge sees it: one turn goes out, one answer card comes back, within the time limit.

There may be several servers. A conversation keeps to one of them, which remembers it; while that one is left alone its
turns go to the next, and the last turns, which the bridge sends along, tell that one what it does not remember. An error, a late reply, an empty reply and a reply without a card are all the same to the caller: `RasaSilent`.
Nothing is retried: Rasa may have taken the turn although its answer was lost.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import BaseModel, Field, ValidationError

from policies.answering.inquiry import Outcome
from policies.helpers.breaker import Breaker

PROBE_TIMEOUT_S = 1.0


class RasaSilent(Exception):
    """Rasa gave no usable answer. `reason` is one word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CardShape(BaseModel):
    """What an answer card must have to be recorded and shown."""

    outcome: Outcome
    confidence: float = Field(ge=0, le=1)
    summary: str = Field(min_length=1)
    notices: list[str]


@dataclass(frozen=True, slots=True)
class RasaServer:
    """One server: its address, and whether it is left alone for now."""

    url: str
    breaker: Breaker


class RasaClient:
    """Speaks to Rasa's bridge channel over one pool of connections."""

    def __init__(self, client: httpx.AsyncClient, servers: Sequence[RasaServer], timeout_s: float) -> None:
        """Speak to servers, at least one, and wait for none of them longer than `timeout_s`."""
        self._client = client
        self._timeout_s = timeout_s
        self.servers = tuple(servers)

    async def turn(self, conversation_id: str, message: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Send one turn and return its card; the card may carry "trace".

        Raises:
            RasaSilent: no card came within the time limit, or every server is being left alone.
        """
        server = next((each for each in self._ordered(conversation_id) if each.breaker.allows()), None)
        if server is None:
            raise RasaSilent("resting")
        body = {"sender": conversation_id, "message": message, "metadata": metadata}
        try:
            async with asyncio.timeout(self._timeout_s):
                response = await self._client.post(f"{server.url}/webhooks/bridge/webhook", json=body)
        except TimeoutError:
            server.breaker.failed()
            raise RasaSilent("timeout") from None
        except httpx.HTTPError as error:
            server.breaker.failed()
            raise RasaSilent(type(error).__name__) from None
        server.breaker.succeeded()
        if response.status_code != 200:
            raise RasaSilent(f"status_{response.status_code}")
        return card_of(response)

    async def status(self) -> dict[str, Any]:
        """Return Rasa's state for the readiness report: ready, loading or down, its version, its model.

        Of several servers it is the state of the one that is worst off; each has its own under "servers".
        """
        found = await self.statuses()
        worst = max(found, key=lambda each: ("ready", "loading", "down").index(each["status"]))
        shown = {name: worst[name] for name in ("status", "version", "model")}
        return shown if len(found) == 1 else {**shown, "servers": found}

    async def statuses(self) -> list[dict[str, Any]]:
        """Return the state of every server, by its address: also which model it loads now, and which one it could not."""
        return list(await asyncio.gather(*(self._status(each.url) for each in self.servers)))

    async def _status(self, url: str) -> dict[str, Any]:
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                channel = await self._client.get(f"{url}/webhooks/bridge/")
                version = await self._client.get(f"{url}/version")
        except (TimeoutError, httpx.HTTPError):
            return {
                "url": url,
                "status": "down",
                "version": None,
                "model": None,
                "loading": None,
                "failed": None,
            }
        told = _json_object(channel)
        return {
            "url": url,
            "status": "ready" if channel.status_code == 200 else "loading",
            "version": _json_object(version).get("version"),
            **{name: told.get(name) or None for name in ("model", "loading", "failed")},
        }

    def _ordered(self, conversation_id: str) -> list[RasaServer]:
        """Return the servers, first the one that a conversation belongs to (the highest of its digests with each)."""
        if len(self.servers) == 1:
            return list(self.servers)
        return sorted(
            self.servers,
            key=lambda each: hashlib.sha256(f"{conversation_id}\n{each.url}".encode()).digest(),
            reverse=True,
        )


def card_of(response: httpx.Response) -> dict[str, Any]:
    """Return the first answer card among Rasa's messages.

    Raises:
        RasaSilent: the reply is not of the agreed form, is empty, or holds no card.
    """
    messages = _json_object(response).get("messages")
    if not isinstance(messages, list):
        raise RasaSilent("unreadable")
    if not messages:
        raise RasaSilent("empty")
    for message in messages:
        card = message.get("custom") if isinstance(message, dict) else None
        if isinstance(card, dict) and _is_card(card):
            return card
    raise RasaSilent("no_card")


def _is_card(found: dict[str, Any]) -> bool:
    try:
        CardShape.model_validate(found)
    except ValidationError:
        return False
    return True


def _json_object(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
