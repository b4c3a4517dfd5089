"""Several Rasa servers: a conversation keeps to one, and goes to the next while that one is left alone."""

from __future__ import annotations

import asyncio
import json

import httpx

from api.chat.rasa_client import RasaClient, RasaServer, RasaSilent
from policies.helpers.breaker import Breaker
from tests.api.rasa_server import CARD

URLS = ("http://rasa-1", "http://rasa-2", "http://rasa-3")


def asked(down: set[str], turns: list[str]) -> list[str]:
    """Return which server answered each turn ("" for none), turns named by their conversation."""
    answered: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        url = f"{request.url.scheme}://{request.url.host}"
        if url in down:
            raise httpx.ConnectError("down")
        answered.append(url)
        return httpx.Response(200, content=json.dumps({"ok": True, "messages": [{"custom": CARD}]}))

    async def talk() -> list[str]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
            client = RasaClient(http, [RasaServer(url, Breaker(1, 60)) for url in URLS], 1.0)
            found = []
            for conversation in turns:
                try:
                    await client.turn(conversation, "你好", {})
                    found.append(answered[-1])
                except RasaSilent:
                    found.append("")
            return found

    return asyncio.run(talk())


def test_a_conversation_keeps_to_its_server_and_all_servers_have_some() -> None:
    names = [f"conversation-{number}" for number in range(60)]
    first, again = asked(set(), names), asked(set(), names)
    assert first == again
    assert {first.count(url) for url in URLS} <= set(range(10, 31))


def test_while_its_server_is_left_alone_another_takes_the_turns() -> None:
    (own,) = asked(set(), ["one"])
    turns = asked({own}, ["one"] * 4)
    assert turns[0] == ""
    assert len(set(turns[1:])) == 1
    assert turns[1] not in ("", own)


def test_with_every_server_down_there_is_no_answer() -> None:
    assert asked(set(URLS), ["one"] * 5) == [""] * 5
