"""Everything that is known of each candidate before one of them is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from policies.answering.inquiry import Reading
from policies.answering.scoring.crowd import Crowd
from policies.answering.scoring.features import bigrams, clean, pair_features
from policies.answering.scoring.model import Features
from policies.answering.scoring.signs import kinds, parted
from policies.content.model import QaPair
from policies.search.index import PairHit

Entities = Callable[[str], dict[str, str]]
# The signs of which one is enough to keep a candidate from answering unasked.
BARRING = ("figures", "action", "events", "kind", "sibling", "denial")
# A pair found by its answer's text alone is offered, never given: at most this question score.
ANSWER_ONLY = 0.1
# A question of whose matter, and a stored one of whose matter, no more than this share is shared is about something else.
LITTLE_MATTER = 0.4
# Below these a pair's questions hardly fit in words, and it says hardly any word that was asked.
SCARCELY_ASKED, SCARCELY_TOLD = 0.2, 0.1
# A pair that says less than this share of what a follow-up keeps is about something else.
HALF_THE_MATTER = 0.5
# From this nearness on two texts mean the same matter.
MEANT = 0.7
# So many of the first are looked at closely; the others are known by what orders them.
READ = 6
SIGNS = ("topic", "audience", "figures", "action", "events", "kind")
# Two questions as alike as this differ in one word.
ALIKE = 0.5
MOST_AGAINST = 3


class Crowded:
    """The candidates of one question, each looked at among the others."""

    def __init__(
        self,
        reading: Reading,
        hits: Sequence[PairHit],
        pair: Callable[[str], QaPair | None],
        entities: Entities,
    ) -> None:
        """Look at candidates.

        Args:
            reading: what is asked, with its words and its official wording.
            hits: the candidates, best first.
            pair: reads a pair.
            entities: finds the entities of a stored question.
        """
        self._reading = reading
        self._hits = hits
        self._pair = pair
        self._entities = entities

    def features(self, place: int) -> Features:
        """Return every feature of the candidate at a place."""
        reading, hit = self._reading, self._hits[place]
        pair = self._pair(hit.qa_id)
        own, told = _own(hit), f"{hit.told}\n{_named(pair)}"
        entities = self._entities(hit.matched) if "topic" in reading.entities else {}
        return with_harmony(
            {
                **pair_features(reading, hit, entities),
                **self._crowd.features(own, told),
                "sibling": -float(self._has_sibling(clean(hit.question))),
                "single": float(not pair.similar) if pair else 0.0,
            }
        )

    @cached_property
    def _crowd(self) -> Crowd:
        head = self._hits[:READ]
        told = [f"{hit.told}\n{_named(self._pair(hit.qa_id))}" for hit in head]
        return Crowd(self._reading, [_own(hit) for hit in self._hits], told)

    @cached_property
    def _asked(self) -> str:
        return f"{self._reading.text} {self._reading.official}"

    @cached_property
    def _of_a_kind(self) -> list[str]:
        return [title for hit in self._hits if any(kinds(title := clean(hit.question)))]

    def _has_sibling(self, title: str) -> bool:
        """Tell whether another title differs in a kind that was not asked about."""
        if not any(kinds(title)):
            return False
        return any(_siblings(self._asked, title, other) for other in self._of_a_kind)


def with_harmony(features: Features) -> Features:
    """Return the features with those that are made of several.

    `harmony` is 1 where no sign speaks against the candidate, less for each that does; `weakest` is the
    least of the shares that have to hold at once: what is asked has to be told, what is told be asked.
    """
    against = sum(features[name] < 0 for name in (*SIGNS, "facet")) + (features["negation"] == 0)
    return {
        **features,
        "harmony": 1.0 - min(against, MOST_AGAINST) / MOST_AGAINST,
        "weakest": min(features["contrast_told"], features["words_told"], features["core_of_stored"]),
        "explained": features["contrast_told"] * features["words_told"],
    }


def barred(features: Features) -> bool:
    """Tell whether a candidate must not answer unasked, however sure it looks.

    It is contradicted by a sign that is right nearly always (another figure, action, event or kind, a twin that
    fits as well, or the same words denied), found by its answer's text alone, or likened by the words that ask and hardly by the matter.
    Topics, audiences and denials are read too roughly for that: among first candidates of fresh questions that they
    speak against, as many are right as among the others.
    """
    against = any(features.get(name, 0.0) < 0 for name in BARRING)
    strays = is_stray(features) or features.get("of_instead", 1.0) < HALF_THE_MATTER
    unfounded = features["question"] < ANSWER_ONLY or means_only(features)
    return against or strays or unfounded or hardly_meets(features)


def means_only(features: Features) -> bool:
    """Tell whether a pair is near by meaning alone: it says next to none of the words that were asked."""
    return features["question"] < SCARCELY_ASKED and features.get("told", 1.0) < SCARCELY_TOLD


def hardly_meets(features: Features) -> bool:
    """Tell whether a question and a stored one share the words that ask and little of their matters."""
    return max(features.get("core_of_asked", 1.0), features.get("core_of_stored", 1.0)) <= LITTLE_MATTER


def is_stray(features: Features) -> bool:
    """Tell whether a candidate is about another matter than the one that a follow-up keeps.

    One that means what was said, that matter included, is about it in other words.
    """
    return features.get("of_matter", 1.0) < HALF_THE_MATTER and features.get("means_matter", 0.0) < MEANT


def _siblings(asked: str, stored: str, other: str) -> bool:
    """Tell whether two questions differ in a kind that was not asked about: 职工 or 居民, 小学 or 初中."""
    if stored == other or not parted(asked, stored, other):
        return False
    one, two = bigrams(stored), bigrams(other)
    return 2 * len(one & two) >= ALIKE * (len(one) + len(two))


def _own(hit: PairHit) -> str:
    return clean(f"{hit.matched}\n{hit.question}")


def _named(pair: QaPair | None) -> str:
    """Return what a pair says beside its questions and its answer: keywords and category name its matter."""
    if pair is None:
        return ""
    return clean("\n".join([*pair.keywords, pair.category or "", pair.audience or ""]))
