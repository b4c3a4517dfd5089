"""Everything that is known of each candidate before one of them is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policies.answering.inquiry import Reading
from policies.answering.scoring.crowd import Crowd
from policies.answering.scoring.features import clean, pair_features
from policies.answering.scoring.model import Features
from policies.answering.scoring.signs import parted, same_action, same_events, same_kind
from policies.content.model import QaPair
from policies.language.tokens import char_bigrams
from policies.search.index import PairHit

Entities = Callable[[str], dict[str, str]]
# So many of the first are read whole; the others are known by their questions.
READ = 5
SIGNS = ("topic", "audience", "figures", "action", "events", "kind")
# Two questions as alike as this differ in one word.
ALIKE = 0.5
MOST_AGAINST = 3


def candidate_features(
    reading: Reading, hits: Sequence[PairHit], pairs: Sequence[QaPair | None], entities: Entities
) -> list[Features]:
    """Return the features of every candidate.

    Args:
        reading: what is asked, with its words and its official wording.
        hits: the candidates, best first.
        pairs: the pairs of the first of them, in the same order.
        entities: finds the entities of a stored question.
    """
    stored = [clean(f"{hit.matched}\n{hit.question}") for hit in hits]
    titles = [clean(hit.question) for hit in hits]
    told = [_told(pair) for pair in pairs[:READ]]
    told += [""] * (len(hits) - len(told))
    crowd = Crowd(reading, stored, told)
    topic = "topic" in reading.entities
    asked = f"{reading.text} {reading.official}"
    return [
        with_harmony(
            {
                **pair_features(reading, hit, entities(hit.matched) if topic else {}),
                **crowd.features(own, text),
                "action": same_action(reading.text, own),
                "events": same_events(reading.text, own, text),
                "kind": same_kind(asked, own),
                "sibling": -float(any(_siblings(asked, title, other) for other in titles)),
                "single": float(bool(text) and not pair.similar) if pair else 0.0,
            }
        )
        for hit, own, title, text, pair in zip(
            hits, stored, titles, told, _padded(pairs, len(hits)), strict=True
        )
    ]


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


def contradicted(features: Features) -> bool:
    """Tell whether a sign speaks so clearly against a candidate that it must not answer unasked."""
    return any(features.get(name, 0.0) < 0 for name in (*SIGNS, "sibling")) or features.get("negation") == 0.0


def _siblings(asked: str, stored: str, other: str) -> bool:
    """Tell whether two questions differ in a kind that was not asked about: 职工 or 居民, 小学 or 初中."""
    if stored == other or not parted(asked, stored, other):
        return False
    one, two = set(char_bigrams(stored)), set(char_bigrams(other))
    return 2 * len(one & two) >= ALIKE * (len(one) + len(two))


def _told(pair: QaPair | None) -> str:
    """Return all that a pair says; keywords and category name its matter."""
    if pair is None:
        return ""
    parts = [*pair.keywords, pair.category or "", pair.audience or "", pair.summary, *pair.detail.values()]
    return clean("\n".join(parts))


def _padded(pairs: Sequence[QaPair | None], length: int) -> list[QaPair | None]:
    read = list(pairs[:READ])
    return read + [None] * (length - len(read))
