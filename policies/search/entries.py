"""Stored rows as they are read back, and the entries they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from policies.search.fields import ANSWER, QUESTION
from policies.search.grams import Grams, Rows, nothing, rows_of
from policies.search.rows import Row

_NO_ANSWER = nothing(len(ANSWER))
_NO_QUESTION = nothing(len(QUESTION))


def _nowhere() -> NDArray[np.float16]:
    return np.zeros(0, np.float16)


@dataclass(frozen=True, slots=True)
class Counted:
    """A stored row with its tokens in the fields of its kind; `number` stands for its content.

    `text` is the searched text as it is compared: its characters without what stands between them; `signs` are
    its distinct characters; `lying` is where a passage lies in the space of meanings, empty for every other row.
    """

    number: int
    row: Row
    text: str
    signs: frozenset[str]
    grams: Grams
    lying: NDArray[np.float16] = field(default_factory=_nowhere, compare=False)


class Entry:
    """An entry with its rows; the fields of its questions are put together once."""

    def __init__(self, name: str, rows: Iterable[Counted]) -> None:
        """Hold the rows of an entry ("pair/…")."""
        self.name = name
        self.rows = tuple(rows)
        # Where no question may be shown, what else there is stands for it.
        self.questions = tuple(each for each in self.rows if each.row.kind == "question") or self.rows[:1]
        answer = next((each for each in self.rows if each.row.kind == "answer"), None)
        self.answered: Grams = answer.grams if answer else _NO_ANSWER
        self.told = "\n".join(each.text for each in self.rows)

    @cached_property
    def asked(self) -> Rows:
        """All fields of its questions."""
        asked = (each.grams if each.row.kind == "question" else _NO_QUESTION for each in self.questions)
        return rows_of(list(asked), len(QUESTION))


def texts_of(entry: Entry) -> tuple[list[str], str]:
    """Return the questions of a pair that may be shown, and its answer."""
    asked = [each.row.scored for each in entry.rows if each.row.kind == "question"]
    return asked, next((each.row.scored for each in entry.rows if each.row.kind == "answer"), "")
