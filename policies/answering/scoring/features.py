"""Cheap signs of whether a stored question asks what was asked."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from policies.answering.inquiry import Reading
from policies.answering.scoring.model import Features
from policies.answering.scoring.signs import actions, events, kinds, same_action, same_events, same_kind
from policies.content.model import Facet
from policies.language.facets import facet_of
from policies.language.normalise import normalise
from policies.language.numbers import figures
from policies.language.tokens import char_bigrams, char_unigrams
from policies.search.index import PairHit

# Words that ask, say who speaks or hold a sentence together: all but the matter itself.
ASKING = re.compile(
    r"请问|是什么意思|什么意思|指的是|是指|怎么办理?|怎么申请|怎么|咋样?|如何|怎样|什么时候|什么|多少钱?|多久|多长时间|几[个天年]?|哪些|哪里|哪儿|哪个|哪|啥时候|啥|"
    r"能不能|可不可以|可以|能否|是否|是不是|有没有|要不要|需不需要|需要|为什么|为何|谁|吗|呢|吧|啊|我们?|你们?|他们?|想|要|得|能|会|"
    r"了|的|是|在|到|去|和|与|及|或|就|都|也|还|把|被|给|让|这个?|那个?|有|没有?|个|一下|应该|应当|必须|[？?，,。！!、；;：:\s]"
)
MOST_BARE = 4
# Two questions of which this share runs alike differ by little more than a denial.
SAID_ALIKE = 0.6
# So many texts are kept in mind: stored texts come again and again.
REMEMBERED = 20_000
NEGATION = re.compile(r"不能|不予|不得|不用|不需要|未|没有|没|无需|无法|非|不")
_AFFIRMATIVE = re.compile(r"能不能|是不是|要不要|需不需要|可不可以|有没有|行不行|会不会|不服|不动产|不孕")


@lru_cache(maxsize=REMEMBERED)
def core(text: str) -> str:
    """Return the matter of a question: what is left without the words that ask."""
    return ASKING.sub("", normalise(text))


@lru_cache(maxsize=REMEMBERED)
def clean(text: str) -> str:
    """Return a stored text as it is compared; stored texts come again and again."""
    return normalise(text)


@lru_cache(maxsize=REMEMBERED)
def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a normalised text."""
    return frozenset(char_bigrams(text))


@lru_cache(maxsize=REMEMBERED)
def unigrams(text: str) -> tuple[str, ...]:
    """Return the characters of a normalised text."""
    return tuple(char_unigrams(text))


def bare(reading: Reading) -> bool:
    """Tell whether a question names a matter and asks nothing about it: 公积金."""
    return reading.facet is None and len(core(reading.text)) <= MOST_BARE and not reading.doc_numbers


def lcs_length(first: str, second: str) -> int:
    """Return the length of the longest common subsequence."""
    return LCSseq.similarity(first, second)


def read_ahead(text: str, title: str) -> None:
    """Read what the features compare of a stored question, so that who asks first does not wait for it.

    Args:
        text: the stored question.
        title: the standard question of its pair.
    """
    stored, own = clean(text), clean(f"{text}\n{title}")
    matter = core(stored)
    for read in (unigrams, bigrams, _characters, _figures_of, _denies, _facet_of):
        read(stored)
    for of_matter in (unigrams, bigrams):
        of_matter(matter)
    for named in (actions, events, kinds):
        named(own)
    kinds(clean(title))


def ranking_features(reading: Reading, hit: PairHit) -> Features:
    """Return the features that order candidates; the search's own scores are among them.

    Args:
        reading: what is asked, with its official wording.
        hit: the candidate.
    """
    stored = clean(hit.matched)
    asked = _without_region(reading, stored)
    own = clean(f"{hit.matched}\n{hit.question}")
    common = lcs_length(asked, stored)
    return {
        **hit.parts,
        "score": hit.score,
        "lcs_of_asked": common / max(1, len(asked)),
        "lcs_of_stored": common / max(1, len(stored)),
        "nearly_verbatim": common * common / max(1, len(asked) * len(stored)),
        "facet": _facet(reading.facet, hit),
        "action": same_action(reading.text, own),
        "events": same_events(reading.text, own, hit.told),
        "kind": same_kind(f"{reading.text} {reading.official}", own),
    }


