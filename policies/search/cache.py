"""Rows that were read lately."""

from __future__ import annotations

from policies.search.entries import Counted
from policies.search.grams import Vocabulary
from policies.search.meaning.nearest import Meanings

CACHED_TOKENS = 1_500_000


class Cache:
    """Rows read lately, by number; a row's number changes with its content, so none is ever stale."""

    def __init__(self, most: int = CACHED_TOKENS) -> None:
        """Hold rows of at most about `most` distinct tokens together."""
        self.vocabulary = Vocabulary()
        self.meanings = Meanings()
        self._most = most
        self._rows: dict[int, Counted] = {}
        self._tokens = 0

    @property
    def size(self) -> int:
        """How many rows are held."""
        return len(self._rows)

    def get(self, number: int) -> Counted | None:
        """Return a row, or None where it must be read."""
        return self._rows.get(number)

    def keep(self, number: int, row: Counted) -> None:
        """Hold a row; when it is too much, begin anew (a full cache is seldom and refills in milliseconds)."""
        self._tokens += len(row.grams.numbers)
        if self._tokens > self._most:
            self._rows, self._tokens = {}, 0
        self._rows[number] = row
