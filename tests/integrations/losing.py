"""A proxy on loopback that passes requests on and loses the first answer of each kind."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler

import httpx

from tests.listening import Listening


class LosesAnswers(Listening):
    """Closes the connection instead of answering, the first time that a path's end is asked for.

    Attributes:
        lost: the paths whose first answers were lost.
    """

    def __init__(self, to: str, ends: str) -> None:
        """Pass on to the service at `to`; lose what ends as the pattern `ends` says."""
        self.lost: list[str] = []
        outer, kinds = self, set[str]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                passed = {
                    name: self.headers[name]
                    for name in ("authorization", "content-type")
                    if self.headers[name]
                }
                answer = httpx.post(f"{to}{self.path}", content=body, headers=passed, trust_env=False)
                found = re.search(ends, self.path)
                if found is not None and found[1] not in kinds:
                    kinds.add(found[1])
                    outer.lost.append(self.path)
                    self.close_connection = True
                    return
                self.send_response(answer.status_code)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

        super().__init__(Handler)
