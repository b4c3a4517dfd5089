"""A row as the engine stores it: its body and the tokens of its fields."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import NamedTuple

import numpy as np
from pydantic_core import from_json, to_json

from policies.search.entries import Counted
from policies.search.fields import ALL, FIELDS
from policies.search.grams import Vocabulary, grams_of
from policies.search.rows import Row
from policies.search.said import as_said
from policies.search.terms import CHARACTERS, Terms, character_tokens

_ROW_FIELDS = tuple(each.name for each in fields(Row))
_KEPT = frozenset(each.name for each in ALL if each.channel not in CHARACTERS)


class StoredRow(NamedTuple):
    """What the engine writes of a row.

    `tokens` holds (field, tokens with blanks between, how many); `meaning` is where a passage lies, or with its answer a
    pair, in half precision, and nothing of questions; `said` what a stored question says word for word, "" of other rows.
    """

    entry: str
    region: str
    disclosure: str
    body: bytes
    number: int
    tokens: list[tuple[str, str, int]]
    kind: str
    meaning: bytes
    said: str


def stored(row: Row, terms: Terms) -> StoredRow:
    """Return a row as it is stored, its text cut into tokens.

    Kept with it are the tokens that need a dictionary, and what is searched only where it is not the text
    itself: characters are cut again when a row is read, in less time than reading them would take.
    """
    tokens = terms.of(row.scored, row.kind, row.front)
    printed = [(name, " ".join(each), len(each)) for name, each in tokens.items()]
    kept = {name: text for name, text, _ in printed if name in _KEPT}
    plain = {name: getattr(row, name) for name in _ROW_FIELDS if name != "asked"}
    if row.scored == row.text:
        del plain["scored"]
    body = to_json({"row": plain, "tokens": kept})
    meaning = _meaning(row, terms)
    number = number_of(body + meaning)
    said = as_said(row.scored) if row.kind == "question" else ""
    return StoredRow(row.entry, row.region, row.disclosure, body, number, printed, row.kind, meaning, said)


def _meaning(row: Row, terms: Terms) -> bytes:
    if row.kind == "passage":
        return terms.space.of_text(f"{row.front} {row.scored}").astype(np.float16).tobytes()
    return terms.space.of_pair(row.asked, row.scored).astype(np.float16).tobytes() if row.asked else b""


def counted(number: int, body: bytes, meaning: bytes, vocabulary: Vocabulary) -> Counted:
    """Return a row from its stored body, its tokens counted and numbered; where pairs lie is kept elsewhere."""
    read = from_json(body)
    plain = read["row"]
    row = Row(**{"scored": plain["text"], **plain})
    cut = character_tokens(row.scored, row.kind, row.front) | {
        name: each.split() for name, each in read["tokens"].items()
    }
    grams = grams_of([cut[each.name] for each in FIELDS[row.kind]], vocabulary)
    signs: list[str] = next(cut[each.name] for each in FIELDS[row.kind] if each.channel == "unigrams")
    lying = np.frombuffer(meaning if row.kind == "passage" else b"", np.float16)
    return Counted(number, row, "".join(signs), frozenset(signs), grams, lying)


def number_of(body: bytes) -> int:
    """Return a number made from a row and its tokens: the same number always means the same of both."""
    return int.from_bytes(hashlib.blake2b(body, digest_size=8).digest(), "big")
