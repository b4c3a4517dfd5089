"""The tokens of stored rows as arrays, so that all fields of all candidates are scored at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
Values = NDArray[np.floating[Any]]


class Vocabulary:
    """Gives every token a number; the numbers hold as long as the process lives."""

    def __init__(self) -> None:
        """Begin with no token."""
        self._numbers: dict[str, int] = {}
        self._guard = threading.Lock()

    def number(self, token: str) -> int:
        """Return the number of a token; a new token gets one."""
        found = self._numbers.get(token)
        if found is None:
            with self._guard:
                found = self._numbers.setdefault(token, len(self._numbers))
        return found

    @property
    def size(self) -> int:
        """One more than the greatest number given."""
        return len(self._numbers)

    def known(self, token: str) -> int | None:
        """Return the number of a token; None where no row that was read holds it."""
        return self._numbers.get(token)


@dataclass(frozen=True, slots=True)
class Grams:
    """One row in all its fields.

    Attributes:
        numbers: the distinct tokens of each field, field after field.
        times: how often each stands there.
        fields: the place of its field among those of the row.
        lengths: how many tokens each field has.
    """

    numbers: Numbers
    times: Values
    fields: Numbers
    lengths: Values


@dataclass(frozen=True, slots=True)
class Rows:
    """Many rows in all their fields; a cell is one field of one row.

    Attributes:
        numbers: the distinct tokens of all cells, row after row.
        times: how often each stands in its cell.
        cells: the cell of each.
        lengths: how many tokens a cell has.
        width: how many fields a row has.
    """

    numbers: Numbers
    times: Values
    cells: Numbers
    lengths: Values
    width: int

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.lengths) // self.width


def grams_of(fields: Sequence[Iterable[str]], vocabulary: Vocabulary) -> Grams:
    """Return the tokens of a row's fields as arrays; small ones, for a library's rows stay in memory."""
    counts = [Counter(tokens) for tokens in fields]
    sizes = [len(each) for each in counts]
    total = sum(sizes)
    return Grams(
        np.fromiter((vocabulary.number(token) for each in counts for token in each), np.int32, total),
        np.fromiter((times for each in counts for times in each.values()), np.float32, total),
        np.repeat(np.arange(len(sizes), dtype=np.int8), sizes),
        np.array([each.total() for each in counts], np.float64),
    )


def nothing(width: int) -> Grams:
    """Return a row without tokens."""
    return Grams(
        np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.int8), np.zeros(width, np.float64)
    )


def rows_of(every: Sequence[Grams], width: int) -> Rows:
    """Return rows of so many fields, one after another."""
    return joined([Rows(each.numbers, each.times, each.fields, each.lengths, width) for each in every], width)


def joined(parts: Sequence[Rows], width: int) -> Rows:
    """Return several lots of rows of so many fields as one."""
    if not parts:
        return Rows(np.empty(0, np.int32), np.empty(0), np.empty(0, np.int64), np.empty(0), width)
    before = np.cumsum([0, *(len(each.lengths) for each in parts[:-1])])
    cells = np.concatenate([each.cells for each in parts])
    return Rows(
        np.concatenate([each.numbers for each in parts]),
        np.concatenate([each.times for each in parts]),
        cells + np.repeat(before, [len(each.numbers) for each in parts]),
        np.concatenate([each.lengths for each in parts]),
        width,
    )
