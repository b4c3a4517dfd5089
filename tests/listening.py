"""A real HTTP server on loopback for a test, in a thread of its own."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self


class _Quiet:
    """Writes no line for a request."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Listening:
    """Serves while its block runs.

    Attributes:
        origin: where it listens, "http://127.0.0.1:…".
    """

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        """Take a free port, and answer by `handler`, without a line in the log."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type(handler.__name__, (_Quiet, handler), {}))
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
