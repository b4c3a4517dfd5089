"""Receives the webhooks of 一号答 and verifies their signatures; Python's standard library only.

    python docs/integrations/verify.py whsec_… [port]

`verify` is the part to take over. Everything else shows how to use it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

TOLERANCE_S = 300
MOST_BYTES = 1_000_000


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> bool:
    """Tell whether a request is from 一号答, unchanged, and not an old one sent again.

    Args:
        secret: as it was shown once, with its `whsec_`.
        headers: of the request, with names in small letters.
        body: the bytes as they came; JSON that was read and written again has another signature.
        now: seconds since 1970; the clock where it is not given.
    """
    event_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    moment = time.time() if now is None else now
    if not timestamp.isdecimal() or len(timestamp) > 20 or abs(moment - int(timestamp)) > TOLERANCE_S:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(
        key, f"{event_id}.{timestamp}.".encode(errors="replace") + body, hashlib.sha256
    ).digest()
    expected = b"v1," + base64.b64encode(signed)
    told = headers.get("webhook-signature", "").encode(
        errors="replace"
    )  # anybody may send anything: compared as bytes
    return any(hmac.compare_digest(expected, each) for each in told.split())


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what is genuine and 401 to everything else."""

    secret = ""
    seen: ClassVar[set[str]] = set()

    def do_POST(self) -> None:
        """Take one event; the same `webhook-id` may come twice and is worked on once."""
        length = self.headers.get("content-length", "")
        body = self.rfile.read(min(int(length[:9]), MOST_BYTES) if length.isdecimal() else 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        if not verify(self.secret, headers, body):
            self.send_response(401)
        else:
            if headers["webhook-id"] not in self.seen:
                self.seen.add(headers["webhook-id"])  # a real receiver keeps this in its database
                event = json.loads(body)
                print(event["type"], event["data"]["number"], event["data"]["status"], flush=True)
            self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


if __name__ == "__main__":
    Receiver.secret = sys.argv[1]
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 9000
    ThreadingHTTPServer(("127.0.0.1", port), Receiver).serve_forever()
