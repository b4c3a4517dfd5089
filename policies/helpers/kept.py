"""A few results kept by their question: people ask the same again and again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Holds the results asked for lately."""

    def __init__(self, most: int) -> None:
        """Hold at most so many."""
        self._most = most
        self._guard = Lock()
        self._results: OrderedDict[str, T] = OrderedDict()

    def get(self, text: str) -> T | None:
        """Return a result, None where it is not held."""
        with self._guard:
            if text in self._results:
                self._results.move_to_end(text)
            return self._results.get(text)

    def put(self, text: str, result: T) -> None:
        """Hold a result, and let go of the one that was asked for longest ago."""
        with self._guard:
            self._results[text] = result
            self._results.move_to_end(text)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
