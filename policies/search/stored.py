"""A row as the engine stores it: its body and the tokens of its fields. Plain data, made in any process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import islice
from typing import Any, NamedTuple

from policies.search.entries import Counted
from policies.search.fields import FIELDS, Kind
from policies.search.grams import Vocabulary, grams_of
from policies.search.rows import Row
from policies.search.terms import CHARACTERS, Terms, character_tokens
from policies.workers import spread

CHUNK = 250
# The kinds of rows that are searched by their characters alone: cutting them needs no dictionary.
BY_CHARACTERS: frozenset[Kind] = frozenset(
    kind for kind, found in FIELDS.items() if all(each.channel in CHARACTERS for each in found)
)
_ROW_FIELDS = tuple(each.name for each in fields(Row))
_encode = json.JSONEncoder(ensure_ascii=False).encode


class StoredRow(NamedTuple):
    """What the engine writes of a row; `tokens` holds (field, tokens with blanks between, how many)."""

    entry: str
    region: str
    disclosure: str
    body: bytes
    number: int
    tokens: list[tuple[str, str, int]]


def stored_rows(rows: Iterable[Row], terms: Terms) -> Iterator[StoredRow]:
    """Give rows as they are stored; passages are cut by other processes where some are open."""
    others: list[Row] = []
    for _, chunk in spread(_store_chunk, _chunks(_passages(rows, others))):
        yield from map(StoredRow._make, chunk)
    for row in others:
        yield stored_row(row, terms.of(row.scored, row.kind, row.front))


def _passages(rows: Iterable[Row], others: list[Row]) -> Iterator[tuple[Any, ...]]:
    """Give the rows that need no dictionary as plain tuples; the others are put into `others`."""
    for row in rows:
        if row.kind in BY_CHARACTERS:
            yield tuple(getattr(row, name) for name in _ROW_FIELDS)
        else:
            others.append(row)


def stored_row(row: Row, tokens: dict[str, list[str]]) -> StoredRow:
    """Return a row with its tokens as it is stored.

    Kept with it are the tokens that need a dictionary, and what is searched only where it is not the text
    itself: characters are cut again when a row is read, in less time than reading them would take.
    """
    printed = [(name, " ".join(each), len(each)) for name, each in tokens.items()]
    kept = {each.name for each in FIELDS[row.kind] if each.channel not in CHARACTERS}
    plain = {name: getattr(row, name) for name in _ROW_FIELDS}
    if row.scored == row.text:
        del plain["scored"]
    body = _encode(
        {"row": plain, "tokens": {name: text for name, text, _ in printed if name in kept}}
    ).encode()
    return StoredRow(row.entry, row.region, row.disclosure, body, number_of(body), printed)


def counted(number: int, body: bytes, vocabulary: Vocabulary) -> Counted:
    """Return a row from its stored body, its tokens counted and numbered."""
    stored = json.loads(body)
    plain = stored["row"]
    row = Row(**{"scored": plain["text"], **plain})
    cut = character_tokens(row.scored, row.kind, row.front) | {
        name: each.split() for name, each in stored["tokens"].items()
    }
    grams = {name: grams_of(tokens, vocabulary) for name, tokens in cut.items()}
    signs: list[str] = next(cut[each.name] for each in FIELDS[row.kind] if each.channel == "unigrams")
    return Counted(number, row, "".join(signs), frozenset(signs), grams)


def number_of(body: bytes) -> int:
    """Return a number made from a row and its tokens: the same number always means the same of both."""
    return int.from_bytes(hashlib.blake2b(body, digest_size=8).digest(), "big")


def _chunks(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    every = iter(rows)
    while chunk := list(islice(every, CHUNK)):
        yield chunk


def _store_chunk(chunk: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Cut and store rows that came as plain tuples; they go back as such."""
    found = (Row(*values) for values in chunk)
    return [tuple(stored_row(row, character_tokens(row.scored, row.kind, row.front))) for row in found]
