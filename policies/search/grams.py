"""The tokens of stored rows as arrays, so that a field of all candidates is scored at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


class Vocabulary:
    """Gives every token a number; the numbers hold as long as the process lives."""

    def __init__(self) -> None:
        """Begin with no token."""
        self._numbers: dict[str, int] = {}
        self._next = count()
        self._given = 0

    def number(self, token: str) -> int:
        """Return the number of a token; a new token gets one."""
        found = self._numbers.get(token)
        # Where two threads meet the first decides; a number that is left out does no harm.
        return self._numbers.setdefault(token, self._new()) if found is None else found

    @property
    def size(self) -> int:
        """One more than the greatest number given."""
        return self._given

    def known(self, token: str) -> int | None:
        """Return the number of a token; None where no row that was read holds it."""
        return self._numbers.get(token)

    def _new(self) -> int:
        number = next(self._next)
        self._given = max(self._given, number + 1)
        return number


@dataclass(frozen=True, slots=True)
class Grams:
    """One field of one row.

    Attributes:
        numbers: its distinct tokens.
        times: how often each stands there.
        length: how many tokens there are.
    """

    numbers: Numbers
    times: Values
    length: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One field of many rows.

    Attributes:
        numbers: the distinct tokens of all rows, row after row.
        times: how often each stands in its row.
        places: the row of each.
        lengths: how many tokens a row has; 0 where it lacks the field.
    """

    numbers: Numbers
    times: Values
    places: Numbers
    lengths: Values


def grams_of(tokens: Iterable[str], vocabulary: Vocabulary) -> Grams:
    """Return a row's tokens as arrays."""
    counts = Counter(tokens)
    numbers = np.fromiter(map(vocabulary.number, counts), np.int64, len(counts))
    times = np.fromiter(counts.values(), np.float64, len(counts))
    return Grams(numbers, times, counts.total())


NOTHING = Grams(np.empty(0, np.int64), np.empty(0, np.float64), 0)
NONE = Rows(NOTHING.numbers, NOTHING.times, NOTHING.numbers, NOTHING.times)


def rows_of(every: Sequence[Grams]) -> Rows:
    """Return the fields of rows, one after another."""
    if not every:
        return NONE
    return Rows(
        np.concatenate([each.numbers for each in every]),
        np.concatenate([each.times for each in every]),
        np.repeat(np.arange(len(every)), [len(each.numbers) for each in every]),
        np.array([each.length for each in every], np.float64),
    )


def joined(parts: Sequence[Rows]) -> Rows:
    """Return several lots of rows as one."""
    if not parts:
        return NONE
    sizes = [len(each.lengths) for each in parts]
    before = np.cumsum([0, *sizes[:-1]])
    return Rows(
        np.concatenate([each.numbers for each in parts]),
        np.concatenate([each.times for each in parts]),
        np.concatenate([each.places for each in parts])
        + np.repeat(before, [len(each.numbers) for each in parts]),
        np.concatenate([each.lengths for each in parts]),
    )
