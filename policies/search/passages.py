"""Passages in the order of their own score and of what their documents say beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from policies.search.entries import Counted
from policies.search.fields import DOCUMENT
from policies.search.index import PassageHit
from policies.search.meaning.space import Vector

# So many passages of a document speak for it, and how much more the best of them counts than the next ones.
SPEAKING = 3
SHARPNESS = 20.0
# What meaning the same counts beside a passage's own score.
MEANS = 0.15


def shares(found: Iterable[tuple[float, Counted]], whole: Mapping[str, float]) -> dict[str, float]:
    """Return what every document adds to the score of its passages.

    It is what the document's score as a whole text is worth, and how far the soft maximum of its best passages'
    scores, log Σ exp, stands above the best of them: several good passages say more than one.

    Args:
        found: passages with their own scores, the best first.
        whole: score of every document as one text.
    """
    own: dict[str, list[float]] = {}
    for value, each in found:
        own.setdefault(each.row.entry, []).append(value)
    return {
        entry: DOCUMENT.weight * whole.get(entry, 0.0) + _beyond_best(values[:SPEAKING])
        for entry, values in own.items()
    }


def likeness(found: Sequence[Counted], said: Vector) -> list[float]:
    """Return what every passage gains by meaning nearly what was said, in whatever words."""
    if not said.any() or not found:
        return [0.0] * len(found)
    lying = np.array([each.lying if len(each.lying) else np.zeros_like(said) for each in found], np.float32)
    near: list[float] = (MEANS * (lying @ said).clip(0.0)).tolist()
    return near


def hit(value: float, beside: float, each: Counted) -> PassageHit:
    """Return a passage with its own score as it is found, and what stands beside its words added."""
    kind, _, source_id = each.row.entry.partition("/")
    facts = each.row.facts
    return PassageHit(
        kind="policy" if kind == "policy" else "interpretation",
        source_id=source_id,
        title=facts["title"],
        path=facts["path"],
        quote=each.row.text,
        start=facts["start"],
        score=value + beside,
        region=each.row.region,
        beside=beside,
    )


def _beyond_best(values: list[float]) -> float:
    best = values[0]
    return math.log(sum(math.exp(SHARPNESS * (value - best)) for value in values)) / SHARPNESS
