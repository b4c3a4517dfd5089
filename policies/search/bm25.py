"""BM25 with our own constants and an absolute scale.

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009). A field's score is
divided by (k1 + 1) · Σ idf over the distinct tokens that were asked, unknown ones included: 1 would be
a row that holds every token often. It is never divided by the best score of the library, which would
destroy the level that confidence needs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from policies.search.fields import Field


@dataclass(frozen=True, slots=True)
class FieldQuery:
    """A question as one field sees it.

    Attributes:
        weights: token → weight · idf, for every token that the field knows.
        tokens: token → weight alone, for an engine that knows idf itself.
        scale: what a score is divided by.
        average: mean number of tokens in this field.
        known: share of the weight of what was said whose tokens the field knows.
    """

    field: Field
    weights: dict[str, float]
    tokens: dict[str, float]
    scale: float
    average: float
    known: float


def idf(count: int, frequency: int) -> float:
    """Return the inverse document frequency of a token in `frequency` of `count` rows, above 0."""
    return math.log(1 + (count - min(frequency, count) + 0.5) / (frequency + 0.5))


def field_query(
    field: Field,
    said: Mapping[str, float],
    added: Mapping[str, float],
    count: int,
    average: float,
    frequency: Callable[[str], int],
) -> FieldQuery:
    """Weigh the tokens of a question for one field.

    Args:
        field: which field.
        said: distinct tokens that were said, with their weights; they make the scale.
        added: further tokens with their weights.
        count: number of rows that have this field.
        average: mean number of tokens of those rows.
        frequency: in how many rows a token stands.
    """
    weights: dict[str, float] = {}
    tokens: dict[str, float] = {}
    total = known = 0.0
    for token, weight in (*added.items(), *said.items()):
        seen = frequency(token)
        value = weight * idf(count, seen)
        if token in said:
            total += value
            known += value if seen else 0.0
        if seen:
            weights[token], tokens[token] = value, weight
    share = known / total if total else 0.0
    return FieldQuery(field, weights, tokens, (field.k1 + 1) * total, average, share)


def score(query: FieldQuery, counts: Counter[str], length: int) -> float:
    """Return a row's score in one field, about 0 to 1."""
    if not query.scale:
        return 0.0
    k1, b = query.field.k1, query.field.b
    norm = k1 * (1 - b + b * length / (query.average or 1.0))
    total = 0.0
    for token in (
        query.weights.keys() & counts.keys()
    ):  # a set's meeting is quicker than asking for every token
        times = counts[token]
        total += query.weights[token] * times / (times + norm)
    return total * (k1 + 1) / query.scale
