"""The space drawn so that what asks the same lies together, and what asks something else lies apart.

Latent semantic analysis tells which words occur together; it is not told that a question and its official title are the same.
Here every question is to lie nearer to its own matter than to the others of a random batch: the softmax of cosines,
divided by a temperature (Henderson and others, Efficient natural language response suggestion, 2017; van den Oord and others,
Representation learning with contrastive predictive coding, 2018), descended by Adam (Kingma and Ba 2015) over the tokens' vectors.
What comes out is of the same form as what went in: a vector a token, a text in the mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policies.search.meaning.sources import Matter
from policies.search.meaning.space import Space, Vector, sublinear, tokens_of, unit

ROUNDS = 4
BATCH = 512
# What cosines are divided by; how large the first steps are beside vectors of length 1 in the mean.
TEMPERATURE, STEP = 0.1, 0.01
# So many of a question's tokens are left out whenever it is learned from: it shall be known by any part of it.
LEFT_OUT = 0.3
SEED = 12345
# How much of the mean step and of the mean square stays from one step to the next, and what keeps from division by 0.
STAYS, SQUARES_STAY, LEAST_SQUARE = 0.9, 0.99, 1e-6


@dataclass(frozen=True, eq=False)
class _Texts:
    """What is learned from, as rows of weighed tokens.

    Attributes:
        asked: every official question and every way.
        matters: every official question with its answer.
        owner: the matter of each row of `asked`.
        first: where the rows of each matter begin in `asked`; one more at the end.
    """

    asked: Any
    matters: Any
    owner: NDArray[np.intp]
    first: NDArray[np.intp]


def drawn_together(space: Space, matters: Iterable[Matter], rounds: int = ROUNDS) -> Space:
    """Return a space in which the ways of every matter lie near its official words and each other.

    Args:
        space: where tokens lie at first.
        matters: what is learned from; with fewer than two of them the space stays as it is.
        rounds: how often every way is learned from.
    """
    known = [matter for matter in matters if matter.ways]
    if len(known) < 2 or not space.places:
        return space
    texts, draw = _texts(space, known), np.random.default_rng(SEED)
    vectors = np.array(space.vectors, np.float32)
    vectors /= np.sqrt((vectors**2).sum(axis=1).mean())
    steps, squares = np.zeros_like(vectors), np.zeros((len(vectors), 1), np.float32)
    batches = [batch for _ in range(rounds) for batch in _batches(len(texts.owner), draw)]
    for number, batch in enumerate(batches):
        touched, slope = _slope(vectors, texts, batch, draw)
        square = SQUARES_STAY * squares[touched] + (1 - SQUARES_STAY) * (slope**2).mean(axis=1, keepdims=True)
        step = STAYS * steps[touched] + (1 - STAYS) * slope
        steps[touched], squares[touched] = step, square
        step *= STEP * (1 - number / len(batches)) / (np.sqrt(square) + LEAST_SQUARE)
        vectors[touched] -= step
    return replace(space, vectors=vectors.astype(np.float16))


def _texts(space: Space, matters: Sequence[Matter]) -> _Texts:
    asked = [(matter.official, *matter.ways) for matter in matters]
    counts = [len(texts) for texts in asked]
    return _Texts(
        asked=_rows(space, [text for texts in asked for text in texts]),
        matters=_rows(space, [f"{matter.official}\n{matter.answer}" for matter in matters]),
        owner=np.repeat(np.arange(len(matters)), counts),
        first=np.cumsum([0, *counts]),
    )


def _rows(space: Space, texts: Sequence[str]) -> Any:
    """Return texts as rows of length 1, a column a token."""
    from scipy.sparse import csr_array

    rows = [space.weighed(sublinear(tokens_of(text))) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    columns = np.concatenate([places for places, _ in rows])
    values = np.concatenate([unit(weights) for _, weights in rows])
    return csr_array((values, columns, ends), shape=(len(texts), len(space.places)))


def _batches(count: int, draw: np.random.Generator) -> list[NDArray[np.intp]]:
    """Return the numbers of all rows in random order, in batches of about `BATCH`."""
    return np.array_split(draw.permutation(count), max(1, count // BATCH))


def _slope(
    vectors: Vector, texts: _Texts, batch: NDArray[np.intp], draw: np.random.Generator
) -> tuple[NDArray[np.intp], Vector]:
    """Return the tokens of a batch, and how its loss rises with each of their vectors."""
    asked = texts.asked[batch]
    asked.data = asked.data * (draw.random(len(asked.data)) >= LEFT_OUT)
    own, right = np.unique(texts.owner[batch], return_inverse=True)
    # A matter lies where its official words and one of its ways lie, another one every time.
    meant = texts.matters[own] + texts.asked[draw.integers(texts.first[own], texts.first[own + 1])]
    touched = np.unique(np.concatenate([asked.indices, meant.indices]))
    asked, meant, lying = asked[:, touched], meant[:, touched], vectors[touched]
    asked_at, meant_at = asked @ lying, meant @ lying
    (asked_to, asked_long), (meant_to, meant_long) = _directions(asked_at), _directions(meant_at)
    cosines = asked_to @ meant_to.T / TEMPERATURE
    shares = np.exp(cosines - cosines.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    shares[np.arange(len(batch)), right] -= 1
    shares /= len(batch) * TEMPERATURE
    slope = asked.T @ _turned(shares @ meant_to, asked_to, asked_long)
    slope += meant.T @ _turned(shares.T @ asked_to, meant_to, meant_long)
    return touched, slope


def _directions(lying: Vector) -> tuple[Vector, Vector]:
    lengths = np.sqrt((lying**2).sum(axis=1, keepdims=True)) + LEAST_SQUARE
    return lying / lengths, lengths


def _turned(slope: Vector, to: Vector, lengths: Vector) -> Vector:
    """Return the slope of a direction as that of the vector which points there."""
    return np.asarray((slope - to * (slope * to).sum(axis=1, keepdims=True)) / lengths, np.float32)
