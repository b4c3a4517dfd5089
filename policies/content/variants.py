"""Similar questions drafted for a pair: its own question in everyday words, and the facet's ways of asking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from policies.content.checks.questions import core_of
from policies.content.mapping import question_key
from policies.content.model import QaPair
from policies.language.asking import askings
from policies.language.facets import facet_of
from policies.language.normalise import normalise_query
from policies.language.saying import Sayings, asked_plainly
from policies.language.tokens import char_bigrams

MOST = 8
LONGEST = 40
# From this likeness on two questions are one; Dice's coefficient of the bigrams.
TOO_LIKE = 0.85
# A template says nothing else than the matter and the facet; it fits where the question says little more.
MOST_LEFT_OUT = 2
# A model's question that shares fewer characters of the matter with its pair is not about it.
LEAST_COMMON = 2
_END = re.compile(r"[？?。！!，,\s]+$")


def drafted(pair: QaPair, sayings: Sayings) -> list[str]:
    """Return at most eight questions that ask what a pair's question asks, the most different first."""
    question = _END.sub("", normalise_query(pair.question))
    things = list(sayings.said(question))
    ways = list(asked_plainly(question))
    both = [plain for thing in things for plain in asked_plainly(thing)]
    return _fitting(_in_turn(both, things, list(_templates(pair, question, sayings)), ways), pair)


def written(pair: QaPair, texts: Iterable[str]) -> list[str]:
    """Return of the questions that a model wrote for a pair at most eight that are new and speak of its matter."""
    matter = set(core_of("\n".join([pair.question, *pair.similar, pair.summary, *pair.keywords])))
    clean = (_END.sub("", normalise_query(text)) for text in texts)
    return _fitting((text for text in clean if len(matter & set(core_of(text))) >= LEAST_COMMON), pair)


def _fitting(texts: Iterable[str], pair: QaPair) -> list[str]:
    """Return the first eight that are short and differ from what the pair asks and from one another."""
    question = _END.sub("", normalise_query(pair.question))
    found: list[str] = []
    for text in texts:
        if len(text) <= LONGEST and _is_new(text, [question, *pair.similar, *found]):
            found.append(text)
    return found[:MOST]


def _in_turn(*kinds: list[str]) -> Iterator[str]:
    return (text for text in chain.from_iterable(zip_longest(*kinds)) if text is not None)


def _templates(pair: QaPair, question: str, sayings: Sayings) -> Iterator[str]:
    """Give the facet's ways of asking about the matter, where the question names nothing beside it."""
    facet = pair.facet or facet_of(question)
    asking = askings().get(facet.value) if facet else None
    if asking is None:
        return
    for concept in sayings.dictionary.lexicon.official(question):
        left_out = set(core_of(question)) - set(concept.way)
        if concept.type != "facet" and concept.way in question and len(left_out) <= MOST_LEFT_OUT:
            for matter in (concept.way, *sayings.others(concept)[:2]):
                yield from asking.others(matter)


def _is_new(text: str, known: list[str]) -> bool:
    return all(question_key(text) != question_key(each) and likeness(text, each) < TOO_LIKE for each in known)


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1: Dice's coefficient of their bigrams."""
    mine, others = set(char_bigrams(one)), set(char_bigrams(other))
    return 2 * len(mine & others) / (len(mine) + len(others)) if mine or others else 0.0
