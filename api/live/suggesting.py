"""Published pairs that may answer what a visitor said, for the operator who serves them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policies.answering.inquiry import Question
from policies.content.live.handoffs import Handoffs
from policies.content.live.history import history_of
from policies.content.live.model import Author, Entry, EntryKind, Handoff
from policies.content.model import QaPair
from policies.language.masking import mask
from policies.library import Library


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A published pair that may answer what the visitor said last; `score` orders."""

    pair: QaPair
    score: float


class Suggesting:
    """Finds pairs that citizens may be told."""

    def __init__(self, library: Library, handoffs: Handoffs, today: Callable[[], date]) -> None:
        self._library = library
        self._handoffs = handoffs
        self._today = today

    def for_handoff(self, handoff_id: str, most: int) -> list[Suggestion]:
        """Return pairs for what the visitor said last, best first.

        Raises:
            HandoffNotFound: there is no such hand-off.
        """
        found = self._handoffs.get(handoff_id)
        text = self._said_last(found)
        return self.of(text, found.region, most) if text else []

    def of(self, text: str, region: str | None, most: int) -> list[Suggestion]:
        """Return pairs for a text, best first."""
        question = Question(mask(text), self._today(), region=region)
        scores = {each.qa_id: each.score for each in self._library.candidates(question)[: most * 2]}
        pairs = self._library.standing(scores, self._today())
        return [Suggestion(each, scores[each.id]) for each in pairs if each.id][:most]

    def _said_last(self, found: Handoff) -> str:
        history = history_of(self._handoffs.engine, found.conversation_id, most_turns=3)
        words = [each.text for each in history.entries if _is_a_visitors(each)]
        asked = [each.question for each in history.turns if each.card.get("outcome") != "handoff"]
        return (words or asked or [""])[-1]


def _is_a_visitors(entry: Entry) -> bool:
    return entry.kind is EntryKind.MESSAGE and entry.author is Author.VISITOR
