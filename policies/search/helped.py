"""A search that helpers take part in: they find candidates and speak for them; the words that were said judge.

Every candidate keeps the scores of what the person said. A helper adds candidates of its own and one more
feature, `dense` or `rewritten`, which counts in the order with a stated weight and in no confidence: how sure an
answer is goes by what was said, whoever found it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from policies.helpers.rewriting import Rewriter
from policies.language.normalise import normalise
from policies.search.dense.channel import DenseChannel
from policies.search.index import PairHit, PassageHit, Scope, SearchIndex, Source
from policies.search.terms import QueryTerms

# So many candidates of its own a helper may bring.
BROUGHT = 10
# What a nearness of 1, and a score of 1 in the rewritten question, add to a candidate's rank, as a share of what a score
# of 1 in the question as it was said adds. `python -m tests.questions.dense_weight` shows the first; the second is set,
# not measured.
WEIGHTS = {"dense": 0.46, "rewritten": 0.46}


class NamedIndex(SearchIndex, Protocol):
    """A search index that also scores pairs by their names."""

    def named(self, query: QueryTerms, scope: Scope, entries: list[str]) -> list[PairHit]:
        """Return the hits of named pairs that the scope lets be found, whatever they say."""


class HelpedIndex:
    """A `SearchIndex` with helpers."""

    def __init__(self, index: NamedIndex, dense: DenseChannel | None, rewriter: Rewriter | None) -> None:
        """Let helpers take part in the searches of `index`."""
        self._index = index
        self._dense = dense
        self._rewriter = rewriter

    @property
    def revision(self) -> int:
        """The store revision that a search sees."""
        return self._index.revision

    def follow(self, source: Source) -> None:
        """Bring the index to the store's revision; vectors follow it in their own time."""
        self._index.follow(source)
        if self._dense is not None:
            self._dense.keeper.follow(self._index.revision)

    def terms(self, text: str) -> QueryTerms:
        """Cut a normalised question into what is searched."""
        return self._index.terms(text)

    def saying(self, text: str, query: QueryTerms, scope: Scope) -> list[PairHit]:
        """Return the pairs that have a text as a stored question word for word, scored by `query`."""
        return self._index.saying(text, query, scope)

    def passages(self, query: QueryTerms, scope: Scope, limit: int = 10) -> list[PassageHit]:
        """Return passages, best first."""
        return self._index.passages(query, scope, limit)

    def pairs(self, query: QueryTerms, scope: Scope, limit: int = 30) -> list[PairHit]:
        """Return distinct pairs: those that words find, best first, then those that helpers brought."""
        hits = self._index.pairs(query, scope, limit)
        if hits and normalise(hits[0].matched) == query.text:
            return hits
        nearness = self._dense.begin(query.text) if self._dense else None
        rewriting = self._rewriter.begin(query.text) if self._rewriter else None
        near = nearness.result(scope) if nearness else {}
        official = rewriting.result() if rewriting else ""
        if near:
            hits = self._joined(query, scope, hits, _nearest(near))
        if official:
            hits = self._with_rewritten(query, official, scope, hits)
        return _with_part(hits, "dense", near) if near else hits

    def _with_rewritten(
        self, query: QueryTerms, official: str, scope: Scope, hits: list[PairHit]
    ) -> list[PairHit]:
        """Return the hits with those of the rewritten question, each with its score in that."""
        terms = self._index.terms(official)
        found = self._index.pairs(terms, scope, BROUGHT)
        hits = self._joined(query, scope, hits, [_entry(hit) for hit in found])
        known = {_entry(hit) for hit in found}
        others = [_entry(hit) for hit in hits if _entry(hit) not in known]
        scored = [*found, *self._index.named(terms, scope, others)]
        return _with_part(hits, "rewritten", {_entry(hit): hit.score for hit in scored})

    def _joined(
        self, query: QueryTerms, scope: Scope, hits: list[PairHit], entries: list[str]
    ) -> list[PairHit]:
        known = {_entry(hit) for hit in hits}
        new = [entry for entry in entries if entry not in known]
        return [*hits, *self._index.named(query, scope, new)]


def _nearest(near: Mapping[str, float]) -> list[str]:
    found = sorted(near, key=lambda entry: (-near[entry], entry))[:BROUGHT]
    return [entry for entry in found if near[entry] > 0]


def _with_part(hits: list[PairHit], name: str, values: Mapping[str, float]) -> list[PairHit]:
    """Return the hits with one more part; one that a helper does not know yet stands where the others stand in the mean."""
    known = [values[_entry(hit)] for hit in hits if _entry(hit) in values]
    mean = sum(known) / len(known) if known else 0.0
    return [replace(hit, parts={**hit.parts, name: values.get(_entry(hit), mean)}) for hit in hits]


def _entry(hit: PairHit) -> str:
    return f"pair/{hit.qa_id}"
