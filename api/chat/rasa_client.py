"""Rasa as the bridge sees it: one turn goes out, one answer card comes back, within the time limit.

An error, a late reply, an empty reply and a reply without a card are all the same to the caller: `RasaSilent`.
Nothing is retried: Rasa may have taken the turn although its answer was lost.
"""

from __future__ import annotations

import asyncio
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


class RasaClient:
    """Speaks to Rasa's bridge channel over one pool of connections."""

    def __init__(self, client: httpx.AsyncClient, url: str, timeout_s: float, breaker: Breaker) -> None:
        self._client = client
        self._url = url
        self._timeout_s = timeout_s
        self.breaker = breaker

    async def turn(self, conversation_id: str, message: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Send one turn and return its card; the card may carry "trace".

        Raises:
            RasaSilent: no card came within the time limit, or Rasa is being left alone.
        """
        if not self.breaker.allows():
            raise RasaSilent("resting")
        body = {"sender": conversation_id, "message": message, "metadata": metadata}
        try:
            async with asyncio.timeout(self._timeout_s):
                response = await self._client.post(f"{self._url}/webhooks/bridge/webhook", json=body)
        except TimeoutError:
            self.breaker.failed()
            raise RasaSilent("timeout") from None
        except httpx.HTTPError as error:
            self.breaker.failed()
            raise RasaSilent(type(error).__name__) from None
        self.breaker.succeeded()
        if response.status_code != 200:
            raise RasaSilent(f"status_{response.status_code}")
        return card_of(response)

    async def status(self) -> dict[str, Any]:
        """Return Rasa's state for the readiness report: ready, loading or down, its version, its model."""
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                channel = await self._client.get(f"{self._url}/webhooks/bridge/")
                version = await self._client.get(f"{self._url}/version")
        except (TimeoutError, httpx.HTTPError):
            return {"status": "down", "version": None, "model": None}
        return {
            "status": "ready" if channel.status_code == 200 else "loading",
            "version": _json_object(version).get("version"),
            "model": _json_object(channel).get("model") or None,
        }


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
