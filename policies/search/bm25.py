"""BM25 with our own constants and an absolute scale.

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009). A field's score is
divided by (k1 + 1) · Σ idf over the distinct tokens that were asked, unknown ones included: 1 would be
a row that holds every token often. It is never divided by the best score of the library, which would
destroy the level that confidence needs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
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
    """

    field: Field
    weights: dict[str, float]
    tokens: dict[str, float]
    scale: float
    average: float


def idf(count: int, frequency: int) -> float:
    """Return the inverse document frequency of a token in `frequency` of `count` rows, above 0."""
    return math.log(1 + (count - min(frequency, count) + 0.5) / (frequency + 0.5))


def field_query(
    field: Field, tokens: dict[str, float], count: int, average: float, frequency: Callable[[str], int]
) -> FieldQuery:
    """Weigh the tokens of a question for one field.

    Args:
        field: which field.
        tokens: distinct tokens with the question's weights; weight 1 was really said.
        count: number of rows that have this field.
        average: mean number of tokens of those rows.
        frequency: in how many rows a token stands.
    """
    weights: dict[str, float] = {}
    said = 0.0
    for token, weight in tokens.items():
        seen = frequency(token)
        value = idf(count, seen)
        if weight == 1.0:
            said += value
        if seen:
            weights[token] = weight * value
    known = {token: tokens[token] for token in weights}
    return FieldQuery(field, weights, known, (field.k1 + 1) * said, average)


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
