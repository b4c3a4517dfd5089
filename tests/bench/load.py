"""Bounded load on a chat address: a fixed number of turns by a fixed number of clients."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import httpx

TURNS_A_CONVERSATION = 5

Body = Callable[[str, str], dict[str, Any]]
Good = Callable[[Any], bool]


@dataclass(frozen=True)
class Load:
    """What a load found: turns a second, milliseconds, and turns that failed."""

    clients: int
    turns: int
    turns_per_s: float
    p50_ms: float
    p95_ms: float
    failed: int


async def measure(
    url: str, body: Body, good: Good, questions: Sequence[str], clients: int, turns: int
) -> Load:
    """Send `turns` questions in all, each client waiting for its answer before it asks again.

    Args:
        url: where to.
        body: makes a request's JSON of a conversation's identifier and a question.
        good: says whether a response is an answer.
        questions: asked in turn.
        clients: how many ask at the same time.
        turns: how many questions in all.
    """
    times: list[float] = []
    failed = 0
    share = turns // clients
    async with httpx.AsyncClient(timeout=30) as http:

        async def client(number: int) -> None:
            nonlocal failed
            conversation = ""
            for turn in range(share):
                if turn % TURNS_A_CONVERSATION == 0:
                    conversation = uuid.uuid4().hex
                question = questions[(number * share + turn) % len(questions)]
                began = time.perf_counter()
                response = await http.post(url, json=body(conversation, question))
                times.append((time.perf_counter() - began) * 1000)
                failed += not (response.status_code == 200 and good(response.json()))

        began = time.perf_counter()
        await asyncio.gather(*(client(number) for number in range(clients)))
        seconds = time.perf_counter() - began
    cuts = quantiles(times, n=100, method="inclusive")
    return Load(clients, len(times), len(times) / seconds, cuts[49], cuts[94], failed)
