"""A bridge in a process of its own, as integrators meet it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from policies.content.keys import KeyRing, Role
from policies.content.store import Store
from tests.api.conftest import SECRET
from tests.api.content import fill
from tests.conftest import ROOT
from tests.e2e.service import free_port, until

START_S = 120


@dataclass(frozen=True)
class Bridge:
    """A running bridge and the keys to it."""

    address: str
    keys: dict[str, str]


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """Start `python -m api` on a small library, without Rasa, and end it."""
    folder: Path = tmp_path_factory.mktemp("integrations")
    url = f"sqlite:///{folder / 'library.db'}"
    store = Store.open(url)
    fill(store)
    ring, roles = KeyRing(store), {"KEY": Role.HOTLINE, "DESK": Role.OPERATOR, "ADMIN": Role.ADMIN}
    keys = {name: ring.make(name, [role])[1] for name, role in roles.items()}
    keys["LIAISON"] = ring.make("联络员乙", [Role.LIAISON], department="示范市民政局")[1]
    store.close()
    port = free_port()
    environment = {
        **os.environ,
        "YIHAODA_DATABASE_URL": url,
        "YIHAODA_INDEX_DIR": str(folder / "index"),
        "YIHAODA_PORT": str(port),
        "YIHAODA_INTERNAL_SECRET": SECRET,
        "YIHAODA_RASA_URL": "http://127.0.0.1:9",
        "YIHAODA_RASA_TIMEOUT_S": "0.3",
    }
    log = (folder / "bridge.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "api"], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: _is_up(process, address), START_S, f"the bridge; see {folder / 'bridge.log'}")
        yield Bridge(address, keys)
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def _is_up(process: subprocess.Popen[bytes], address: str) -> bool:
    assert process.poll() is None, "the bridge ended by itself"
    return httpx.get(f"{address}/health/live", timeout=2).status_code == 200
