"""Questions to begin with: one of each category, for somebody who does not know what to ask."""

from __future__ import annotations

from datetime import date

from policies.library import Library

HOW_MANY = 8


class Starters:
    """Reads the questions once for each revision of the content and each day."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._for: tuple[int, date] | None = None
        self._questions: tuple[str, ...] = ()

    def questions(self, day: date) -> tuple[str, ...]:
        """Return published questions that may be answered to a citizen on `day`, at most one of a category."""
        now = (self._library.store.revision(), day)
        if now != self._for:
            by_category: dict[str, str] = {}
            for pair in self._library.open_pairs(day):
                by_category.setdefault((pair.category or "").split("/")[0], pair.question)
            self._questions, self._for = tuple(by_category.values())[:HOW_MANY], now
        return self._questions
