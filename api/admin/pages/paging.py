"""A list of a page, cut into pages that the address names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

ROWS = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list; `page` counts from 1, `first` is the number of its first row in all."""

    rows: Sequence[T]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The number of the first row, for people."""
        return (self.page - 1) * ROWS + 1 if self.total else 0


def page_number(asked: str) -> int:
    """Return the page that an address asks for; the first for anything that is none."""
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def pages_of(found: Sequence[T], asked: str) -> Paged[T]:
    """Return the page of a whole list that an address asks for, the last where it asks for more."""
    pages = max(1, -(-len(found) // ROWS))
    page = min(page_number(asked), pages)
    return Paged(found[(page - 1) * ROWS : page * ROWS], len(found), page, pages)
