"""The vectors of all stored questions at one moment, compared with a question in one matrix product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from policies.helpers.embedding import Vectors
from policies.search.index import Scope

# So many standard deviations above the library's other entries an entry stands where nothing could be nearer.
NEAREST = 6.0


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored question: its entry ("pair/…"), its text, where it holds, its vector."""

    entry: str
    text: str
    region: str
    vector: Vectors


class Matrix:
    """Never changes; a newer one takes its place."""

    def __init__(self, stored: Iterable[Stored]) -> None:
        """Take the stored questions, those of an entry one after the other."""
        self._stored = list(stored)
        self._vectors = np.stack([each.vector for each in self._stored]) if self._stored else None
        entries = [each.entry for each in self._stored]
        self._starts = [n for n, entry in enumerate(entries) if not n or entry != entries[n - 1]]
        self._entries = [entries[start] for start in self._starts]

    def __len__(self) -> int:
        """Return how many stored questions have their vector."""
        return len(self._stored)

    def fits(self, asked: Vectors) -> bool:
        """Tell whether a question's vector has the length of the stored ones."""
        return self._vectors is not None and asked.shape[-1] == self._vectors.shape[1]

    def near(self, asked: Vectors, scope: Scope) -> dict[str, float]:
        """Return how near every entry that may be found is to a question, 0 to 1.

        The cosine of its nearest question, in standard deviations above the mean of the library's entries: models differ in
        where their cosines lie. At the mean and below it is 0, at `NEAREST` and above it is 1.
        """
        if self._vectors is None:
            return {}
        cosines = self._vectors @ asked.reshape(-1)
        if scope.leave_out_texts:
            hidden = [each.text in scope.leave_out_texts for each in self._stored]
            cosines = np.where(hidden, -1.0, cosines)
        best = np.maximum.reduceat(cosines, self._starts)
        known = best[best > -1.0]
        spread = float(known.std()) if len(known) else 0.0
        if not spread:
            return {}
        scaled = np.clip((best - known.mean()) / spread / NEAREST, 0.0, 1.0)
        return {
            entry: float(value)
            for entry, value, start in zip(self._entries, scaled, self._starts, strict=True)
            if _may_show(self._stored[start], scope)
        }


def _may_show(each: Stored, scope: Scope) -> bool:
    if each.entry in scope.leave_out or (scope.only is not None and each.entry not in scope.only):
        return False
    return scope.regions is None or not each.region or each.region in scope.regions
