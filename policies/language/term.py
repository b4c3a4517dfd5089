"""A term of the lexicon: what the state calls a thing, and what people call it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.errors import BadRow, InputError
from policies.language.normalise import normalise

TYPES = ("matter", "act", "document", "amount", "department", "person", "place", "time", "facet")
LONGEST = 30
MOST_WAYS = 200
_TOO_SHORT = re.compile(r".|\d{2}")


@dataclass(frozen=True, slots=True)
class Term:
    """One concept with its ways of being said.

    Attributes:
        concept: the official words; what tells one term from another.
        type: one of `TYPES`. A facet is a way of asking, not a thing.
        field: the field of service, such as 医保; 通用 for what belongs to all.
        ways: what people say for it, normalised.
        is_word: whether name and ways are words for segmentation too.
        is_retired: a retired term of the store takes the term of that name out of the lexicon.
        author: who wrote it into the store; "" for a term of the files.
        revision: the store's revision that wrote it; 0 for a term of the files.
    """

    concept: str
    type: str
    field: str
    ways: tuple[str, ...]
    is_word: bool = True
    is_retired: bool = False
    author: str = ""
    revision: int = 0


def clean(term: Term) -> Term:
    """Return a term fit for the lexicon: trimmed, its ways normalised, each once and none its own name.

    Raises:
        InputError: name, type or a way cannot be used; says which and why.
    """
    concept, field = " ".join(term.concept.split()), " ".join(term.field.split())
    name = normalise(concept)
    ways = tuple(dict.fromkeys(way for way in map(normalise, term.ways) if way and way != name))
    for reason, fault in _faults(concept, term.type, ways):
        raise InputError(concept, reason, value=fault, types="、".join(TYPES), most=LONGEST, ways=MOST_WAYS)
    return Term(
        concept, term.type, field or "通用", ways, term.is_word, term.is_retired, term.author, term.revision
    )


def _faults(concept: str, kind: str, ways: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not 2 <= len(concept) <= LONGEST:
        yield "term_bad_name", concept
    if kind not in TYPES:
        yield "term_bad_type", kind
    if len(ways) > MOST_WAYS:
        yield "term_too_many_ways", str(len(ways))
    for way in ways:
        if len(way) > LONGEST or _TOO_SHORT.fullmatch(way):
            yield "term_bad_way", way


def read_terms(dictionary_dir: Path) -> tuple[Term, ...]:
    """Read `concepts/*.jsonl`, in order of file and line.

    Raises:
        BadRow: a line is not a concept; names file and line.
    """
    paths = sorted((dictionary_dir / "concepts").glob("*.jsonl"))
    return tuple(term for path in paths for term in _terms_of(path))


def _terms_of(path: Path) -> Iterator[Term]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row: dict[str, Any] = json.loads(line)
            yield Term(row["concept"], row["type"], row["field"], tuple(row["ways"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadRow(path.name, number, "term_not_json") from error


def as_line(term: Term) -> str:
    """Return a term as a line of `concepts/*.jsonl`."""
    row = {"concept": term.concept, "type": term.type, "ways": list(term.ways), "field": term.field}
    return json.dumps(row, ensure_ascii=False)


def merged(of_files: Iterable[Term], of_store: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms in effect: a term of the store stands for the one of that name, or takes it out.

    Terms of the store come first, so that a way which stands under two names means theirs.
    """
    own = {normalise(term.concept): term for term in of_store}
    stays = (term for term in of_files if normalise(term.concept) not in own)
    return (*(term for term in own.values() if not term.is_retired), *stays)
