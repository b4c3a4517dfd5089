"""Stored rows as they are read back, and the entries they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policies.search.fields import Field
from policies.search.grams import NOTHING, Grams, Rows, rows_of
from policies.search.rows import Row


@dataclass(frozen=True, slots=True)
class Counted:
    """A stored row with its tokens by field name; `number` stands for its content.

    `text` is the searched text as it is compared: its characters without what stands between them; `signs` are
    its distinct characters.
    """

    number: int
    row: Row
    text: str
    signs: frozenset[str]
    grams: dict[str, Grams]

    def of(self, field: Field) -> Grams:
        """Return its tokens in a field; none where the row lacks it."""
        return self.grams.get(field.name, NOTHING)


class Entry:
    """An entry with its rows; the fields of its questions are put together once."""

    def __init__(self, name: str, rows: Iterable[Counted]) -> None:
        """Hold the rows of an entry ("pair/…")."""
        self.name = name
        self.rows = tuple(rows)
        # Where no question may be shown, what else there is stands for it.
        self.questions = tuple(each for each in self.rows if each.row.kind == "question") or self.rows[:1]
        self.answer = next((each for each in self.rows if each.row.kind == "answer"), None)
        self.told = "\n".join(each.text for each in self.rows)
        self._asked: dict[str, Rows] = {}

    def asked(self, field: Field) -> Rows:
        """Return one field of its questions."""
        found = self._asked.get(field.name)
        if found is None:
            found = self._asked[field.name] = rows_of([each.of(field) for each in self.questions])
        return found

    def answered(self, field: Field) -> Grams:
        """Return one field of its answer."""
        return self.answer.of(field) if self.answer else NOTHING
