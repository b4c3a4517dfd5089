"""Reading the items of an intake, by several processes where some are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from policies.errors import InputError, UnreadableFile
from policies.ingest.intake import Item
from policies.ingest.parsed import ParsedDocument
from policies.workers import spread

Read = ParsedDocument | InputError
Chunk = tuple[Item, ...]
_Sent = ParsedDocument | tuple[str, dict[str, object]]

CHUNK = 8


def read_item(item: Item) -> Read:
    """Return the document of an item, or the error that names the item and says what is wrong with it."""
    try:
        return item.read()
    except InputError as error:
        return UnreadableFile(item.where, error.reason, **error.facts)


def read_all(items: Iterable[Item]) -> Iterator[tuple[Item, Read]]:
    """Give every item with what was read, in order."""
    for chunk, read in spread(_read_chunk, _chunks(items)):
        for item, sent in zip(chunk, read, strict=True):
            yield item, UnreadableFile(item.where, sent[0], **sent[1]) if isinstance(sent, tuple) else sent


def _chunks(items: Iterable[Item]) -> Iterator[Chunk]:
    every = iter(items)
    while chunk := tuple(islice(every, CHUNK)):
        yield chunk


def _read_chunk(chunk: Chunk) -> list[_Sent]:
    """Read some items; an error travels as its reason and facts."""
    read = (read_item(item) for item in chunk)
    return [(each.reason, each.facts) if isinstance(each, InputError) else each for each in read]
