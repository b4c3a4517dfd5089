"""Terms taken in from a file: looked at row by row first, then saved, all or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from policies.content.term_sheets import read_rows
from policies.errors import BadRow
from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise
from policies.language.origins import entries
from policies.language.term import Term


class Becomes(StrEnum):
    """What becomes of a row's term."""

    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class TermRow:
    """One good row."""

    row: int
    term: Term
    becomes: Becomes


@dataclass(frozen=True, slots=True)
class TermSheet:
    """A file of terms as it was read: its good rows and the errors of the others."""

    rows: tuple[TermRow, ...]
    errors: tuple[BadRow, ...]

    @property
    def to_save(self) -> tuple[Term, ...]:
        """The terms that saving would change."""
        return tuple(each.term for each in self.rows if each.becomes is not Becomes.UNCHANGED)

    def count(self, becomes: Becomes) -> int:
        """Return of how many rows this becomes."""
        return sum(each.becomes is becomes for each in self.rows)


def read_terms_file(path: Path, dictionary: Dictionary) -> TermSheet:
    """Return what a file's rows would do to a dictionary; nothing is changed.

    Raises:
        UnreadableFile: the file cannot be read as what its name says.
    """
    known = {normalise(each.term.concept): each.term for each in entries(dictionary)}
    good: list[TermRow] = []
    errors: list[BadRow] = []
    for number, term in _each_once(path):
        if isinstance(term, BadRow):
            errors.append(term)
        else:
            good.append(TermRow(number, term, _becomes(term, known.get(normalise(term.concept)))))
    return TermSheet(tuple(good), tuple(errors))


def _each_once(path: Path) -> Iterator[tuple[int, Term | BadRow]]:
    """Give the rows; of two of one name, the second is an error."""
    first: dict[str, int] = {}
    for number, term in read_rows(path):
        if isinstance(term, Term):
            name = normalise(term.concept)
            before = first.setdefault(name, number)
            if before != number:
                yield number, BadRow(path.name, number, "term_twice", value=term.concept, first=before)
                continue
        yield number, term


def _becomes(term: Term, known: Term | None) -> Becomes:
    if known is not None and _said(term) == _said(known):
        return Becomes.UNCHANGED
    if term.is_retired:
        return Becomes.RETIRED
    return Becomes.NEW if known is None else Becomes.CHANGED


def _said(term: Term) -> tuple[object, ...]:
    return term.concept, term.type, term.field, term.ways, term.is_word, term.is_retired
