"""A real HTTP server that speaks OpenAI's interface as far as we use it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.listening import Listening

Body = dict[str, Any]
DIMENSION = 64


@dataclass
class Received:
    """One request."""

    path: str
    key: str | None
    body: Body


@dataclass
class ModelServer:
    """What the server was asked, and how it answers; everything may be changed while it runs."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    delay_s: float = 0.0
    status: int = 200
    raw: bytes | None = None
    vector: Callable[[str], list[float]] = lambda text: bag(text)
    reply: Callable[[Body], str] = lambda body: "社会保障卡遗失补办"

    def inputs(self) -> list[str]:
        """Every text that a vector was asked for."""
        return [text for each in self.received for text in each.body.get("input", ())]

    def answer(self, path: str, body: Body) -> bytes:
        if self.raw is not None:
            return self.raw
        if path.endswith("/embeddings"):
            rows = [{"index": n, "embedding": self.vector(text)} for n, text in enumerate(body["input"])]
            return json.dumps({"data": rows[::-1]}).encode()
        return json.dumps({"choices": [{"message": {"content": self.reply(body)}}]}).encode()


def bag(text: str) -> list[float]:
    """A text's characters, counted: texts of the same characters are near each other."""
    counts = [0.01] * DIMENSION
    for character in text:
        counts[ord(character) % DIMENSION] += 1.0
    return counts


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A server on a free port of this machine."""
    state = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.received.append(Received(self.path, self.headers.get("Authorization"), body))
            time.sleep(state.delay_s)
            answer = state.answer(self.path, body)
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def handle(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):  # who asked did not wait
                super().handle()

    with Listening(Handler) as server:
        state.url = f"{server.origin}/v1"
        yield state
