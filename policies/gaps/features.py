"""What two questions have in common: characters, their pairs, words and official words, as one vector."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from policies.language.normalise import normalise_query
from policies.language.synonyms import Concept
from policies.language.tokens import char_bigrams, char_unigrams

Vector = Mapping[str, float]
# The share of each channel in the likeness of two questions.
SHARES = {"unigram": 0.25, "bigram": 0.25, "word": 0.2, "official": 0.3}


class Speech(Protocol):
    """Cuts a text into words and knows the official ones; see `LiveDictionary`."""

    def words(self, text: str) -> list[str]:
        """Return the words in order."""

    def official(self, text: str) -> list[Concept]:
        """Return the concepts that stand in the text."""


def tokens_of(text: str, speech: Speech) -> dict[str, list[str]]:
    """Return the tokens of a question by channel."""
    clean = normalise_query(text)
    return {
        "unigram": char_unigrams(clean),
        "bigram": char_bigrams(clean),
        "word": [word for word in speech.words(clean) if word.strip()],
        "official": [concept.name for concept in speech.official(clean)],
    }


def vectors_of(texts: Sequence[str], speech: Speech, others: Sequence[str] = ()) -> list[Vector]:
    """Return a vector of length at most 1 for each text.

    In every channel tokens weigh by how rare they are, ln((1 + n) / (1 + df)) + 1 (smooth idf, Salton and
    Buckley 1988), and the channel as a whole by its share; a dot product of two is the weighted mean of the
    channels' cosines.

    Args:
        texts: the questions.
        speech: what reads them.
        others: more questions among which tokens are counted; few texts alone do not show what is rare.
    """
    read = [tokens_of(text, speech) for text in texts]
    around = [tokens_of(text, speech) for text in others]
    seen = Counter(_named(each) for each in _distinct([*read, *around]))
    return [_vector(each, seen, len(read) + len(around)) for each in read]


def likeness(one: Vector, other: Vector) -> float:
    """Return how alike two vectors are, 0 to 1."""
    fewer, more = sorted((one, other), key=len)
    return sum(weight * more.get(token, 0.0) for token, weight in fewer.items())


def _vector(tokens: dict[str, list[str]], seen: Counter[str], count: int) -> Vector:
    """Return one text's vector; the share of a channel in which it has nothing goes to the others."""
    present = {name: set(found) for name, found in tokens.items() if found}
    whole = sum(SHARES[name] for name in present)
    vector: dict[str, float] = {}
    for name, found in present.items():
        weights = {
            _named((name, token)): math.log((1 + count) / (1 + seen[_named((name, token))])) + 1
            for token in found
        }
        norm = math.sqrt(sum(weight**2 for weight in weights.values()))
        scale = math.sqrt(SHARES[name] / whole) / norm
        vector |= {token: weight * scale for token, weight in weights.items()}
    return vector


def _distinct(read: Iterable[dict[str, list[str]]]) -> Iterable[tuple[str, str]]:
    for tokens in read:
        for name, found in tokens.items():
            for token in set(found):
                yield name, token


def _named(token: tuple[str, str]) -> str:
    return f"{token[0]}:{token[1]}"
