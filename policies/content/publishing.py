"""Publishing through a gate: one pair or many at once, judged together before anything is published."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from policies.content.checks.known import Known
from policies.content.editing import Edited, Editing
from policies.content.model import QaPair
from policies.content.store import Store
from policies.errors import LibraryError


class Gate(Protocol):
    """Decides whether pairs may be published."""

    def demand(self, pairs: Sequence[QaPair], actor: str) -> None:
        """Raise a LibraryError where they may not: each is as it would be, with the version that was decided on."""


class Publishing(Editing):
    """What one person may do to pairs where a gate stands before publishing."""

    def __init__(
        self, store: Store, actor: str, *, today: date, gate: Gate, known: Known | None = None
    ) -> None:
        """Begin editing; `gate` is asked before anything is published, outside of every transaction."""
        super().__init__(store, actor, today=today, known=known)
        self._gate = gate

    def approve(self, pair_id: str, expected: int, note: str = "", waived: Collection[str] = ()) -> Edited:
        """Publish what is in review; see `Editing.approve`.

        Raises:
            LibraryError: the gate stops it, or see there.
        """
        self._gate.demand([self.as_published(pair_id, expected, note, waived)], self._actor)
        return super().approve(pair_id, expected, note, waived)

    def approve_many(self, chosen: Sequence[tuple[str, int]], note: str = "") -> list[Edited | LibraryError]:
        """Publish each of some (pair, version); what cannot be published for itself hinders none of the others.

        Returns:
            What became of each, in their order.

        Raises:
            LibraryError: the gate stops what would be published; nothing is then.
        """
        stops: dict[str, LibraryError] = {}
        ready: list[QaPair] = []
        for pair_id, version in chosen:
            try:
                ready.append(self.as_published(pair_id, version, note))
            except LibraryError as error:
                stops[pair_id] = error
        self._gate.demand(ready, self._actor)
        return [stops.get(pair_id) or self._published(pair_id, version, note) for pair_id, version in chosen]

    def as_published(
        self, pair_id: str, expected: int, note: str = "", waived: Collection[str] = ()
    ) -> QaPair:
        """Return a pair as it would be published; nothing is written, and the gate is not asked.

        Raises:
            LibraryError: it cannot be published for itself; see `Editing.approve`.
        """
        with self._store.engine.connect() as connection:
            return self.approvable(connection, pair_id, expected, note, waived)[0]

    def _published(self, pair_id: str, version: int, note: str) -> Edited | LibraryError:
        try:
            return super().approve(pair_id, version, note)
        except LibraryError as error:  # somebody was faster
            return error
