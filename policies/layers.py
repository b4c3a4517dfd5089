"""What owners lay over something that a whole process shares; taken away with its owner."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
M = TypeVar("M")


class Layers(Generic[T, M]):
    """Layers by owner, the last one laid uppermost; `merged` is replaced in one step."""

    def __init__(self, merge: Callable[[list[T]], M]) -> None:
        """Put layers together with `merge`, lowest first."""
        self._merge = merge
        self._guard = threading.Lock()
        self._by_owner: dict[int, T] = {}
        self.merged = merge([])

    def lay(self, owner: object, layer: T | None) -> None:
        """Lay an owner's layer in the place of its earlier one; None takes it away."""
        with self._guard:
            before = self._by_owner.get(id(owner))
            if layer == before:
                return
            self._by_owner.pop(id(owner), None)
            if layer is not None:
                self._by_owner[id(owner)] = layer
            self.merged = self._merge(list(self._by_owner.values()))
