"""A real HTTP server in Rasa's place, which answers, stays silent, fails or talks nonsense on demand."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, Literal

Behaviour = Literal[
    "card",
    "lingering",
    "silent",
    "slow",
    "trickle",
    "error",
    "empty",
    "no_card",
    "bad_card",
    "garbage",
    "list",
]

CARD: dict[str, Any] = {
    "outcome": "answered",
    "confidence": 0.97,
    "summary": "这是对话服务给出的答复。",
    "detail": [{"facet": "materials", "label": "需要材料", "text": "身份证。"}],
    "speech": "这是答复。",
    "citations": [
        {
            "kind": "policy",
            "source_id": "p-public",
            "title": "示范市老花镜补贴办法",
            "doc_number": "示民发〔2025〕3号",
            "clause": "第二条",
            "quote": "每人每年一百元。",
            "highlight": None,
            "status": "现行有效",
            "issuer": "示范市民政局",
            "effective_on": "2025-07-01",
            "expires_on": None,
            "url": "/policies/p-public#第二条",
            "disclosure": "主动公开",
        }
    ],
    "department": {"name": "示范市民政局", "phone": "0000-88800001", "hours": None, "address": None},
    "choices": [{"kind": "question", "label": "老花镜补贴怎么申请？", "qa_id": "q-glasses"}],
    "related": [],
    "notices": [],
    "checked_on": "2026-10-08",
    "qa_id": "q-glasses",
    "topic": "养老",
    "is_demo": True,
    "region": None,
    "trace_id": "t-1",
}
# What the bridge shows of it: each document cited has its interpretation beside it.
SHOWN: dict[str, Any] = {
    **CARD,
    "degraded": False,
    "citations": [
        {
            **CARD["citations"][0],
            "interpretation": {"title": "《示范市老花镜补贴办法》解读", "url": "/interpretations/i-public"},
        }
    ],
}
TRACE = [{"stage": "MatchQa", "finding": "1 pair", "ms": 1.5}]


class RasaListener(ThreadingHTTPServer):
    """Listens on a free port of this machine, and lets one test's Rasa after the other answer.

    Attributes:
        rasa: who answers.
    """

    daemon_threads = True
    rasa: RasaServer

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)

    def __enter__(self) -> RasaListener:
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class RasaServer:
    """A Rasa of one test.

    Attributes:
        behaviour: what the next turns meet.
        is_loading: whether the model is still being loaded.
        turns: the requests that came, as (headers, body).
        most_at_once: how many turns of one conversation were under way together, at most.
    """

    def __init__(self, listening: RasaListener) -> None:
        """Answer what comes to a listener, from now on."""
        self.behaviour: Behaviour = "card"
        self.turns: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.released = Event()
        self.is_loading = False
        self.most_at_once = 0
        self._under_way = 0
        self._lock = Lock()
        self._listening = listening

    @property
    def url(self) -> str:
        """Where the server is."""
        return f"http://127.0.0.1:{self._listening.server_port}"

    def __enter__(self) -> RasaServer:
        self._listening.rasa = self
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()

    def take(self, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, bytes]:
        """Answer one turn in the way that is wanted."""
        with self._lock:
            self.turns.append((headers, body))
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            return self._answer()
        finally:
            with self._lock:
                self._under_way -= 1

    def _answer(self) -> tuple[int, bytes]:
        waits = {"silent": 30.0, "slow": 1.0, "lingering": 0.03}
        if self.behaviour in waits:
            self.released.wait(waits[self.behaviour])
        replies: dict[str, tuple[int, Any]] = {
            "error": (500, {"ok": False}),
            "empty": (200, {"messages": [], "ok": True}),
            "no_card": (200, {"messages": [{"text": "你好"}], "ok": True}),
            "bad_card": (200, {"messages": [{"custom": {"outcome": ["answered"]}}], "ok": True}),
            "list": (200, []),
        }
        card = {"messages": [{"text": "前言"}, {"custom": {**CARD, "trace": TRACE}}], "ok": True}
        status, body = replies.get(self.behaviour, (200, card))
        if self.behaviour == "garbage":
            return 200, b"<html>not json"
        return status, json.dumps(body).encode()


class _Handler(BaseHTTPRequestHandler):
    server: RasaListener
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Stay with the Rasa that this connection was made to."""
        super().setup()
        self.rasa = self.server.rasa

    def do_POST(self) -> None:
        """Take a turn."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(*self.rasa.take(headers, body))

    def do_GET(self) -> None:
        """Tell the state, as Rasa and the action server do."""
        told = {
            "/webhooks/bridge/": {"status": "ready", "model": "model-1"},
            "/version": {"version": "3.6.21"},
            "/health": {"status": "ok"},
        }
        found = told.get(self.path)
        if self.rasa.is_loading and self.path == "/webhooks/bridge/":
            self._send(503, b'{"status": "unavailable", "model": false}')
        else:
            self._send(200 if found else 404, json.dumps(found or {}).encode())

    def _send(self, status: int, body: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._write(body)
        except OSError:
            self.close_connection = True

    def _write(self, body: bytes) -> None:
        """Write the body, byte by byte where it is to trickle."""
        if self.rasa.behaviour != "trickle":
            self.wfile.write(body)
            return
        for place in range(len(body)):
            self.rasa.released.wait(0.1)
            self.wfile.write(body[place : place + 1])

    def log_message(self, *_: object) -> None:
        """Stay quiet."""
