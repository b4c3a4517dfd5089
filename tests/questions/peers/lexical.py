"""The usual lexical methods, by the libraries that people take for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import bm25s
import jieba
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from tests.questions.rounds import Row

RANKS = 10
Ranker = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """Return jieba's words."""
    return [word for word in jieba.cut(text) if word.strip()]


def characters(text: str) -> list[str]:
    """Return single characters and pairs of neighbours."""
    bare = "".join(text.split())
    return [*bare, *(bare[place : place + 2] for place in range(len(bare) - 1))]


def bm25(rows: Sequence[Row], cut: Callable[[str], list[str]], k1: float = 1.5, b: float = 0.75) -> Ranker:
    """Return bm25s over the rows, with its own defaults where not told otherwise."""
    engine = bm25s.BM25(k1=k1, b=b)
    engine.index([cut(text) for _, text in rows], show_progress=False)
    entries = [entry for entry, _ in rows]

    def rank(query: str) -> list[str]:
        known = [token for token in cut(query) if token in engine.vocab_dict]
        return best(entries, engine.get_scores(known)) if known else []

    return rank


def bm25_words(rows: Sequence[Row]) -> Ranker:
    """Return bm25s over jieba's words."""
    return bm25(rows, words)


def bm25_characters(rows: Sequence[Row]) -> Ranker:
    """Return bm25s over characters and their pairs."""
    return bm25(rows, characters, k1=1.2)


def tfidf_characters(rows: Sequence[Row]) -> Ranker:
    """Return scikit-learn's TF-IDF over one to three characters, compared by cosine."""
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    matrix = vectors.fit_transform([text for _, text in rows])
    entries = [entry for entry, _ in rows]

    def rank(query: str) -> list[str]:
        return best(entries, (matrix @ vectors.transform([query]).T).toarray().ravel())

    return rank


def best(entries: Sequence[str], scores: Any) -> list[str]:
    """Return the distinct entries of the best rows, an entry counting by its best row."""
    found: dict[str, None] = {}
    for place in np.argsort(-scores, kind="stable"):
        if scores[place] <= 0 or len(found) == RANKS:
            break
        found.setdefault(entries[place])
    return list(found)


PEERS: dict[str, Callable[[Sequence[Row]], Ranker]] = {
    "bm25s, jieba words": bm25_words,
    "TF-IDF, characters 1–3": tfidf_characters,
    "bm25s, characters 1+2": bm25_characters,
}
