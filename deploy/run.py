"""Serves 一号答 on this machine: prepares what is missing, starts the processes, tells when each is ready.

    .venv/bin/python deploy/run.py

The page answers at once from the library (simple mode); Rasa joins when it is trained and loaded.
Ctrl-C ends everything. A second start does nothing that is already done.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit
from xmlrpc.client import Fault, ServerProxy

import httpx
from dotenv import load_dotenv
from rich.console import Console
from supervisor.xmlrpc import SupervisorTransport

from deploy.first_admin import welcome_first_admin
from deploy.preparing import Preparation, prepare, var_dir
from policies.assistant.preparing import BOT_PYTHON
from policies.cli.console import quiet_logs
from policies.settings import ROOT, LibrarySettings
from policies.wording import say

POLL_S = 0.3
PATIENCE_S = 180


class Addresses:
    """Where the three processes listen, from the environment."""

    def __init__(self) -> None:
        self.port = int(os.environ.get("YIHAODA_PORT", "8000"))
        self.host = os.environ.get("YIHAODA_HOST", "127.0.0.1").split(",")[0].strip()
        self.rasa = os.environ.get("YIHAODA_RASA_URL", "http://127.0.0.1:5005").split(",")[0].strip()
        self.actions = os.environ.get("YIHAODA_ACTION_URL", "http://127.0.0.1:5055/webhook")

    @property
    def page(self) -> str:
        """The address to open."""
        loopback = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://{f'[{loopback}]' if ':' in loopback else loopback}:{self.port}"

    @property
    def rasa_port(self) -> int:
        """Rasa's port."""
        return urlsplit(self.rasa).port or 5005

    def taken(self) -> list[tuple[str, int]]:
        """Return the settings whose port something else listens on."""
        ports = {
            "YIHAODA_PORT": self.port,
            "YIHAODA_RASA_URL": self.rasa_port,
            "YIHAODA_ACTION_URL": urlsplit(self.actions).port or 5055,
        }
        return [(name, port) for name, port in ports.items() if is_taken(port)]


def is_taken(port: int) -> bool:
    """Tell whether something listens on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Service:
    """The processes under one supervisor."""

    def __init__(self, console: Console, addresses: Addresses, var: Path) -> None:
        self.console = console
        self.addresses = addresses
        self.var = var
        self.started = time.monotonic()
        self._folder = tempfile.TemporaryDirectory(prefix="yihaoda-")
        self._socket = Path(self._folder.name) / "supervisor.sock"
        self._supervisor: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the supervisor, which starts the bridge, the action server and the trainer."""
        (self.var / "log").mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "YIHAODA_ROOT": str(ROOT),
            "YIHAODA_VAR_DIR": str(self.var),
            "YIHAODA_SOCKET": str(self._socket),
            "YIHAODA_MODEL_DIR": str(self.var / "model"),
            "YIHAODA_RASA_URL": os.environ.get("YIHAODA_RASA_URL", self.addresses.rasa),
            "YIHAODA_RASA_PORT": str(self.addresses.rasa_port),
            "YIHAODA_ACTION_URL": self.addresses.actions,
            "YIHAODA_INTERNAL_SECRET": os.environ["YIHAODA_INTERNAL_SECRET"],
        }
        command = [
            sys.executable,
            "-m",
            "supervisor.supervisord",
            "-c",
            str(ROOT / "deploy/supervisord.conf"),
        ]
        self._supervisor = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)

    def start_rasa(self) -> None:
        """Tell the supervisor to start Rasa as well."""
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        proxy = ServerProxy("http://127.0.0.1", transport=transport)
        try:
            proxy.supervisor.startProcess("rasa", False)
        except Fault as fault:
            self.console.print(say("cli.run.failed", part="Rasa", log=str(self.var / "log" / "rasa.log")))
            self.console.print(str(fault.faultString))

    def await_ready(self, part: str, is_ready: Callable[[], bool], address: str) -> bool:
        """Wait until a part is ready and say so; False where it takes too long or everything ended."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.is_running():
            if is_ready():
                seconds = time.monotonic() - self.started
                self.console.print(say("cli.run.ready", part=part, address=address, seconds=f"{seconds:.1f}"))
                return True
            time.sleep(POLL_S)
        self.console.print(say("cli.run.failed", part=part, log=str(self.var / "log")))
        return False

    def is_running(self) -> bool:
        """Tell whether the supervisor lives."""
        return self._supervisor is not None and self._supervisor.poll() is None

    def wait(self) -> int:
        """Wait until the supervisor ends; returns its exit status."""
        return self._supervisor.wait() if self._supervisor else 0

    def stop(self) -> None:
        """End every process and wait for it."""
        if self._supervisor is not None and self._supervisor.poll() is None:
            self._supervisor.send_signal(signal.SIGTERM)
            self._supervisor.wait()
        self._folder.cleanup()


def answers(url: str) -> bool:
    """Tell whether an address answers with success."""
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def rasa_is_ready(page: str) -> bool:
    """Ask the bridge whether Rasa takes part."""
    try:
        parts = httpx.get(f"{page}/health/ready", timeout=3).json()["parts"]
    except (httpx.HTTPError, ValueError, KeyError):
        return False
    rasa = parts.get("rasa", {})
    return bool(rasa.get("servers", [rasa])[0].get("status") == "ready")


def serve(console: Console, addresses: Addresses, var: Path) -> int:
    """Prepare, start, report, and stay until told to end; returns the exit status."""
    preparation = Preparation(console, LibrarySettings(), var)
    prepare(preparation)
    service = Service(console, addresses, var)
    service.start()
    try:
        page = addresses.page
        if not service.await_ready(say("cli.run.bridge"), lambda: answers(f"{page}/health/live"), page):
            return 1
        console.print(say("cli.run.open", address=page))
        welcome_first_admin(console, preparation.settings, page)
        health = addresses.actions.removesuffix("/webhook") + "/health"
        service.await_ready(say("cli.run.actions"), lambda: answers(health), addresses.actions)
        if preparation.train(BOT_PYTHON):
            service.start_rasa()
            service.await_ready(say("cli.run.rasa"), lambda: rasa_is_ready(page), addresses.rasa)
        console.print(say("cli.run.serving", address=page))
        return service.wait()
    finally:
        service.stop()
        console.print(say("cli.run.ended"))


def main() -> int:
    """Return the exit status: 0 after Ctrl-C, 1 where something could not start."""
    quiet_logs()
    load_dotenv(ROOT / ".env")  # what the environment says already wins
    console = Console(highlight=False)
    addresses = Addresses()
    taken = addresses.taken()
    for name, port in taken:
        console.print(say("cli.run.port_taken", port=port, name=name))
    if taken:
        return 1
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)  # also where a shell started this in the background
    try:
        return serve(console, addresses, var_dir())
    except KeyboardInterrupt:
        return 0


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
