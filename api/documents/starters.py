"""Questions to begin with: what people ask most, of every field one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from policies.content.conversations import ConversationLog
from policies.content.model import QaPair
from policies.library import Library

HOW_MANY = 8
LATELY = timedelta(days=30)


class Starters:
    """Reads the questions once for each revision of the content, each day, and what is switched off."""

    def __init__(self, library: Library, log: ConversationLog) -> None:
        self._library = library
        self._log = log
        self._for: tuple[object, ...] | None = None
        self._questions: tuple[str, ...] = ()

    def questions(self, day: date) -> tuple[str, ...]:
        """Return published questions that may be answered to a citizen on `day`, at most one of a field.

        Those asked in most conversations of the last thirty days come first; where nobody asked, any of the field.
        """
        now = (self._library.store.revision(), day, self._library.halts.now())
        if now != self._for:
            asked = self._library.standing(self._log.asked_most(datetime.now(UTC) - LATELY), day)
            self._questions = _one_of_each(chain(asked, self._library.open_pairs(day)))
            self._for = now
        return self._questions


def _one_of_each(pairs: Iterable[QaPair]) -> tuple[str, ...]:
    by_field: dict[str, str] = {}
    for pair in pairs:
        by_field.setdefault((pair.category or "").split("/")[0], pair.question)
    return tuple(by_field.values())[:HOW_MANY]
