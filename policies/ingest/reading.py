"""Reading the items of an intake, many of them by several processes at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context

from policies.errors import InputError, UnreadableFile
from policies.ingest.intake import Intake, Item
from policies.ingest.parsed import ParsedDocument

Read = ParsedDocument | InputError
Chunk = tuple[Item, ...]
_Sent = ParsedDocument | tuple[str, dict[str, object]]

# Below so many items other processes are not worth their start.
WORTH_IT = 200
MOST_WORKERS = 4
CHUNK = 16


def read_item(item: Item) -> Read:
    """Return the document of an item, or the error that names the item and says what is wrong with it."""
    try:
        return item.read()
    except InputError as error:
        return UnreadableFile(item.where, error.reason, **error.facts)


def read_all(intake: Intake, workers: int | None = None) -> Iterator[tuple[Item, Read]]:
    """Give every item with what was read, in order; at most a few chunks are read ahead.

    Args:
        intake: what waits to be read.
        workers: how many processes read; None lets the number of items and of processors decide.
    """
    items = iter(intake)
    first = list(islice(items, WORTH_IT))
    count = min((os.cpu_count() or 1) - 1, MOST_WORKERS) if workers is None else workers
    if count < 1 or (workers is None and len(first) < WORTH_IT):
        yield from ((item, read_item(item)) for item in chain(first, items))
        return
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        yield from _read_ahead(pool, chain(first, items), 2 * count)


def _read_ahead(pool: Executor, items: Iterator[Item], ahead: int) -> Iterator[tuple[Item, Read]]:
    waiting: deque[tuple[Chunk, Future[list[_Sent]] | None]] = deque()
    while chunk := tuple(islice(items, CHUNK)):
        waiting.append((chunk, _submitted(pool, chunk)))
        if len(waiting) > ahead:
            yield from _received(*waiting.popleft())
    while waiting:
        yield from _received(*waiting.popleft())


def _submitted(pool: Executor, chunk: Chunk) -> Future[list[_Sent]] | None:
    """Hand a chunk to the other processes; None where they are gone."""
    try:
        return pool.submit(_read_chunk, chunk)
    except BrokenExecutor:
        return None


def _received(chunk: Chunk, future: Future[list[_Sent]] | None) -> Iterator[tuple[Item, Read]]:
    """Give a chunk's items with what was read; read here what another process could not bring back."""
    try:
        read = future.result() if future is not None else None
    except BrokenExecutor:
        read = None
    for item, sent in zip(chunk, _read_chunk(chunk) if read is None else read, strict=True):
        yield item, UnreadableFile(item.where, sent[0], **sent[1]) if isinstance(sent, tuple) else sent


def _read_chunk(chunk: Chunk) -> list[_Sent]:
    """Read some items in a process of their own; an error travels as its reason and facts."""
    read = (read_item(item) for item in chunk)
    return [(each.reason, each.facts) if isinstance(each, InputError) else each for each in read]
