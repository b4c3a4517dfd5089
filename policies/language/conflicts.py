"""What is wrong with a term among the others: ways that mean something else already, that mean nothing, that lead round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise
from policies.language.term import Term


class Clash(StrEnum):
    """Kinds of conflict, the gravest first."""

    REPLACES = "replaces"
    NAME_OF_ANOTHER = "name_of_another"
    CYCLE = "cycle"
    GENERIC = "generic"
    WAY_OF_ANOTHER = "way_of_another"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict.

    Attributes:
        clash: its kind.
        way: which way of saying it; the name for a conflict of the whole term.
        others: names of the other terms that take part, in order.
        count: in how many published questions the way stands, for a common one.
    """

    clash: Clash
    way: str
    others: tuple[str, ...] = ()
    count: int = 0


# A way that stands in so many of the published questions, and in such a share of them, tells little.
COMMON, COMMON_SHARE = 20, 0.02


def conflicts(
    term: Term,
    dictionary: Dictionary,
    is_generic: Callable[[str], bool],
    questions: tuple[str, ...] = (),
    *,
    is_new: bool = False,
) -> list[Conflict]:
    """Return the conflicts of a term that is being edited with the other terms of a dictionary, the gravest first.

    Args:
        term: with its ways normalised.
        dictionary: the one in effect.
        is_generic: tells a word that no matter is about: 手续, 办理.
        questions: the published questions, normalised.
        is_new: whether it shall be a term of its own; then one of that name is a conflict.
    """
    own = normalise(term.concept)
    others = [each for each in dictionary.terms if normalise(each.concept) != own]
    found: list[Conflict] = []
    if is_new and any(normalise(each.concept) == own for each in dictionary.terms):
        found.append(Conflict(Clash.REPLACES, term.concept))
    found += _elsewhere(term, others)
    found += _round(term, others)
    found += _empty(term, is_generic, questions)
    order = list(Clash)
    return sorted(found, key=lambda each: order.index(each.clash))


def _elsewhere(term: Term, others: list[Term]) -> Iterator[Conflict]:
    names = {normalise(each.concept): each.concept for each in others}
    ways: dict[str, list[str]] = defaultdict(list)
    for each in others:
        for way in each.ways:
            ways[way].append(each.concept)
    for way in term.ways:
        if way in names:
            yield Conflict(Clash.NAME_OF_ANOTHER, way, (names[way],))
        elif way in ways:
            yield Conflict(Clash.WAY_OF_ANOTHER, way, tuple(ways[way]))


def _round(term: Term, others: list[Term]) -> Iterator[Conflict]:
    """Yield the ways that are names of other terms from whose ways one comes back to this name."""
    by_name = {normalise(each.concept): each for each in others}
    own = normalise(term.concept)
    for way in term.ways:
        path = _path(way, own, by_name)
        if path:
            yield Conflict(Clash.CYCLE, way, path)


def _path(start: str, goal: str, by_name: dict[str, Term]) -> tuple[str, ...]:
    seen: set[str] = {start}
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        path = waiting.pop(0)
        term = by_name.get(path[-1])
        for way in term.ways if term is not None else ():
            if way == goal:
                return tuple(by_name[name].concept for name in path)
            if way in by_name and way not in seen:
                seen.add(way)
                waiting.append((*path, way))
    return ()


def _empty(term: Term, is_generic: Callable[[str], bool], questions: tuple[str, ...]) -> Iterator[Conflict]:
    for way in term.ways:
        if is_generic(way):
            yield Conflict(Clash.GENERIC, way)
            continue
        count = sum(way in question for question in questions)
        if count >= max(COMMON, COMMON_SHARE * len(questions)):
            yield Conflict(Clash.COMMON, way, count=count)
