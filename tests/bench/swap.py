"""`python -m tests.bench.swap`: citizens chat while the assistant goes over to another model, on two real Rasa servers.

Every message must get an answer. Printed: how many were sent, lost and answered in simple mode, how long they took before
and during the exchange, whether what Rasa remembers of a conversation survived, and what an exchange costs in memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import quantiles

import httpx
import psutil
from dotenv import load_dotenv
from rich.console import Console
from rich.table import Table

from policies.assistant.folder import ModelFolder
from policies.assistant.registry import Registry
from policies.content.store import Store
from policies.demo.load import demo_pair_rows
from tests.conftest import ROOT
from tests.e2e.service import RunningService, free_port, running_service, until

CONSOLE = Console(highlight=False, width=110)
TURNS_A_CONVERSATION = 6
SWAP_S = 120
PLACE = "示范市云川区"


@dataclass
class Said:
    """What became of the messages of one stretch of time.

    Attributes:
        ms: how long each answer took.
        lost: messages without an answer.
        degraded: answers in simple mode.
    """

    ms: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    degraded: int = 0

    def row(self, name: str) -> tuple[str, ...]:
        """Return the figures for a table."""
        cuts = quantiles(self.ms, n=100, method="inclusive")
        share = 100 * self.degraded / len(self.ms)
        figures = (f"{cuts[49]:.0f}", f"{cuts[94]:.0f}", f"{max(self.ms):.0f}")
        return name, str(len(self.ms)), str(len(self.lost)), f"{self.degraded} ({share:.2f} %)", *figures


class Crowd:
    """Clients who chat until they are told to end, each waiting for its answer before it asks again."""

    def __init__(self, page: str, questions: Sequence[str], pause_s: float) -> None:
        self._page = page
        self._questions = questions
        self._pause_s = pause_s
        self.now = Said()
        self.is_over = False

    async def chat(self, clients: int) -> None:
        """Let clients chat."""
        async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=clients)) as http:
            await asyncio.gather(*(self._one(http, number) for number in range(clients)))

    async def _one(self, http: httpx.AsyncClient, number: int) -> None:
        conversation, turn = None, 0
        await asyncio.sleep(self._pause_s * number / 20)
        while not self.is_over:
            if turn % TURNS_A_CONVERSATION == 0:
                conversation = None
            body = {"text": self._questions[(number * 7 + turn) % len(self._questions)]}
            conversation = await self._ask(
                http, {**body, "conversation_id": conversation} if conversation else body
            )
            turn += 1
            await asyncio.sleep(self._pause_s)

    async def _ask(self, http: httpx.AsyncClient, body: dict[str, str]) -> str | None:
        began, said = time.perf_counter(), self.now
        try:
            response = await http.post(f"{self._page}/api/v1/chat/messages", json=body)
            told = response.json()
            said.degraded += bool(told["degraded"])
            assert told["reply"]["summary"]
        except (httpx.HTTPError, ValueError, KeyError, AssertionError) as error:
            said.lost.append(f"{type(error).__name__}: {body['text']}")
            return None
        finally:
            said.ms.append((time.perf_counter() - began) * 1000)
        return str(told["conversation_id"])


class Remembered:
    """Conversations with one Rasa server, past the bridge: it is told nothing of what was said before."""

    def __init__(self, rasa: str, secret: str, conversations: int) -> None:
        self._rasa = rasa
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._senders = [f"remembered-{number}" for number in range(conversations)]

    def begin(self) -> None:
        """Name a place in each conversation."""
        for sender in self._senders:
            self._turn(sender, f"我在{PLACE}，高龄津贴怎么领")

    def kept(self) -> int:
        """Return in how many the place is still known."""
        return sum(self._turn(sender, "高龄津贴有多少钱").get("region") == PLACE for sender in self._senders)

    def _turn(self, sender: str, text: str) -> dict[str, object]:
        body = {"sender": sender, "message": text, "metadata": {"asked_on": "2026-11-23"}}
        answer = httpx.post(
            f"{self._rasa}/webhooks/bridge/webhook", json=body, headers=self._headers, timeout=60
        )
        return dict(answer.json()["messages"][0]["custom"])


class Models:
    """The models of a running service, activated as people activate them: the store says it, the servers follow.

    Attributes:
        folder: where their files are.
        first: the one that answered at the beginning.
    """

    def __init__(self, service: RunningService) -> None:
        self.folder = service.log.parent / "var" / "model"
        self._registry = Registry(Store.open(service.database_url).engine, ModelFolder(self.folder))
        active = self._registry.active()
        assert active is not None
        self.first = active.id

    def add(self, name: str, content: bytes | None = None) -> None:
        """Add a model with this content of its file, that of the first one unless it is given."""
        told = content if content is not None else (self.folder / f"{self.first}.tar.gz").read_bytes()
        (self.folder / f"{name}.tar.gz").write_bytes(told)
        self._registry.register(replace(self._registry.get(self.first), id=name, figures=None))

    def choose(self, name: str) -> None:
        """Let the servers go over to a model; the one that is chosen stays."""
        active = self._registry.active()
        if active is None or active.id != name:
            self._registry.activate(name, "bench", "measured")


def model_of(rasa: str) -> str:
    """Return the model that a server answers with."""
    return str(httpx.get(f"{rasa}/webhooks/bridge/", timeout=60).json()["model"])


async def swap_under_load(
    crowd: Crowd, clients: int, servers: Sequence[str], models: Models, name: str, quiet_s: float
) -> tuple[Said, Said, float]:
    """Chat for a while, exchange the model, chat on; return what was said before and during, and the seconds it took."""
    before, during = Said(), Said()
    crowd.now, crowd.is_over = before, False
    chatting = asyncio.create_task(crowd.chat(clients))
    await asyncio.sleep(quiet_s)
    crowd.now = during
    models.choose(name)
    took = await asyncio.to_thread(
        until, lambda: all(model_of(each) == f"{name}.tar.gz" for each in servers), SWAP_S, "the other model"
    )
    crowd.now = Said()
    await asyncio.sleep(1)
    crowd.is_over = True
    await chatting
    return before, during, took


@contextmanager
def another_server(folder: Path, port: int, action_url: str) -> Iterator[int]:
    """Start another Rasa server on a folder of models; gives its process number."""
    python = ROOT / "bot" / ".venv" / "bin" / "python"
    command = [str(python), "-m", "bot.server", "--model", str(folder), "--port", str(port)]
    environment = {**os.environ, "YIHAODA_ACTION_URL": action_url}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: bool(model_of(f"http://127.0.0.1:{port}")), SWAP_S, "the second server")
            yield process.pid
        finally:
            process.terminate()


def measured(
    service: RunningService, servers: Sequence[str], pids: Sequence[int], clients: int, swaps: int
) -> None:
    """Swap again and again under load, and print what was found."""
    models = Models(service)
    models.add("another")
    remembered = [
        Remembered(each, os.environ["YIHAODA_INTERNAL_SECRET"], conversations=20) for each in servers
    ]
    for each in remembered:
        each.begin()
    table = Table(
        "stretch",
        "messages",
        "lost",
        "simple mode",
        "p50 ms",
        "p95 ms",
        "max ms",
        title=f"{clients} clients, {len(servers)} Rasa servers",
    )
    crowd = Crowd(service.page, [row["similar"][0] for row in demo_pair_rows()], pause_s=0.2)
    megabytes = [_resident_mb(pids)]
    for number in range(swaps):
        name = models.first if number % 2 else "another"
        before, during, took = asyncio.run(
            swap_under_load(crowd, clients, servers, models, name, quiet_s=6.0)
        )
        table.add_row(*before.row(f"before {number + 1}"))
        table.add_row(*during.row(f"during {number + 1}, {took:.1f} s"))
        megabytes.append(_resident_mb(pids))
        CONSOLE.print(*before.lost, *during.lost)
    CONSOLE.print(table)
    kept = sum(each.kept() for each in remembered)
    CONSOLE.print(f"places remembered over {swaps} exchanges: {kept} of {20 * len(servers)}")
    for at, sizes in enumerate(megabytes):
        CONSOLE.print(f"resident after {at} exchanges: {', '.join(f'{size:.0f} MB' for size in sizes)}")


def _resident_mb(pids: Sequence[int]) -> list[float]:
    return [psutil.Process(pid).memory_info().rss / 1e6 for pid in pids]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--swaps", type=int, default=4)
    told = parser.parse_args()
    load_dotenv(ROOT / ".env")
    with tempfile.TemporaryDirectory() as scratch:
        second = free_port()
        with running_service(Path(scratch), more_rasa=[second]) as service:
            folder = service.log.parent / "var" / "model"
            with another_server(folder, second, f"{service.actions}/webhook") as pid:
                (own,) = service.processes("bot.server")
                measured(
                    service,
                    [service.rasa, f"http://127.0.0.1:{second}"],
                    [own.pid, pid],
                    told.clients,
                    told.swaps,
                )


if __name__ == "__main__":
    main()