def pair_features(reading: Reading, hit: PairHit, entities: dict[str, str]) -> Features:
    """Return the features that judge one candidate by its question, those that order it included.

    Args:
        reading: what is asked, with its official wording.
        hit: the candidate.
        entities: entities of the candidate's question.
    """
    stored = clean(hit.matched)
    asked = _without_region(reading, stored)
    asked_core, stored_core = core(asked), core(stored)
    matter, other = bigrams(asked_core), bigrams(stored_core)
    ranking = ranking_features(reading, hit)
    return {
        **ranking,
        "dice": _dice(bigrams(asked), bigrams(stored)),
        "core_of_asked": _cover(unigrams(asked_core), _characters(stored)),
        "core_of_stored": _cover(unigrams(stored_core), _characters(asked)),
        "core_bigrams_of_asked": _share(matter, other),
        "core_bigrams_of_stored": _share(other, matter),
        "length_ratio": min(len(asked), len(stored)) / max(1, len(asked), len(stored)),
        "figures": _figures(asked, stored),
        "negation": 1.0 if _denies(asked) == _denies(stored) else 0.0,
        "denial": _denial(asked, stored),
        "same_facet_of_matter": _share(matter, other) * (ranking["facet"] == 1.0),
        "topic": _same(reading.entities.get("topic"), entities.get("topic")),
        "audience": _same(reading.entities.get("audience"), hit.facts.get("audience")),
    }


def _without_region(reading: Reading, stored: str) -> str:
    """Return the question without the region it names, where the stored one takes the region for granted."""
    named = _named_last(reading.entities.get("region", ""))
    if not named or named in stored:
        return reading.text
    return reading.text.replace(named, "", 1) or reading.text


@lru_cache(maxsize=1_000)
def _named_last(region: str) -> str:
    found = re.search(r"[^省市]{2,}$", region)
    return found[0] if found else ""


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one) if one else 0.0


@lru_cache(maxsize=REMEMBERED)
def _characters(text: str) -> frozenset[str]:
    return frozenset(unigrams(text))


def _cover(tokens: tuple[str, ...], known: frozenset[str]) -> float:
    return sum([token in known for token in tokens]) / len(tokens) if tokens else 0.0


def _figures(asked: str, stored: str) -> float:
    wanted, there = _figures_of(asked), _figures_of(stored)
    if not wanted or not there:
        return 0.0
    return 1.0 if wanted & there else -1.0


def _denial(asked: str, stored: str) -> float:
    """Return -1 where two questions say the same but that one of them denies it: 结婚生孩子 and 没结婚生孩子."""
    if _denies(asked) == _denies(stored):
        return 0.0
    return -1.0 if lcs_length(asked, stored) >= SAID_ALIKE * max(len(asked), len(stored), 1) else 0.0


@lru_cache(maxsize=REMEMBERED)
def _figures_of(text: str) -> frozenset[str]:
    return figures(text)


@lru_cache(maxsize=REMEMBERED)
def _denies(text: str) -> bool:
    return NEGATION.search(_AFFIRMATIVE.sub("", text)) is not None


@lru_cache(maxsize=REMEMBERED)
def _facet_of(text: str) -> Facet | None:
    return facet_of(text)


def _facet(asked: Facet | None, hit: PairHit) -> float:
    """Return 1 where the same is asked, .5 where the pair has a section for it, -1 where it asks else."""
    offered = hit.facts.get("facet") or _facet_of(clean(hit.matched))
    if asked is None or offered is None:
        return 0.0
    if asked == offered:
        return 1.0
    return 0.5 if asked in hit.facts.get("sections", ()) else -1.0


def _same(asked: str | None, offered: str | None) -> float:
    if not asked or not offered:
        return 0.0
    return 1.0 if asked in offered or offered in asked else -1.0
