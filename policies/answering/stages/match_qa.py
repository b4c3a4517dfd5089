"""MatchQa: pairs that may answer, with every sign for and against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from policies.answering.inquiry import Candidate, Inquiry, Reading
from policies.answering.noting import noted
from policies.answering.regions import RegionTree
from policies.answering.scoring.candidates import READ, candidate_features
from policies.answering.scoring.model import Linear
from policies.answering.shelf import Shelf
from policies.answering.stages.read import EntitiesOf
from policies.search.index import PairHit, Scope, SearchIndex
from policies.search.terms import QueryTerms

MOST = 15
# Below this score a question that names no matter of its own is asked again with the earlier one in front.
WEAK = 0.45


class MatchQa:
    """Fills `candidates`, best first by the search's own score."""

    def __init__(self, search: SearchIndex, shelf: Shelf, reader: EntitiesOf, ranker: Linear) -> None:
        """Make one.

        Args:
            search: where pairs are found.
            shelf: knows regions and pairs.
            reader: finds the entities of stored questions.
            ranker: tells which part of a long question shows best how well a pair fits.
        """
        self._search = search
        self._ranker = ranker
        # Stored questions come again and again.
        self._entities = lru_cache(maxsize=20_000)(reader.read)
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with the pairs that the search found."""
        if inquiry.draft is not None:
            return inquiry
        tree, region = self._shelf.regions(), inquiry.reading.entities.get("region")
        terms, hits = self._found(inquiry, Scope(regions=allowed_regions(tree, region)))
        reading = _reading(inquiry.reading, terms)
        pairs = [self._shelf.pair(hit.qa_id) for hit in hits[:READ]]
        readings = [reading, *self._parts(reading)]
        seen = [candidate_features(each, hits, pairs, self._entities) for each in readings]
        features = [max(each, key=self._ranker.value) for each in zip(*seen, strict=True)]
        candidates = tuple(
            Candidate(
                qa_id=hit.qa_id,
                question=hit.question,
                matched=hit.matched,
                score=hit.score,
                parts={**parts, **_region_parts(tree, region, hit)},
            )
            for hit, parts in zip(hits, features, strict=True)
        )
        return noted(inquiry, f"{len(candidates)} pairs", reading=reading, candidates=candidates)

    def _parts(self, reading: Reading) -> Iterator[Reading]:
        """Give a long question as its other condensed queries put it."""
        for part in reading.focus[1:]:
            yield _reading(reading, self._search.terms(part))

    def _found(self, inquiry: Inquiry, scope: Scope) -> tuple[QueryTerms, list[PairHit]]:
        reading = inquiry.reading
        terms = self._search.terms(reading.focus[0] if reading.focus else reading.text)
        hits = self._search.pairs(terms, scope, MOST)
        if reading.earlier and (not hits or hits[0].score < WEAK):
            terms = self._search.terms(f"{reading.earlier} {reading.text}")
            hits = self._search.pairs(terms, scope, MOST)
        return terms, hits


def _reading(reading: Reading, terms: QueryTerms) -> Reading:
    return replace(reading, text=terms.text, terms=said_words(terms), official=terms.official)


def said_words(terms: QueryTerms) -> tuple[str, ...]:
    """Return the words that were said, without those that the lexicon adds."""
    return tuple(word for word, weight in terms.tokens["words"].items() if weight == 1.0)


def allowed_regions(tree: RegionTree, region: str | None) -> frozenset[str] | None:
    """Return the regions whose texts may answer a caller's question; None where all may."""
    return frozenset(tree.lineage(region)) if region else None


def _region_parts(tree: RegionTree, region: str | None, hit: PairHit) -> dict[str, float]:
    own = bool(region) and hit.region == region and tree.is_district(region)
    below = not region and tree.is_district(hit.region)
    return {"own_region": float(own), "below": float(below)}
