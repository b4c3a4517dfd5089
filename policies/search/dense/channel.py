"""The dense channel: how near every pair is to a question, by the vectors of their questions."""

from __future__ import annotations

from policies.helpers.embedding import Embedder, Vectors
from policies.helpers.failing import HelperFailed
from policies.helpers.guard import Asked, Guard
from policies.helpers.kept import Kept
from policies.search.dense.keeping import Keeper
from policies.search.index import Scope

KEPT = 2000


class DenseChannel:
    """Compares questions with what a keeper holds."""

    def __init__(self, keeper: Keeper, guard: Guard) -> None:
        """Ask the keeper's model for questions' vectors within the limits of `guard`."""
        self.keeper = keeper
        self._guard = guard
        self._kept: Kept[Vectors] = Kept(KEPT)

    def begin(self, text: str) -> Nearness:
        """Begin to compare a normalised question."""
        known, embedder = self._kept.get(text), self.keeper.embedder
        if known is not None or embedder is None or not len(self.keeper.matrix):
            return Nearness(self, text, None, known)
        return Nearness(self, text, self._guard.begin(lambda: self._vector(embedder, text)), None)

    def near(self, text: str, vector: Vectors, scope: Scope) -> dict[str, float]:
        """Return how near the entries are to a question with this vector."""
        self._kept.put(text, vector)
        return self.keeper.matrix.near(vector, scope)

    def _vector(self, embedder: Embedder, text: str) -> Vectors:
        vector = embedder.asked(text)
        if not self.keeper.matrix.fits(vector):
            raise HelperFailed("wrong dimension")
        return vector


class Nearness:
    """A question being compared."""

    def __init__(
        self, channel: DenseChannel, text: str, asked: Asked[Vectors] | None, known: Vectors | None
    ) -> None:
        self._channel = channel
        self._text = text
        self._asked = asked
        self._known = known

    def result(self, scope: Scope) -> dict[str, float]:
        """Return how near every entry is, 0 to 1; nothing where there is no vector in time."""
        vector = self._asked.result() if self._asked is not None else self._known
        return self._channel.near(self._text, vector, scope) if vector is not None else {}
