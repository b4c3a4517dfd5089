"""From the ways people say it to the official words: 看病报销 → 医疗费用报销."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path

from policies.language.normalise import normalise
from policies.language.segment import Segmenter
from policies.language.term import Term, read_terms

# Long ways say exactly what they mean; short ones are often part of something else.
_WEIGHT_BY_LENGTH = {2: 0.4, 3: 0.7}
_WEIGHT_BY_TYPE = {"facet": 0.2, "person": 0.5, "place": 0.5, "time": 0.8}
# 劳动合同 says less than 劳动合同签订, and its words stand in the text already.
_PART_OF_ITS_NAME = 0.25
_EVERYWHERE = "通用"
_SHORT = 3
# A question's concepts are asked for more than once.
LATELY = 32
# What people put between the words of a way. 目的, 的士 and 了解 are words.
_PARTICLE = re.compile(r"(?<![目打])的(?!士)|了(?!解)|[呢啊呀嘛哦]|也|又|已经|一直|还(?=[没不])|都(?=[没不])")


@dataclass(frozen=True, slots=True)
class Concept:
    """An official term found in a text.

    Attributes:
        name: the official words.
        type: matter, act, document, amount, department, person, time, place or facet.
        weight: 0 to 1, how surely the text means this term.
        way: the words of the text that led here; equal to the name where the text is official already.
    """

    name: str
    type: str
    weight: float
    way: str


def _weight(way: str, term: Term, name: str) -> float:
    weight = _WEIGHT_BY_LENGTH.get(len(way), 1.0)
    weight *= _WEIGHT_BY_TYPE.get(term.type, 0.5 if term.field == _EVERYWHERE else 1.0)
    return round(weight * (_PART_OF_ITS_NAME if way in name else 1.0), 2)


_Span = tuple[int, int, Concept]


@lru_cache(maxsize=50_000)
def _normal(name: str) -> str:
    return normalise(name)


class _Edges:
    """Where words begin and end in a text; cut only when somebody asks."""

    def __init__(self, text: str, segmenter: Segmenter) -> None:
        self._text = text
        self._segmenter = segmenter

    @cached_property
    def _edges(self) -> set[int]:
        return self._segmenter.edges(self._text)

    def hold(self, start: int, end: int) -> bool:
        return start in self._edges and end in self._edges


class Lexicon:
    """Finds official terms by their ways: leftmost, longest, no overlap.

    A way of two or three characters counts only where words begin and end at its edges
    (全国考试 holds no 国考); one that begins or ends with a Latin letter or digit must stand free.
    """

    def __init__(self, concepts: dict[str, Concept], segmenter: Segmenter) -> None:
        """`concepts` by normalised way, names included."""
        self._concepts = concepts
        self._segmenter = segmenter
        lengths: dict[str, set[int]] = defaultdict(set)
        for way in concepts:
            lengths[way[0]].add(len(way))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}
        self._found = lru_cache(maxsize=LATELY)(self._read)

    @classmethod
    def load(cls, dictionary_dir: Path) -> Lexicon:
        """Read the terms of `concepts/*.jsonl` and the words of the folder."""
        return cls.of(read_terms(dictionary_dir), Segmenter(dictionary_dir))

    @classmethod
    def of(cls, terms: Iterable[Term], segmenter: Segmenter) -> Lexicon:
        """Make one of terms; where a way stands twice, the first wins, a name before any way."""
        named = [(_normal(term.concept), term) for term in terms]
        found: dict[str, Concept] = {}
        for name, term in named:
            found.setdefault(name, Concept(term.concept, term.type, 1.0, name))
        for name, term in named:
            for way in term.ways:
                if way not in found:
                    found[way] = Concept(term.concept, term.type, _weight(way, term, name), way)
        return cls(found, segmenter)

    def __len__(self) -> int:
        return len({concept.name for concept in self._concepts.values()})

    def official(self, text: str) -> list[Concept]:
        """Return the concepts whose names or ways stand in the normalised `text`, each once, in order.

        A way longer than three characters may hold particles that people put in: 工资也还没发.
        """
        return list(self._found(text))

    def _read(self, text: str) -> tuple[Concept, ...]:
        found = self._spans(text)
        bare, places = _without_particles(text)
        if bare != text:
            for span in self._across_particles(text, bare, places):
                found = _with_longer(found, span)
        by_name: dict[str, Concept] = {}
        for _, _, concept in found:
            by_name.setdefault(concept.name, concept)
        return tuple(by_name.values())

    def _spans(self, text: str) -> list[_Span]:
        """Return start, end and concept of what stands in the text."""
        found: list[_Span] = []
        edges = _Edges(text, self._segmenter)
        start = 0
        while start < len(text):
            concept = self._longest_at(text, start, edges)
            if concept is not None:
                found.append((start, start + len(concept.way), concept))
            start += len(concept.way) if concept else 1
        return found

    def _across_particles(self, text: str, bare: str, places: list[int]) -> Iterator[_Span]:
        """Yield what stands in the bare text with particles between, as it stands in the text."""
        for start, end, concept in self._spans(bare):
            first, last = places[start], places[end - 1] + 1
            if last - first > end - start > _SHORT:
                yield first, last, replace(concept, way=text[first:last])

    def _longest_at(self, text: str, start: int, edges: _Edges) -> Concept | None:
        for length in self._lengths.get(text[start], ()):
            end = start + length
            concept = self._concepts.get(text[start:end]) if end <= len(text) else None
            if concept and _stands_free(text, start, end) and (length > _SHORT or edges.hold(start, end)):
                return concept
        return None

    def expand(self, text: str, *, least_weight: float = 0.3) -> list[str]:
        """Return the official names for the ways in `text` that `text` does not hold already."""
        return [
            concept.name
            for concept in self.official(text)
            if concept.weight >= least_weight and _normal(concept.name) not in text
        ]


def _with_longer(found: list[_Span], span: _Span) -> list[_Span]:
    """Return the spans with one more in its place, unless it is within or across a longer one."""
    start, end, _ = span
    touched = [each for each in found if each[0] < end and start < each[1]]
    if any(each[0] < start or each[1] > end for each in touched):
        return found
    return sorted([span, *(each for each in found if each not in touched)], key=itemgetter(0))


def _without_particles(text: str) -> tuple[str, list[int]]:
    """Return a text without particles, and where each of its characters stood."""
    if not _PARTICLE.search(text):
        return text, []
    gone = {place for match in _PARTICLE.finditer(text) for place in range(*match.span())}
    places = [place for place in range(len(text)) if place not in gone]
    return "".join(text[place] for place in places), places


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _stands_free(text: str, start: int, end: int) -> bool:
    before = start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start])
    after = end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end])
    return not (before or after)
