"""A store as it would be if some pairs were as they are given; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policies.content.model import PairState, QaPair
from policies.content.store import Store


class OverlaidStore(Store):
    """Reads a store; some of its pairs are others."""

    def __init__(self, store: Store, pairs: Iterable[QaPair]) -> None:
        """Lay `pairs`, which have their identifiers, over `store`."""
        super().__init__(store.engine)
        self._over = {pair.id: pair for pair in pairs}

    def pairs(self, *, published_only: bool = True) -> Iterator[QaPair]:
        """Give the pairs, those laid over in the place of their own."""
        below = (pair for pair in super().pairs(published_only=published_only) if pair.id not in self._over)
        yield from below
        over = self._over.values()
        yield from (pair for pair in over if not published_only or pair.state is PairState.PUBLISHED)

    def pair(self, qa_id: str) -> QaPair:
        """Return one pair.

        Raises:
            PairNotFound: no pair has this identifier.
        """
        return self._over.get(qa_id) or super().pair(qa_id)
