"""Where all pairs of a library lie, compared with a question in one matrix product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from policies.search.meaning.space import Vector

# An entry ("pair/…") and where it lies.
Kept = tuple[str, NDArray[np.float16]]


class Nearest:
    """The pairs of one snapshot; never changes."""

    def __init__(self, pairs: Iterable[Kept]) -> None:
        """Take every pair that lies somewhere."""
        lying = [(entry, vector) for entry, vector in pairs if len(vector)]
        self._entries = [entry for entry, _ in lying]
        self._places = {entry: place for place, entry in enumerate(self._entries)}
        self._vectors = np.array([vector for _, vector in lying], np.float32) if lying else None

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self._entries)

    def nearest(self, said: Vector, most: int) -> list[str]:
        """Return the entries that mean most nearly what was said, the nearest first; none where it means nothing known."""
        if self._vectors is None or not said.any():
            return []
        near = self._vectors @ said
        first = np.argpartition(-near, most - 1)[:most] if most < len(near) else np.arange(len(near))
        return [
            self._entries[place]
            for place in sorted(first, key=lambda place: (-near[place], place))
            if near[place] > 0
        ]

    def of(self, entries: Sequence[str], said: Vector) -> list[float]:
        """Return how near entries lie to what was said, 0 to 1: the cosine, 0 where they turn away or lie nowhere."""
        places = [self._places.get(entry, -1) for entry in entries]
        if self._vectors is None or not said.any() or not places:
            return [0.0] * len(places)
        near = np.where(np.array(places) < 0, 0.0, self._vectors[places] @ said)
        found: list[float] = near.clip(0.0).tolist()
        return found


class Meanings:
    """What was read of where pairs lie, by the number of their answer's row; kept from snapshot to snapshot."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._kept: dict[int, Kept] = {}

    def of(self, rows: Iterable[tuple[int, object]], read: Callable[[object], Kept]) -> list[Kept]:
        """Return what rows, given by number and address, say; only what is new is read, what is gone is forgotten."""
        before = self._kept
        now = {number: before.get(number) or read(address) for number, address in rows}
        self._kept = now
        return list(now.values())
