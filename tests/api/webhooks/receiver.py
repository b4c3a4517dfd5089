"""A real HTTP server on loopback that receives webhooks, and fails on demand."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from queue import Queue
from typing import cast

from tests.conftest import ROOT
from tests.listening import Listening

Received = tuple[dict[str, str], bytes]
Verify = Callable[[str, Mapping[str, str], bytes], bool]


def documented_verify() -> Verify:
    """Return the function that the documents give to integrators."""
    spec = importlib.util.spec_from_file_location("verify", ROOT / "docs" / "integrations" / "verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Verify, module.verify)


class Receiver(Listening):
    """Answers with the statuses it is given, in order, and with 204 after the last."""

    def __init__(self, *statuses: int) -> None:
        self.received: Queue[Received] = Queue()
        self._statuses = list(statuses)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status = outer._statuses.pop(0) if outer._statuses else 204
                outer.received.put(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

        super().__init__(Handler)
        self.url = f"{self.origin}/hook"

    def next(self, timeout_s: float = 15) -> Received:
        """Return the next request that came."""
        return self.received.get(timeout=timeout_s)
