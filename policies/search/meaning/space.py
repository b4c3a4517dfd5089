"""A space in which texts about the same matter lie near each other, whatever words they use.

Latent semantic analysis (Deerwester, Dumais, Furnas, Landauer, Harshman: Indexing by latent semantic analysis, 1990):
the singular value decomposition of the weighted tokens of texts each of which says one thing in many ways. Tokens are
characters and pairs of characters; a token's weight in a text is (1 + ln times) · idf, as in scikit-learn's sublinear TF-IDF.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policies.language.normalise import normalise
from policies.language.tokens import char_bigrams, char_unigrams

Vector = NDArray[np.float32]

DIMENSIONS = 200
# What an answer says of where its pair lies, beside the mean of its questions.
ANSWER_MEANS = 0.5
# A token of fewer texts says nothing of which words go together.
LEAST = 2


@dataclass(frozen=True, eq=False)
class Space:
    """Where tokens lie.

    Attributes:
        places: token → its row in `vectors`.
        weights: idf of every token.
        vectors: one row a token.
        fingerprint: changes with what it was learned from; "" where nothing was.
    """

    places: Mapping[str, int]
    weights: Vector
    vectors: NDArray[np.float16] | Vector
    fingerprint: str = ""

    @property
    def dimensions(self) -> int:
        """Length of a vector; 0 where nothing was learned."""
        return int(self.vectors.shape[1])

    def vector(self, weighed: Mapping[str, float]) -> Vector:
        """Return the direction of a text, of length 1; zeros where no token of it is known.

        Args:
            weighed: its distinct tokens, characters and pairs, each with what it counts there.
        """
        places, weights = self.weighed(weighed)
        return unit(weights @ self.vectors[places].astype(np.float32))

    def weighed(self, weighed: Mapping[str, float]) -> tuple[NDArray[np.intp], Vector]:
        """Return the rows of the tokens that are known, and what each of them counts for where the text lies."""
        known = [
            (place, weight)
            for token, weight in weighed.items()
            if (place := self.places.get(token)) is not None
        ]
        places = np.array([place for place, _ in known], np.intp)
        return places, self.weights[places] * np.array([weight for _, weight in known], np.float32)

    def of_text(self, text: str) -> Vector:
        """Return the direction of a stored text."""
        return self.vector(sublinear(tokens_of(text)))

    def of_pair(self, questions: Sequence[str], answer: str) -> Vector:
        """Return where a pair lies: its questions in the mean, and half as much its answer."""
        asked = np.array([self.of_text(text) for text in questions], np.float32).mean(axis=0)
        return unit(unit(asked) + ANSWER_MEANS * self.of_text(answer))


NOTHING = Space({}, np.zeros(0, np.float32), np.zeros((0, 0), np.float32))


def tokens_of(text: str) -> Counter[str]:
    """Return how often every character and pair of characters stands in a text."""
    clean = normalise(text)
    return Counter([*char_unigrams(clean), *char_bigrams(clean)])


def sublinear(times: Mapping[str, int]) -> dict[str, float]:
    """Return what tokens count that stand so often in a text."""
    return {token: 1.0 + math.log(seen) for token, seen in times.items()}


def unit(vector: NDArray[np.floating]) -> Vector:
    """Return a vector's direction; zeros stay zeros."""
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, np.float32)


def learned(texts: Iterable[str], fingerprint: str, dimensions: int = DIMENSIONS) -> Space:
    """Return the space of texts each of which says one thing in many ways; the same one every time."""
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import svds

    counts = [tokens_of(text) for text in texts]
    seen = Counter(token for each in counts for token in each)
    places = {
        token: place for place, token in enumerate(sorted(token for token in seen if seen[token] >= LEAST))
    }
    weights = np.array([math.log((1 + len(counts)) / (1 + seen[token])) + 1 for token in places], np.float32)
    rows = [_weighed(each, places, weights) for each in counts]
    least = min(len(counts), len(places))
    if least < 3:
        return NOTHING
    columns = [place for places_of, _ in rows for place in places_of]
    values = [value for _, values_of in rows for value in values_of]
    ends = np.cumsum([0, *(len(places_of) for places_of, _ in rows)])
    matrix = csr_array((values, columns, ends), shape=(len(counts), len(places)), dtype=np.float64)
    start = np.ones(least) / math.sqrt(least)
    _, _, directions = svds(matrix, k=min(dimensions, least - 1), v0=start)
    return Space(places, weights, np.ascontiguousarray(directions.T).astype(np.float16), fingerprint)


def _weighed(
    times: Mapping[str, int], places: Mapping[str, int], weights: Vector
) -> tuple[Sequence[int], Vector]:
    known = {places[token]: value for token, value in sublinear(times).items() if token in places}
    return list(known), unit(weights[list(known)] * np.array(list(known.values()), np.float32))
