"""Long clauses in pieces that a scorer can tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 260

_SENTENCE = re.compile(r"[^。；;！!？?\n]*(?:[。；;！!？?\n]+[”』」）)]*|$)")


def sentences(text: str) -> list[tuple[int, str]]:
    """Return the sentences of a text with the place where each begins; together they are the text."""
    return [(found.start(), found.group()) for found in _SENTENCE.finditer(text) if found.group()]


def pieces(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """Give (start, piece): whole sentences joined up to `longest` characters, longer ones cut.

    Every piece is a literal part of the text, so that it can be quoted.
    """
    if len(text) <= longest:
        yield from _cut(text, 0, len(text), longest)
        return
    begin = end = 0
    for start, sentence in sentences(text):
        if end > begin and start + len(sentence) - begin > longest:
            yield from _cut(text, begin, end, longest)
            begin = start
        end = start + len(sentence)
    if end > begin:
        yield from _cut(text, begin, end, longest)


def _cut(text: str, begin: int, end: int, longest: int) -> Iterator[tuple[int, str]]:
    for start in range(begin, end, longest):
        piece = text[start : min(end, start + longest)]
        if piece.strip():
            yield start, piece
