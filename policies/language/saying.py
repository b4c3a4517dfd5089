"""Official wording in everyday words: 重度残疾人护理补贴如何申请 → 重残护理补贴咋申请. Words stand in `saying.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise
from policies.language.synonyms import Concept
from policies.language.term import Term
from policies.yaml_file import read_yaml

FILE = Path(__file__).with_name("saying.yml")
SHORTEST, LONGEST = 2, 12
MOST_NAMES = 3
PERSON = "person"
_PEOPLE = frozenset("人员者的")
_THINGS = frozenset({"matter", "act", "document", "amount", "person", "department", "place"})


@cache
def _words() -> dict[str, Any]:
    return dict(read_yaml(FILE))


def asked_plainly(question: str) -> Iterator[str]:
    """Give a question with its words of asking put as people say them; the first, longest words that stand in it."""
    table: dict[str, list[str]] = _words()["asking"]
    written = max((each for each in table if each in question), key=len, default=None)
    for way in table[written] if written is not None else ():
        yield question.replace(written or "", way, 1)


@dataclass(frozen=True)
class Sayings:
    """What people say for the things in a question, by a dictionary."""

    dictionary: Dictionary

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {term.concept: term for term in reversed(self.dictionary.terms)}

    def said(self, question: str) -> Iterator[str]:
        """Give a question with one thing in it named as people, or the state, name it too."""
        for concept in self.dictionary.lexicon.official(question):
            if concept.way in question and concept.type in _THINGS:
                for other in self.others(concept):
                    yield question.replace(concept.way, other, 1)

    def others(self, concept: Concept) -> list[str]:
        """Return the other names of a thing that fit where it stands."""
        term = self._terms.get(concept.name)
        if term is None:
            return []
        name = normalise(term.concept)
        if term.type == PERSON:  # what people say for a group is often a part of it: 盲人 are 残疾人
            shared = [way for way in term.ways if set(way) & set(name) - _PEOPLE]
            return [way for way in shared if concept.way == name and _fits(way, name)]
        return [each for each in (name, *term.ways) if _fits(each, concept.way)][:MOST_NAMES]


def _fits(name: str, way: str) -> bool:
    """Tell whether a name may stand where another stood: an act for an act, and in the end the same kind of thing."""
    if not SHORTEST <= len(name) <= LONGEST or name in way or way in name or not name.isalpha():
        return False
    if re.search(_words()["no_thing"], name) or bool(re.match(_words()["acts"], name)) != bool(
        re.match(_words()["acts"], way)
    ):
        return False
    return name[-2:] == way[-2:] or any(_ends(name, kind) and _ends(way, kind) for kind in _words()["heads"])


def _ends(name: str, kind: list[str]) -> bool:
    return name.endswith(tuple(kind))
