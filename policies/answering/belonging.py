"""Where a sentence belongs, by weights learned from sentences of our own: is it a question about rules at all?

Logistic regression over the characters of a sentence, single, in pairs and in threes, and the signs of
`route_signs.yml`.
The weights in `routes.json` are written by `.venv/bin/python -m policies.answering.route_training`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policies.yaml_file import read_yaml

FILE = Path(__file__).with_name("routes.json")
SIGNS_FILE = Path(__file__).with_name("route_signs.yml")
# What a sign counts beside the characters, whose vector has length 1.
SIGN = 0.3
POLICY = "policy"
BEGIN, END = "<", ">"

# As written: a class's place, its weight, the next place, its weight …
Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned.

    Attributes:
        classes: names of the intents that lead away, and `POLICY` for everything else.
        intercepts: one for each class.
        rarity: inverse document frequency of every known character, pair and three.
        grams: the row of every character, pair and three that weighs something.
        signs: the same for signs.
        rows: a weight for each class.
    """

    classes: tuple[str, ...]
    intercepts: NDArray[np.float64]
    rarity: dict[str, float]
    grams: dict[str, int]
    signs: dict[str, int]
    rows: NDArray[np.float64]


def grams(text: str) -> list[str]:
    """Return the characters of a normalised text, its pairs and its threes; its ends count as characters."""
    marked = f"{BEGIN}{text}{END}"
    pairs = (first + second for first, second in pairwise(marked))
    return [*text, *pairs, *(marked[at : at + 3] for at in range(len(marked) - 2))]


@lru_cache(maxsize=1_000)
def signs(text: str) -> frozenset[str]:
    """Return the names of the signs that a normalised text shows."""
    return frozenset(name for name, pattern in _signs().items() if pattern.search(text))


@lru_cache(maxsize=1_000)
def shares(text: str) -> dict[str, float]:
    """Return how much a normalised text belongs to each class; the values add up to 1."""
    weights = _weights()
    counts = Counter(gram for gram in grams(text) if gram in weights.rarity)
    values = {gram: (1 + math.log(count)) * weights.rarity[gram] for gram, count in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    shown = [
        (row, value / length)
        for gram, value in values.items()
        if (row := weights.grams.get(gram)) is not None
    ]
    shown += [(row, SIGN) for sign in signs(text) if (row := weights.signs.get(sign)) is not None]
    scores = (
        weights.intercepts + np.array([value for _, value in shown]) @ weights.rows[[row for row, _ in shown]]
    )
    return dict(zip(weights.classes, _softmax(scores.tolist()), strict=True))


def _softmax(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    read = read_yaml(SIGNS_FILE)
    return {name: re.compile(pattern) for name, pattern in read.items()}


@cache
def _weights() -> Weights:
    read = json.loads(FILE.read_text(encoding="utf-8"))
    written: list[Row] = [*read["grams"].values(), *read["signs"].values()]
    rows = np.zeros((len(written), len(read["classes"])))
    for row, pairs in zip(rows, written, strict=True):
        row[[int(place) for place in pairs[::2]]] = pairs[1::2]
    return Weights(
        classes=tuple(read["classes"]),
        intercepts=np.array(read["intercepts"]),
        rarity=read["rarity"],
        grams={gram: row for row, gram in enumerate(read["grams"])},
        signs={sign: row for row, sign in enumerate(read["signs"], start=len(read["grams"]))},
        rows=rows,
    )
