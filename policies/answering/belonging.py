"""Where a sentence belongs, by weights learned from sentences of our own: is it a question about rules at all?

Logistic regression over the characters of a sentence, single and in pairs, and the signs of `route_signs.yml`.
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

import yaml

FILE = Path(__file__).with_name("routes.json")
SIGNS_FILE = Path(__file__).with_name("route_signs.yml")
# What a sign counts beside the characters, whose vector has length 1.
SIGN = 0.3
POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned.

    Attributes:
        classes: names of the intents that lead away, and `POLICY` for everything else.
        intercepts: one for each class.
        rarity: inverse document frequency of every known character and pair.
        grams: weights of a character or pair, by the class's place; small ones are left out.
        signs: the same for signs.
    """

    classes: tuple[str, ...]
    intercepts: tuple[float, ...]
    rarity: dict[str, float]
    grams: dict[str, dict[int, float]]
    signs: dict[str, dict[int, float]]


def grams(text: str) -> list[str]:
    """Return the characters of a normalised text and its pairs of neighbours."""
    return [*text, *(first + second for first, second in pairwise(text))]


def signs(text: str) -> list[str]:
    """Return the names of the signs that a normalised text shows."""
    return [name for name, pattern in _signs().items() if pattern.search(text)]


@lru_cache(maxsize=1_000)
def shares(text: str) -> dict[str, float]:
    """Return how much a normalised text belongs to each class; the values add up to 1."""
    weights = _weights()
    counts = Counter(gram for gram in grams(text) if gram in weights.rarity)
    values = {gram: (1 + math.log(count)) * weights.rarity[gram] for gram, count in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    scores = list(weights.intercepts)
    for gram, value in values.items():
        _add(scores, weights.grams.get(gram, {}), value / length)
    for sign in signs(text):
        _add(scores, weights.signs.get(sign, {}), SIGN)
    return dict(zip(weights.classes, _softmax(scores), strict=True))


def _add(scores: list[float], weights: dict[int, float], value: float) -> None:
    for place, weight in weights.items():
        scores[place] += weight * value


def _softmax(scores: Sequence[float]) -> list[float]:
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    read = yaml.safe_load(SIGNS_FILE.read_text(encoding="utf-8"))
    return {name: re.compile(pattern) for name, pattern in read.items()}


@cache
def _weights() -> Weights:
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(
        classes=tuple(read["classes"]),
        intercepts=tuple(read["intercepts"]),
        rarity=read["rarity"],
        grams={name: _places(row) for name, row in read["grams"].items()},
        signs={name: _places(row) for name, row in read["signs"].items()},
    )


def _places(row: Sequence[float]) -> dict[int, float]:
    """Read a row of the file: place, weight, place, weight …"""
    return {int(place): weight for place, weight in zip(row[::2], row[1::2], strict=True)}
