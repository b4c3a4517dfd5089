"""Changing terms: what it would do to answers is known first, and where it makes some worse, a reason is told."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from policies.content.terms import NOTHING_SEEN
from policies.effect.effect import LONGEST_S, Effect, Told, Verdict, effect_of
from policies.errors import TermsWorsen
from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise
from policies.language.term import Term, clean
from policies.library import Library

# An effect that was looked at may be saved upon for so long; meanwhile the library changes in little.
HOLDS_S = 900.0
KEPT = 32
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class TermChange:
    """What shall be changed: terms saved, or what the store has under one name deleted."""

    saved: tuple[Term, ...] = ()
    deleted: str = ""

    def on(self, dictionary: Dictionary) -> Dictionary:
        """Return a dictionary as it would be.

        Raises:
            InputError: a term cannot be used.
        """
        if self.deleted:
            return dictionary.without_term(self.deleted)
        return dictionary.with_terms(map(clean, self.saved))

    @property
    def name(self) -> str:
        """What it is about, in a few words."""
        return self.deleted or "、".join(term.concept for term in self.saved[:3])


class TermEditing:
    """Changes the terms of a library."""

    def __init__(self, library: Library, today: Callable[[], date], longest_s: float = LONGEST_S) -> None:
        """Take the library, what tells the day of asking, and for how long questions are asked at most."""
        self._longest_s = longest_s
        self._library = library
        self._today = today
        # Asking takes the machine; whoever comes second waits.
        self._one_at_a_time = threading.Lock()
        self._known: OrderedDict[object, tuple[float, Effect]] = OrderedDict()

    def effect(self, change: TermChange, told: Told | None = None) -> Effect:
        """Return what a change would do to answers; known already, it is not looked at again for a while.

        Args:
            change: what shall be changed.
            told: see `effect_of`.

        Raises:
            InputError: a term cannot be used.
        """
        self._library.refresh()
        after = change.on(self._library.dictionary.now)
        key = _identity(after)
        with self._one_at_a_time:
            at, effect = self._known.get(key, (0.0, None))
            if effect is None or time.monotonic() - at > HOLDS_S:
                effect = effect_of(self._library, after, self._today(), told, longest_s=self._longest_s)
                self._known[key] = (time.monotonic(), effect)
            self._known.move_to_end(key)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return effect

    def apply(
        self, change: TermChange, actor: str, reason: str = "", seen: Mapping[str, int] = NOTHING_SEEN
    ) -> list[Term]:
        """Make a change; returns the terms as saved. With the reason told, effects are not looked at.

        Args:
            change: what shall be changed.
            actor: who changes.
            reason: why, for the audit.
            seen: see `TermShelf.save`.

        Raises:
            InputError: a term cannot be used.
            TermNotFound: the store has nothing to delete.
            TermConflict: somebody else changed a term meanwhile.
            TermsWorsen: some questions would be answered worse, and no reason is told.
        """
        terms, why = self._library.terms, reason.strip()[:LONGEST_REASON]
        if not why:
            worse = self.effect(change).count(Verdict.WORSE)
            if worse:
                raise TermsWorsen(change.name, worse)
        saved: list[Term] = []
        if change.deleted:
            terms.delete(change.deleted, actor, why, seen)
        else:
            saved = terms.save(change.saved, actor, why, seen)
        self._library.refresh()
        return saved


def _identity(dictionary: Dictionary) -> object:
    """Return what is equal for dictionaries of equal terms, whoever wrote them."""
    return frozenset(
        (normalise(each.concept), each.type, each.field, each.ways, each.is_word, each.is_retired)
        for each in dictionary.of_store
    )
