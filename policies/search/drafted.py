"""An index as it would be if some pairs were published: a copy that only its maker sees."""

from __future__ import annotations

from policies.search.engine import Snapshot
from policies.search.index import PairHit, PassageHit, Scope, Source
from policies.search.said import as_said
from policies.search.scorer import Search
from policies.search.terms import QueryTerms, Terms


class DraftedIndex:
    """A `SearchIndex` that follows nothing."""

    def __init__(self, snapshot: Snapshot, terms: Terms, revision: int) -> None:
        """Search in `snapshot`."""
        self._snapshot = snapshot
        self._terms = terms
        self._revision = revision

    @property
    def revision(self) -> int:
        """The store revision on which the draft was made."""
        return self._revision

    def follow(self, source: Source) -> None:
        """Stay as it is."""

    def terms(self, text: str) -> QueryTerms:
        """Cut a normalised question into what is searched."""
        return self._terms.query(text)

    def pairs(self, query: QueryTerms, scope: Scope, limit: int = 30) -> list[PairHit]:
        """Return distinct pairs, best first."""
        return Search(self._snapshot, query, scope).pairs(limit)

    def saying(self, text: str, query: QueryTerms, scope: Scope) -> list[PairHit]:
        """Return the pairs that have a text as a stored question word for word, scored by `query`."""
        return Search(self._snapshot, query, scope).saying(as_said(text))

    def passages(self, query: QueryTerms, scope: Scope, limit: int = 10) -> list[PassageHit]:
        """Return passages, best first."""
        return Search(self._snapshot, query, scope).passages(limit)
