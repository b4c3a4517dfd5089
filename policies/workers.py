"""Other processes for much work of one kind: reading many documents.

Whoever brings much work opens them (`with workers():`); whoever has a part that may be spread asks
`spread`, which works in this process where none are open. What is handed over must be picklable, and
functions must stand in a module.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

MOST = 4
AHEAD = 4

_open: list[Executor] = []


@contextmanager
def workers(count: int | None = None) -> Iterator[None]:
    """Have processes ready inside the block.

    Args:
        count: how many; None leaves one processor to this one and takes the others, at least one, at most
            four. 0 has none.
    """
    wanted = max(1, min((os.cpu_count() or 1) - 1, MOST)) if count is None else count
    if wanted < 1:
        yield
        return
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn")) as pool:
        with _no_main_module():
            for _ in range(wanted):
                pool.submit(os.getpid)
        _open.append(pool)
        try:
            yield
        finally:
            _open.remove(pool)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Let new processes begin without this program's main module, which would bring in all of the program."""
    main = sys.modules["__main__"]
    spec, file = getattr(main, "__spec__", None), getattr(main, "__file__", None)
    main.__spec__ = None
    if file is not None:
        del main.__file__
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


def are_open() -> bool:
    """Return whether other processes are ready."""
    return bool(_open)


def spread(work: Callable[[Given], Made], parts: Iterable[Given]) -> Iterator[tuple[Given, Made]]:
    """Give each part with what `work` makes of it, in order; a few parts are worked on ahead.

    A part whose process is gone is worked on here.
    """
    if not _open:
        yield from ((part, work(part)) for part in parts)
        return
    pool = _open[-1]
    waiting: deque[tuple[Given, Future[Made] | None]] = deque()
    for part in parts:
        waiting.append((part, _submitted(pool, work, part)))
        if len(waiting) > AHEAD * MOST:
            yield _received(work, *waiting.popleft())
    while waiting:
        yield _received(work, *waiting.popleft())


def _submitted(pool: Executor, work: Callable[[Given], Made], part: Given) -> Future[Made] | None:
    try:
        return pool.submit(work, part)
    except BrokenExecutor:
        return None


def _received(work: Callable[[Given], Made], part: Given, future: Future[Made] | None) -> tuple[Given, Made]:
    if future is not None:
        try:
            return part, future.result()
        except BrokenExecutor:
            pass
    return part, work(part)
