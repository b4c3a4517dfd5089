"""All questions of a library by their wording: who asks the very same, who asks nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from policies.content.mapping import question_key
from policies.content.model import Facet, QaPair
from policies.language.facets import facet_of
from policies.language.normalise import normalise_query
from policies.language.tokens import char_bigrams, char_unigrams

LEAST_LIKENESS = 0.75
# Words that ask or join and name no matter; what is left of two questions tells whether they ask the same.
_EMPTY_WORDS = re.compile(
    r"请问|有没有|能不能|可不可以|是不是|要不要|用不用|是否|能否|可否|如何|怎么样|怎么|怎样|什么|哪些|哪个|哪里|哪儿|多少|"
    r"应该|应当|需要|可以|进行|关于|一下|以及|我们|我想|相关|有关|[的了吗呢啊吧呀么是有要能会想我你您与和及在就]"
)
# One of these more, and a question asks the opposite.
_TURNS = frozenset("不非未无免")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a pair; `is_title`: its standard question, else a similar one."""

    pair_id: str
    text: str
    is_title: bool
    region: str | None
    core: str
    facet: Facet | None
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Near:
    """A question that asks nearly the same; `likeness` is Dice's coefficient of the bigrams, 0 to 1."""

    asked: Asked
    likeness: float


class Questions:
    """The questions of pairs; pairs are put in, put in again when they change, and forgotten."""

    def __init__(self, pairs: Iterable[QaPair] = ()) -> None:
        """Take the pairs."""
        self._by_pair: dict[str, list[Asked]] = {}
        self._by_key: dict[str, dict[tuple[str, str], Asked]] = defaultdict(dict)
        self._by_gram: dict[str, dict[tuple[str, str], Asked]] = defaultdict(dict)
        for pair in pairs:
            self.put(pair)

    def put(self, pair: QaPair) -> None:
        """Take a pair's questions in place of those it had."""
        self.forget(pair.id)
        every = [self._asked(pair, text, text == pair.question) for text in (pair.question, *pair.similar)]
        self._by_pair[pair.id] = every
        for each in every:
            self._by_key[question_key(each.text)][(pair.id, each.text)] = each
            for gram in each.grams:
                self._by_gram[gram][(pair.id, each.text)] = each

    def forget(self, pair_id: str) -> None:
        """Forget a pair's questions."""
        for each in self._by_pair.pop(pair_id, ()):
            self._by_key[question_key(each.text)].pop((pair_id, each.text), None)
            for gram in each.grams:
                self._by_gram[gram].pop((pair_id, each.text), None)

    def same(self, text: str, region: str | None, but: str = "") -> list[Asked]:
        """Return who asks the very same for a region, however spaced and punctuated; `but` is left out."""
        found = self._by_key.get(question_key(text), {}).values()
        return [each for each in found if each.region == region and each.pair_id != but]

    def anywhere(self, text: str) -> list[Asked]:
        """Return who asks the very same, whatever the region."""
        return list(self._by_key.get(question_key(text), {}).values())

    def near(self, pair: QaPair) -> list[Near]:
        """Return who asks nearly what a pair's standard question asks, in its region, likest first, one a pair."""
        mine = self._asked(pair, pair.question, True)
        shared: Counter[tuple[str, str]] = Counter()
        for gram in mine.grams:
            shared.update(self._by_gram.get(gram, {}).keys())
        best: dict[str, Near] = {}
        for (pair_id, text), count in shared.items():
            other = next(each for each in self._by_pair[pair_id] if each.text == text)
            likeness = round(2 * count / (len(mine.grams) + len(other.grams)), 2)
            least = best[pair_id].likeness if pair_id in best else LEAST_LIKENESS
            if pair_id != pair.id and likeness >= least and _may_be_one(mine, other):
                best[pair_id] = Near(other, likeness)
        return sorted(best.values(), key=lambda each: (-each.likeness, each.asked.pair_id))

    def _asked(self, pair: QaPair, text: str, is_title: bool) -> Asked:
        core = core_of(text)
        grams = frozenset(char_bigrams(core)) or frozenset([core])
        facet = pair.facet if is_title and pair.facet else facet_of(normalise_query(text))
        return Asked(pair.id, text, is_title, pair.region, core, facet, grams)


def core_of(text: str) -> str:
    """Return what a question is about: its words without those that only ask or join."""
    clean = normalise_query(text)
    core = "".join(char_unigrams(_EMPTY_WORDS.sub("", clean)))
    return core or clean


def _may_be_one(one: Asked, other: Asked) -> bool:
    """Tell whether two alike questions may ask one thing: same region and facet, nothing put in another's place.

    职工医保报销比例 and 居民医保报销比例 are alike to the letter and ask two things.
    """
    if one.region != other.region or (one.facet and other.facet and one.facet is not other.facet):
        return False
    mine, others = set(char_unigrams(one.core)), set(char_unigrams(other.core))
    return (not (mine - others) or not (others - mine)) and not (mine ^ others) & _TURNS
