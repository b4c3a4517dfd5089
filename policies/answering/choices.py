"""The buttons of a clarification: real titles that differ in what matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policies.answering.inquiry import Choice
from policies.answering.regions import RegionTree
from policies.answering.scoring.features import core
from policies.content.model import QaPair
from policies.language.tokens import char_bigrams
from policies.wording import say

# Titles as alike as this, with nothing that tells them apart, ask the same.
SAME = 0.8
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What tells two pairs of one matter apart."""

    region: str
    audience: str
    facet: str
    years: tuple[str, ...]
    words: frozenset[str]


def choices_of(pairs: Iterable[QaPair], most: int, tree: RegionTree) -> tuple[Choice, ...]:
    """Return at most so many buttons, in the order of the pairs.

    A pair that asks the same as one before it is left out. Pairs with one title are told apart by what
    distinguishes them: their region, audience or year stands behind the title.
    """
    chosen: list[QaPair] = []
    for pair in pairs:
        if len(chosen) == most:
            break
        if not any(_asks_the_same(pair, other) for other in chosen):
            chosen.append(pair)
    return tuple(
        Choice("question", _label(pair, [other for other in chosen if other is not pair], tree), pair.id)
        for pair in chosen
    )


def _asks_the_same(pair: QaPair, other: QaPair) -> bool:
    one, two = _kind(pair), _kind(other)
    if replace(one, words=two.words) != two:
        return False
    if pair.question == other.question:
        return True
    alike = 2 * len(one.words & two.words) >= SAME * (len(one.words) + len(two.words))
    return alike and one.words >= two.words


def _kind(pair: QaPair) -> _Kind:
    return _Kind(
        region=pair.region or "",
        audience=pair.audience or "",
        facet=pair.facet.value if pair.facet else "",
        years=tuple(_YEAR.findall(pair.question)),
        words=frozenset(char_bigrams(core(pair.question))),
    )


def _label(pair: QaPair, others: Sequence[QaPair], tree: RegionTree) -> str:
    """Return a pair's title, with what tells it from another of the same title."""
    twins = [other for other in others if other.question == pair.question]
    if not twins:
        return pair.question
    if any(twin.region != pair.region for twin in twins) and pair.region:
        mark = tree.short(pair.region)
    elif any(twin.audience != pair.audience for twin in twins) and pair.audience:
        mark = pair.audience
    elif pair.effective_on:
        mark = say("answering.choices.from_year", year=pair.effective_on.year)
    else:
        return pair.question
    return say("answering.choices.marked", title=pair.question, mark=mark)
