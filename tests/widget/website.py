"""A website of somebody else's that shows the assistant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.listening import Listening


@contextmanager
def website(snippet: str, policy: str = "") -> Iterator[str]:
    """Serve a page that holds a snippet, with a content policy; gives its origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(
                f"<!doctype html><html lang=zh><title>某区人民政府</title><h1>某区人民政府</h1>{snippet}".encode()
            )

    with Listening(Handler) as server:
        yield server.origin


def tag(site: str, **data: str) -> str:
    more = "".join(f' data-{name}="{value}"' for name, value in data.items())
    return f'<script async src="{site}/embed.js" data-site="portal"{more}></script>'
