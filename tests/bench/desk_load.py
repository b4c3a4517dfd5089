"""Many operators and visitors at once: `.venv/bin/python -m tests.bench.desk_load [operators] [chats]`.

A real bridge in a process of its own serves the demonstration library from SQLite. Operators are tabs of /desk/chats and
/desk/, over the pages' own socket.io WebSockets rather than the line of the API (/api/v1/live/events): the pages are what
operators have open, and what the bridge keeps and draws for each of them is what costs. Visitors send words over HTTP and
hear over their WebSocket, as the citizen's page does. All of them run in this process, on the same machine.

Printed are the milliseconds of a word from visitor to operator and back and of a look-up, the bridge's memory and what
went wrong, for one operator with one chat and then for all, and the second as multiples of the first.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
import psutil
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from policies.cli.console import quiet_logs
from policies.content.account_tables import ACCOUNT
from policies.content.accounts.ring import Accounts
from policies.content.keys import Role
from policies.library import Library
from policies.settings import LibrarySettings
from tests.bench.desk_tab import PATIENCE_S, Tab, Visitor
from tests.desk.site import DeskSite, cookie_of
from tests.widget.desk import MONDAY_AT_TEN
from tests.widget.serving import demo_library, serving

OPERATORS, CHATS, LOOKING = 200, 50, 5
ROUNDS, EVERY_S, AT_ONCE = 8, 10.0, 8
QUESTION = "职工医保住院报销比例是多少"
LOOKED_UP = ("公积金提取", "居住证", "失业金领取", "低保怎么申请", "老人补贴")
OFTEN = "1000000/minute"
CONSOLE = Console(highlight=False, width=110)
NUMBERS = count()


@dataclass
class Found:
    """What a run measured: milliseconds by what was measured, the bridge's memory in MB, and what went wrong."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    rss_mb: float = 0.0
    wrong: list[str] = field(default_factory=list)

    async def measure(self, what: str, work: Callable[[], Awaitable[float]]) -> None:
        """Keep how long something took; the work gives the moment of its end."""
        began = time.perf_counter()
        try:
            ended = await work()
        except (TimeoutError, httpx.HTTPError, OSError) as error:
            self.wrong.append(f"{what}: {type(error).__name__}")
        else:
            self.ms.setdefault(what, []).append((ended - began) * 1000)


def bridge(folder: Path, told: Connection) -> None:
    """Serve until the other side hangs up; runs in a process of its own."""
    quiet_logs()
    rates = {f"rate_{each}": OFTEN for each in ("chat", "feedback", "pages", "admin", "search", "site")}
    with demo_library(folder) as library:
        library.warm()
        with serving(library, desk=True, clock=lambda: MONDAY_AT_TEN, **rates) as address:
            told.send(address)
            told.poll(None)


def word() -> str:
    """Return a word that stands nowhere else."""
    number, letters = next(NUMBERS), ""
    for _ in range(5):
        number, rest = divmod(number, 26)
        letters += chr(ord("a") + rest)
    return f"zq{letters}zq"


async def converse(
    found: Found, tab: Tab, visitor: Visitor, rounds: int, every_s: float, begins_s: float
) -> None:
    """Let visitor and operator speak in turn, from some seconds on: people do not speak all at once."""
    await asyncio.sleep(begins_s)
    for _ in range(rounds):
        asked, answered = word(), word()

        async def ask(said: str = asked) -> float:
            _, arrived = await asyncio.gather(visitor.say(f"{QUESTION} {said}"), tab.comes(said))
            return arrived

        async def answer(said: str = answered) -> float:
            told = {"id": visitor.handoff_id, "text": f"请稍等 {said}", "client_id": f"{next(NUMBERS):032x}"}
            _, arrived = await asyncio.gather(tab.do("chat_say", **told), visitor.comes(said))
            return arrived

        began = time.perf_counter()
        await found.measure("visitor to operator", ask)
        await found.measure("operator to visitor", answer)
        await asyncio.sleep(max(0.0, every_s - (time.perf_counter() - began)))


async def look_up(found: Found, tab: Tab, rounds: int, every_s: float) -> None:
    """Look up one thing after the other, each as if typed at once."""
    for number in range(rounds):
        seq = next(NUMBERS) + 1

        async def look(text: str = LOOKED_UP[number % len(LOOKED_UP)], seq: int = seq) -> float:
            _, arrived = await asyncio.gather(
                tab.do("desk_typed", text=text, seq=seq), tab.comes(f'data-seq=\\"{seq}\\"')
            )
            return arrived

        await found.measure("look-up", look)
        await asyncio.sleep(every_s)


