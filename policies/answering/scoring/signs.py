"""What a question wants done and what has happened to the person: seen in words, compared as names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from policies.yaml_file import read_yaml

FILE = Path(__file__).with_name("signs.yml")

Names = frozenset[str]
Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """The patterns of `signs.yml`."""

    actions: Patterns
    events: Patterns
    kinds: tuple[Patterns, ...]


@cache
def signs() -> Signs:
    """Return the patterns of `signs.yml`."""
    read = read_yaml(FILE)
    kinds = tuple(_patterns(group) for group in read["kinds"].values())
    return Signs(_patterns(read["actions"]), _patterns(read["events"]), kinds)


@lru_cache(maxsize=20_000)
def actions(text: str) -> Names:
    """Return the actions that a normalised text names."""
    return _named(signs().actions, text)


@lru_cache(maxsize=20_000)
def events(text: str) -> Names:
    """Return the events of life that a normalised text names."""
    return _named(signs().events, text)


@lru_cache(maxsize=20_000)
def kinds(text: str) -> tuple[Names, ...]:
    """Return what a normalised text names of each group of things that stand side by side."""
    return tuple(_named(group, text) for group in signs().kinds)


def same_kind(asked: str, stored: str) -> float:
    """Return -1 where of some group both name different things, 1 where they name the same, else 0."""
    both = [(one, other) for one, other in zip(kinds(asked), kinds(stored), strict=True) if one and other]
    if any(not one & other for one, other in both):
        return -1.0
    return 1.0 if both else 0.0


def parted(asked: str, one: str, other: str) -> bool:
    """Tell whether two stored questions name different things of a group that the question leaves open."""
    if not any(kinds(one)):
        return False
    groups = zip(kinds(asked), kinds(one), kinds(other), strict=True)
    return any(not said and first and second and not first & second for said, first, second in groups)


def same_action(asked: str, stored: str) -> float:
    """Return 1 where both name an action in common, -1 where they name different ones, else 0."""
    wanted, there = actions(asked), actions(stored)
    if not wanted or not there:
        return 0.0
    return 1.0 if wanted & there else -1.0


def same_events(asked: str, stored: str, told: str) -> float:
    """Return how a pair meets the events that a question names.

    Args:
        asked: the question, normalised.
        stored: the pair's question, normalised.
        told: everything the pair says, normalised; "" where it has not been read.

    Returns:
        0 where none is named, 1 where the pair's question names them all, .5 where its answer does, -1 where
        one is missing.
    """
    wanted = events(asked)
    if not wanted:
        return 0.0
    if wanted <= events(stored):
        return 1.0
    return 0.5 if wanted <= events(stored) | events(told) else -1.0


def _named(patterns: Patterns, text: str) -> Names:
    return frozenset(name for name, pattern in patterns if pattern.search(text))


def _patterns(rows: dict[str, str]) -> Patterns:
    return tuple((name, re.compile(pattern)) for name, pattern in rows.items())
