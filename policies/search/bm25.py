"""BM25 with our own constants and an absolute scale.

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009). A field's score is
divided by (k1 + 1) · Σ idf over the distinct tokens that were asked, unknown ones included: 1 would be
a row that holds every token often. It is never divided by the best score of the library, which would
destroy the level that confidence needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from policies.search.fields import Field
from policies.search.grams import Numbers, Rows, Values, Vocabulary


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


class Asked:
    """The tokens of one question by number, so that stored rows are met without comparing words."""

    def __init__(self, tokens: Iterable[str], vocabulary: Vocabulary) -> None:
        """Give every token that any row holds a place, 1 to n; 0 is for all others."""
        numbers = {token: number for token in tokens if (number := vocabulary.known(token)) is not None}
        self._places = {token: place for place, token in enumerate(numbers, start=1)}
        self._table = np.zeros(vocabulary.size, np.int64)
        for token, place in self._places.items():
            self._table[numbers[token]] = place

    def places(self, numbers: Numbers) -> Numbers:
        """Return the place of every stored token, 0 where it was not asked."""
        return np.asarray(self._table[numbers])

    def weights(self, query: FieldQuery) -> Values:
        """Return the weight of every place in one field."""
        found = np.zeros(len(self._places) + 1)
        for token, weight in query.weights.items():
            place = self._places.get(token)
            if place is not None:
                found[place] = weight
        return found


def scores(query: FieldQuery, rows: Rows, asked: Asked) -> Values:
    """Return the score of every row in one field, about 0 to 1."""
    count = len(rows.lengths)
    if not query.scale:
        return np.zeros(count)
    weights = asked.weights(query)[asked.places(rows.numbers)]
    values = weights * rows.times / (rows.times + _norm(query, rows.lengths)[rows.places])
    return np.asarray(np.bincount(rows.places, values, count) * ((query.field.k1 + 1) / query.scale))


def pooled(query: FieldQuery, rows: Rows, groups: Numbers, count: int, asked: Asked) -> Values:
    """Return the scores of groups of rows, each as if its rows were one text.

    Args:
        query: the question as the field sees it.
        rows: the rows of all groups.
        groups: the group of every row, 0 to `count` - 1.
        count: number of groups.
        asked: the tokens of the question.
    """
    if not query.scale:
        return np.zeros(count)
    weights, places = asked.weights(query), asked.places(rows.numbers)
    found = np.flatnonzero(places)
    width = len(weights)
    cells = groups[rows.places[found]] * width + places[found]
    times = np.bincount(cells, rows.times[found], count * width).reshape(count, width)
    lengths = np.bincount(groups, rows.lengths, count).astype(np.float64)
    values = times / (times + _norm(query, lengths)[:, None]) @ weights
    return np.asarray(values * ((query.field.k1 + 1) / query.scale))


def _norm(query: FieldQuery, lengths: Values) -> Values:
    k1, b = query.field.k1, query.field.b
    return np.asarray(k1 * (1 - b + b * lengths / (query.average or 1.0)))