class Crowd:
    """Everybody who is there; more may come."""

    def __init__(self, site: DeskSite, pid: int) -> None:
        self._site = site
        self._bridge = psutil.Process(pid)
        self._http = httpx.AsyncClient(base_url=site.address, timeout=PATIENCE_S, trust_env=False)
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self.tabs: list[Tab] = []
        self.looking: list[Tab] = []
        self.visitors: list[Visitor] = []

    async def grow(self, logins: Sequence[str], chats: int, looking: int) -> None:
        """Let operators sign in and say that they are there, visitors come and be claimed, and tabs for looking up open."""
        tabs, looks = [Tab() for _ in logins], [Tab() for _ in range(looking)]
        visitors = [Visitor(self._http) for _ in range(chats)]
        await asyncio.gather(
            *(self._open(tab, "/desk/chats", login) for tab, login in zip(tabs, logins, strict=True))
        )
        await asyncio.gather(*(self._open(tab, "/desk/", logins[0]) for tab in looks))
        await asyncio.gather(*(self._present(tab) for tab in tabs))
        await asyncio.gather(*(self._enter(each) for each in visitors))
        for tab, visitor in zip(tabs[:chats], visitors, strict=True):
            await tab.do("chat_claim", id=visitor.handoff_id)
            await visitor.comes("claimed")
        self.tabs[len(self.visitors) : len(self.visitors)] = tabs
        self.visitors += visitors
        self.looking += looks

    async def work(self, rounds: int, every_s: float) -> Found:
        """Let all speak and look up, and tell what was found."""
        found = Found()
        talks = [
            converse(found, tab, visitor, rounds, every_s, every_s * place / len(self.visitors))
            for place, (tab, visitor) in enumerate(zip(self.tabs, self.visitors, strict=False))
        ]
        await asyncio.gather(*talks, *(look_up(found, each, rounds, every_s / 5) for each in self.looking))
        found.rss_mb = self._bridge.memory_info().rss / 2**20
        return found

    async def leave(self) -> None:
        """Close everything."""
        await asyncio.gather(*(each.close() for each in self.visitors))
        await asyncio.gather(*(each.close() for each in (*self.tabs, *self.looking)))
        await self._http.aclose()

    async def _open(self, tab: Tab, path: str, login: str) -> None:
        async with self._at_once:
            cookie = (await asyncio.to_thread(cookie_of, self._site, login))["Cookie"]
            await tab.open(self._http, self._site.address, path, cookie)

    async def _present(self, tab: Tab) -> None:
        async with self._at_once:
            await tab.do("chat_presence", state="present", minutes=0)
            await tab.comes("window.desk.say('present')")

    async def _enter(self, visitor: Visitor) -> None:
        async with self._at_once:
            await visitor.enter(QUESTION, self._site.address)


async def run(site: DeskSite, pid: int, operators: int, chats: int) -> tuple[Found, Found, float]:
    """Measure one and then all; returns both and the seconds that all took to come."""
    logins = await asyncio.to_thread(hire, site.library, operators)
    crowd = Crowd(site, pid)
    try:
        await crowd.grow(logins[:1], 1, 1)
        alone = await crowd.work(ROUNDS * 3, 0.5)
        began = time.perf_counter()
        await crowd.grow(logins[1:], chats - 1, LOOKING - 1)
        came_s = time.perf_counter() - began
        return alone, await crowd.work(ROUNDS, EVERY_S), came_s
    finally:
        await crowd.leave()


def hire(library: Library, many: int) -> list[str]:
    """Make accounts that need no other password first; returns the names to sign in with."""
    accounts, logins = Accounts(library.store), [f"zuoxi{number:04d}" for number in range(many)]
    for login in logins:
        accounts.create(login, f"坐席{login[-4:]}", [Role.OPERATOR])
    with library.store.engine.begin() as connection:
        connection.execute(sa.update(ACCOUNT).values(must_change=False))
    return logins


def told(alone: Found, all_of_them: Found, operators: int, chats: int) -> Table:
    """Return the figures as a table."""
    table = Table("ms", "p50", "p95", "max", "n")
    for what in alone.ms:
        one, many = (_figures(each.ms.get(what, [])) for each in (alone, all_of_them))
        table.add_row(f"{what}, 1 and 1", *_row(one))
        table.add_row(f"{what}, {operators} and {chats}", *_row(many))
        table.add_row("  times", *(f"{b / a:.1f}" for a, b in zip(one[:3], many[:3], strict=True)), "")
    return table


def _figures(ms: list[float]) -> tuple[float, float, float, int]:
    if len(ms) < 2:
        return float("nan"), float("nan"), float("nan"), len(ms)
    cuts = quantiles(ms, n=100, method="inclusive")
    return cuts[49], cuts[94], max(ms), len(ms)


def _row(figures: tuple[float, float, float, int]) -> list[str]:
    return [*(f"{each:.0f}" for each in figures[:3]), str(figures[3])]


def main() -> None:
    """Measure and print."""
    quiet_logs()
    operators, chats = map(int, sys.argv[1:3]) if len(sys.argv) == 3 else (OPERATORS, CHATS)
    ours, theirs = get_context("spawn").Pipe()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        process: Any = get_context("spawn").Process(target=bridge, args=(folder, theirs))
        process.start()
        address = ours.recv()
        settings = LibrarySettings(database_url=f"sqlite:///{folder / 'library.db'}", index_dir=None)
        with closing(Library.open(settings)) as library:
            site = DeskSite(address, library)
            alone, everybody, came_s = asyncio.run(run(site, process.pid, operators, chats))
        ours.send("done")
        process.join(PATIENCE_S)
    CONSOLE.print(told(alone, everybody, operators, chats))
    more = everybody.rss_mb - alone.rss_mb
    CONSOLE.print(
        f"they came in {came_s:.0f} s; bridge {alone.rss_mb:.0f} MB with one, {everybody.rss_mb:.0f} MB with all, {more / operators:.2f} MB for each operator"
    )
    CONSOLE.print(
        f"went wrong: {len(alone.wrong)} with one, {len(everybody.wrong)} with all {sorted(set(everybody.wrong))}"
    )


if __name__ == "__main__":
    main()
