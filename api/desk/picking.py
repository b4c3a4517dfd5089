"""What an operator picks for a caller's words: the last pick for a wording counts, once."""

from __future__ import annotations

from dataclasses import dataclass

from api.desk.opened import Opened
from policies.content.confirming import Confirming
from policies.content.mapping import question_key
from policies.errors import PairNotFound
from policies.language.masking import mask


@dataclass(frozen=True, slots=True)
class Pick:
    """A pick; `is_new` where it taught another wording."""

    words: str
    opened: Opened
    is_new: bool


class Picks:
    """The picks of one operator on one call; what was learned from it goes when the call is erased."""

    def __init__(self, confirming: Confirming, operator_id: str, call_id: str) -> None:
        self._confirming = confirming
        self._operator_id = operator_id
        self._call_id = call_id
        self._picked: dict[str, Pick] = {}
        # Picked while the caller was still speaking, with what was heard by then.
        self._early: tuple[str, Opened] | None = None

    def pick(self, words: str, opened: Opened, *, is_final: bool) -> None:
        """Keep an answer as what was meant by the caller's words; unfinished ones wait for their end."""
        if is_final:
            self._confirm(words, opened)
        else:
            self._early = (words, opened)

    def said(self, words: str) -> None:
        """Take the whole of an utterance: it is what an early pick was for."""
        if self._early is not None:
            _, opened = self._early
            self._early = None
            self._confirm(words, opened)

    def told(self) -> list[tuple[str, Opened]]:
        """Return what was told for which words, in order."""
        if self._early is not None:
            self.said(self._early[0])
        return [(each.words, each.opened) for each in self._picked.values()]

    def _confirm(self, words: str, opened: Opened) -> None:
        key = question_key(mask(words))
        before = self._picked.get(key)
        if before is not None and before.opened.row.id == opened.row.id:
            return
        if before is not None and before.is_new:
            self._confirming.withdraw(before.opened.row.id, words, self._operator_id)
        try:
            is_new = self._confirming.confirm(
                opened.row.id, words, "operator", self._operator_id, self._call_id
            )
        except PairNotFound:  # gone since it was opened
            is_new = False
        self._picked[key] = Pick(words, opened, is_new)
