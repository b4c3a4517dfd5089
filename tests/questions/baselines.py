"""What is usually done: BM25 over jieba's words, and over characters and their pairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import jieba

from policies.content.model import QaPair

K1, B = 1.2, 0.75


def words(text: str) -> list[str]:
    """Return jieba's words."""
    return [word for word in jieba.cut(text) if word.strip()]


def characters(text: str) -> list[str]:
    """Return single characters and pairs of neighbours."""
    bare = "".join(text.split())
    return [*bare, *(bare[place : place + 2] for place in range(len(bare) - 1))]


class Bm25:
    """Robertson's BM25 over the standard and similar questions; a pair's score is its best question's."""

    def __init__(self, pairs: Sequence[QaPair], cut: Callable[[str], list[str]]) -> None:
        self._cut = cut
        rows = [(pair.external_id, question) for pair in pairs for question in (pair.question, *pair.similar)]
        self._rows = [(identifier or "", Counter(cut(question))) for identifier, question in rows]
        self._lengths = [sum(counts.values()) for _, counts in self._rows]
        self._mean = sum(self._lengths) / len(self._lengths)
        self._seen = Counter(token for _, counts in self._rows for token in counts)

    def rank(self, query: str, limit: int = 10) -> list[str]:
        """Return the external identifiers of the best pairs, best first."""
        tokens = set(self._cut(query))
        best: dict[str, float] = {}
        for (identifier, counts), length in zip(self._rows, self._lengths, strict=True):
            score = sum(self._weight(token, counts[token], length) for token in tokens if token in counts)
            best[identifier] = max(best.get(identifier, 0.0), score)
        return sorted(best, key=lambda identifier: -best[identifier])[:limit]

    def _weight(self, token: str, count: int, length: int) -> float:
        seen = self._seen[token]
        idf = math.log(1 + (len(self._rows) - seen + 0.5) / (seen + 0.5))
        return idf * count * (K1 + 1) / (count + K1 * (1 - B + B * length / self._mean))
