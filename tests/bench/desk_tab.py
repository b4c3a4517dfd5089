"""A tab of the desk and a visitor's page without a browser: the same requests and WebSockets, nothing drawn."""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from typing import Any

import httpx
import socketio
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S = 60.0
ACKED_EVERY = 10
_ELEMENTS = re.compile(r"parseElements\(String\.raw`(.*?)`\)", re.DOTALL)
_CLIENT = re.compile(r"'client_id': '([^']+)'")
_EVENT = re.compile(r'"listener_id":"([^"]+)","type":"(\w+)"')


class Awaited:
    """What is waited for: a word in anything that arrives."""

    def __init__(self) -> None:
        self._words: dict[str, asyncio.Future[float]] = {}

    async def comes(self, word: str) -> float:
        """Return the moment at which something with this word arrived.

        Raises:
            TimeoutError: it did not, within a minute.
        """
        future = self._words.setdefault(word, asyncio.get_running_loop().create_future())
        async with asyncio.timeout(PATIENCE_S):
            return await future

    def arrived(self, told: str) -> None:
        """Look at what arrived."""
        for word in [each for each in self._words if each in told]:
            future = self._words.pop(word)
            if not future.done():
                future.set_result(time.perf_counter())


class Tab(Awaited):
    """An open page of the desk: its first HTML over HTTP, then what its script does over socket.io."""

    def __init__(self) -> None:
        super().__init__()
        self._line = socketio.AsyncClient(reconnection=False)
        self._client_id = ""
        self._listeners: dict[str, str] = {}
        self._received = 0

    async def open(self, http: httpx.AsyncClient, address: str, path: str, cookie: str) -> None:
        """Ask for the page and open its socket."""
        page = await http.get(f"{address}{path}", headers={"Cookie": cookie})
        page.raise_for_status()
        elements, found = _ELEMENTS.search(page.text), _CLIENT.search(page.text)
        assert elements is not None
        assert found is not None
        self._client_id = found.group(1)
        self._listeners = {name: listener for listener, name in _EVENT.findall(elements.group(1))}
        for name in ("update", "run_javascript"):
            self._line.on(name, self._took)
        query = f"client_id={self._client_id}&tab_id={uuid.uuid4()}&document_id={uuid.uuid4()}"
        await self._line.connect(
            f"{address}/?{query}&next_message_id=0&implicit_handshake=true",
            headers={"Cookie": cookie},
            transports=["websocket"],
            socketio_path="/desk/_nicegui_ws/socket.io",
        )

    async def do(self, name: str, **told: Any) -> None:
        """Send an event as the page's script does."""
        event = {
            "id": 0,
            "client_id": self._client_id,
            "listener_id": self._listeners[name],
            "args": [json.dumps(told)],
        }
        await self._line.emit("event", event)

    async def close(self) -> None:
        """Close the tab."""
        await self._line.disconnect()

    async def _took(self, told: Any) -> None:
        self.arrived(json.dumps(told, ensure_ascii=False))
        self._received += 1
        if self._received % ACKED_EVERY == 0 and isinstance(told, dict) and "_id" in told:
            await self._line.emit("ack", {"client_id": self._client_id, "next_message_id": told["_id"] + 1})


class Visitor(Awaited):
    """A citizen's page that waits for a person or speaks with one."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        super().__init__()
        self._http = http
        self._line: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None
        self.conversation_id = self.handoff_id = ""

    async def enter(self, question: str, address: str) -> None:
        """Ask the service, ask for a person, and follow what happens."""
        asked = await self._post("/api/v1/chat/messages", text=question)
        self.conversation_id = asked["conversation_id"]
        entered = await self._post("/api/v1/handoffs", conversation_id=self.conversation_id)
        self.handoff_id = entered["handoff_id"]
        path = f"/api/v1/conversations/{self.conversation_id}/handoff/socket"
        self._line = await connect(address.replace("http", "ws", 1) + path, proxy=None)
        self._hearing = asyncio.create_task(self._hear(self._line))

    async def say(self, text: str) -> None:
        """Send words."""
        await self._post("/api/v1/chat/messages", text=text, conversation_id=self.conversation_id)

    async def close(self) -> None:
        """Close the page."""
        if self._line is not None:
            await self._line.close()

    async def _hear(self, line: ClientConnection) -> None:
        async for frame in line:
            self.arrived(json.dumps(json.loads(frame), ensure_ascii=False))

    async def _post(self, path: str, **told: str) -> Any:
        answer = await self._http.post(path, json={**told, "client_id": uuid.uuid4().hex})
        answer.raise_for_status()
        return answer.json()
