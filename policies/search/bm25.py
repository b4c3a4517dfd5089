"""BM25 with our own constants and an absolute scale.

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009). A field's score is
divided by (k1 + 1) · Σ idf over the distinct tokens that were asked, unknown ones included: 1 would be
a row that holds every token often. It is never divided by the best score of the library, which would
destroy the level that confidence needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

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


@lru_cache(maxsize=50_000)
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


@dataclass(frozen=True, slots=True)
class Met:
    """Where rows hold tokens of a question.

    Attributes:
        rows: the rows.
        cells: the cell of each meeting, in order.
        places: which token is met.
        times: how often it stands in the cell.
    """

    rows: Rows
    cells: Numbers
    places: Numbers
    times: Values


class Asked:
    """The tokens of one question by number, so that stored rows are met without comparing words."""

    def __init__(self, tokens: Iterable[str], vocabulary: Vocabulary) -> None:
        """Give every token that any row holds a place, 1 to n; 0 is for all others."""
        numbers = {token: number for token in tokens if (number := vocabulary.known(token)) is not None}
        self._places = {token: place for place, token in enumerate(numbers, start=1)}
        self._table = np.zeros(vocabulary.size, np.min_scalar_type(len(numbers)))
        self._table[list(numbers.values())] = np.arange(1, len(numbers) + 1)

    def met(self, rows: Rows) -> Met:
        """Return where rows hold what was asked."""
        places = self._table[rows.numbers]
        found = np.flatnonzero(places)
        return Met(rows, rows.cells[found], places[found], rows.times[found])

    def weights(self, queries: Sequence[FieldQuery]) -> Values:
        """Return the weight of every place in each field."""
        found = np.zeros((len(queries), len(self._places) + 1))
        for query, weights in zip(queries, found, strict=True):
            known = [token for token in query.weights if token in self._places]
            weights[[self._places[token] for token in known]] = [query.weights[token] for token in known]
        return found


def scores(queries: Sequence[FieldQuery], met: Met, asked: Asked) -> Values:
    """Return the score of every row in each field, about 0 to 1: a line for a row, in the order of the queries."""
    rows, width = met.rows, len(queries)
    norms = _norms(queries, rows.lengths.reshape(-1, width)).ravel()
    weights = asked.weights(queries)[met.cells % width, met.places]
    values = weights * met.times / (met.times + norms[met.cells])
    sums = np.bincount(met.cells, values, len(rows.lengths)).reshape(-1, width)
    return np.asarray(sums * _factors(queries))


def pooled(queries: Sequence[FieldQuery], met: Met, groups: Numbers, count: int, asked: Asked) -> Values:
    """Return the scores of groups of rows in their first fields, each as if its rows were one text.

    Args:
        queries: the question as these fields see it.
        met: where the rows of all groups hold what was asked.
        groups: the group of every row, 0 to `count` - 1.
        count: number of groups.
        asked: the tokens of the question.
    """
    rows, fields = met.rows, len(queries)
    row, field = np.divmod(met.cells, rows.width)
    ours = np.flatnonzero(field < fields)
    weights = asked.weights(queries)
    places = weights.shape[1]
    cells = (groups[row[ours]] * fields + field[ours]) * places + met.places[ours]
    times = np.bincount(cells, met.times[ours], count * fields * places).reshape(count, fields, places)
    lengths = rows.lengths.reshape(-1, rows.width)
    sums = [np.bincount(groups, lengths[:, each], count) for each in range(fields)]
    together: Values = np.stack(sums, axis=1).astype(np.float64)
    values = times / (times + _norms(queries, together)[:, :, None])
    return np.asarray(np.einsum("cfp,fp->cf", values, weights) * _factors(queries))


def _norms(queries: Sequence[FieldQuery], lengths: Values) -> Values:
    """Return what a token's times are weighed against, for lengths with a column for each field."""
    k1, b, average = np.array([(q.field.k1, q.field.b, q.average or 1.0) for q in queries]).T
    return np.asarray(k1 * (1 - b + b * lengths / average))


def _factors(queries: Sequence[FieldQuery]) -> Values:
    return np.array([(q.field.k1 + 1) / q.scale if q.scale else 0.0 for q in queries])


def fused(queries: Sequence[FieldQuery], parts: Values) -> Values:
    """Return one score a row: its scores in the fields, each by its field's weight."""
    total = np.zeros(len(parts))
    for place, query in enumerate(queries):
        total += query.field.weight * parts[:, place]
    return total


def as_whole(query: FieldQuery, field: Field, average: float) -> FieldQuery:
    """Return a field's question as it is asked of several rows as one text, `average` tokens in the mean."""
    scale = query.scale * (field.k1 + 1) / (query.field.k1 + 1)
    return replace(query, field=field, scale=scale, average=average)
