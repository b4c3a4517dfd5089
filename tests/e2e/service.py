"""The real service in real processes, on ports and in folders of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.conftest import ROOT

START_S = 420
RETURN_S = 150


@dataclass(frozen=True)
class RunningService:
    """A started service: its addresses, its database, and the process that supervises it."""

    page: str
    rasa: str
    actions: str
    database_url: str
    log: Path
    process: subprocess.Popen[bytes]

    def ask(self, text: str, **more: Any) -> dict[str, Any]:
        """Ask in a new conversation, or in the one named, and return the response."""
        body = {"text": text, **more}
        response = httpx.post(f"{self.page}/api/v1/chat/messages", json=body, timeout=30)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def rasa_status(self) -> str:
        """Return what the bridge says of Rasa."""
        rasa = httpx.get(f"{self.page}/health/ready", timeout=10).json()["parts"]["rasa"]
        return str(rasa.get("servers", [rasa])[0]["status"])

    def processes(self, *words: str) -> list[psutil.Process]:
        """Return the service's processes whose command line holds all these words."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [each for each in children if all(word in " ".join(each.cmdline()) for word in words)]


def free_port() -> int:
    """Return a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until a condition holds and return the seconds it took.

    Raises:
        AssertionError: it did not hold in time.
    """
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            if condition():
                return time.monotonic() - began
        except (httpx.HTTPError, KeyError, ValueError):
            pass
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s: {what}")


@contextmanager
def running_service(folder: Path, more_rasa: Sequence[int] = ()) -> Iterator[RunningService]:
    """Start the service as `make run` does, wait until Rasa takes part, and end it with Ctrl-C.

    `more_rasa` are the ports of further Rasa servers, which the bridge asks as well and the caller starts.
    """
    port, rasa, actions = free_port(), free_port(), free_port()
    database_url = f"sqlite:///{folder / 'library.db'}"
    environment = {
        **os.environ,
        "YIHAODA_PORT": str(port),
        "YIHAODA_RASA_URL": ",".join(f"http://127.0.0.1:{each}" for each in (rasa, *more_rasa)),
        "YIHAODA_ACTION_URL": f"http://127.0.0.1:{actions}/webhook",
        "YIHAODA_DATABASE_URL": database_url,
        "YIHAODA_VAR_DIR": str(folder / "var"),
        # All of a test's and a bench's visitors come from one address, and waiting is asking again and again.
        "YIHAODA_RATE_CHAT": "60000/minute",
        "YIHAODA_RATE_HEALTH": "6000/minute",
    }
    log = folder / "run.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.run"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        service = RunningService(
            page=f"http://127.0.0.1:{port}",
            rasa=f"http://127.0.0.1:{rasa}",
            actions=f"http://127.0.0.1:{actions}",
            database_url=database_url,
            log=log,
            process=process,
        )
        try:
            until(lambda: _is_up(service), START_S, f"the service with Rasa; see {log}")
            yield service
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=60)


def _is_up(service: RunningService) -> bool:
    if service.process.poll() is not None:
        raise AssertionError(f"the service ended by itself:\n{service.log.read_text(encoding='utf-8')}")
    return service.rasa_status() == "ready"
