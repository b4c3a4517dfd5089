"""The first candidate against the next: how clearly it leads."""

from __future__ import annotations

import math
from collections.abc import Sequence

from policies.answering.scoring.model import Features

CHANNELS = ("question_unigrams", "question_bigrams", "question_pinyin", "question_words", "answer")


def head_features(ordered: Sequence[Features], questions: Sequence[str]) -> Features:
    """Return the first candidate's features with its lead over the next other question.

    Args:
        ordered: the candidates' features in order, each with `score` and `rank`.
        questions: their standard questions.
    """
    first = ordered[0]
    others = [
        each for each, question in zip(ordered[1:], questions[1:], strict=True) if question != questions[0]
    ]
    second = others[0] if others else {"score": 0.0, "rank": first["rank"] - 5.0}
    gap = first["score"] - second["score"]
    return {
        **first,
        "gap": gap,
        "meaning_gap": first.get("meaning", 0.0)
        - max([each.get("meaning", 0.0) for each in others], default=0.0),
        "gap_share": gap / max(first["score"], 1e-6),
        "rank_gap": min(5.0, first["rank"] - second["rank"]),
        "share": 1 / (1 + sum(math.exp(min(5.0, each["rank"] - first["rank"])) for each in others)),
        "agreement": sum(_leads(channel, first, others) for channel in CHANNELS) / len(CHANNELS),
    }


def _leads(channel: str, first: Features, others: Sequence[Features]) -> bool:
    own = first.get(channel, 0.0)
    return own > 0 and all(own >= each.get(channel, 0.0) for each in others)


def first_places(questions: Sequence[str]) -> list[int]:
    """Return the first place of every different question, as buttons show them."""
    found: dict[str, int] = {}
    for place, question in enumerate(questions):
        found.setdefault(question, place)
    return list(found.values())
