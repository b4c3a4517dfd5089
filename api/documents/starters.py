"""Questions to begin with: one of each category, for somebody who does not know what to ask."""

from __future__ import annotations

from datetime import date

from policies.content.store import Store

HOW_MANY = 8


class Starters:
    """Reads the questions once for each revision of the content and each day."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._for: tuple[int, date] | None = None
        self._questions: tuple[str, ...] = ()

    def questions(self, day: date) -> tuple[str, ...]:
        """Return published questions that may be answered on `day`, at most one of a category."""
        now = (self._store.revision(), day)
        if now != self._for:
            by_category: dict[str, str] = {}
            for pair in self._store.pairs():
                if pair.expires_on is None or pair.expires_on >= day:
                    by_category.setdefault((pair.category or "").split("/")[0], pair.question)
            self._questions, self._for = tuple(by_category.values())[:HOW_MANY], now
        return self._questions
