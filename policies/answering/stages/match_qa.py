"""MatchQa: pairs that may answer, with every sign for and against."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from policies.answering.inquiry import Candidate, Inquiry, Reading
from policies.answering.noting import noted
from policies.answering.regions import RegionTree
from policies.answering.scoring.candidates import READ, Crowded, is_stray
from policies.answering.scoring.crowd import GENERIC
from policies.answering.scoring.features import REMEMBERED, bigrams, clean, ranking_features, read_ahead
from policies.answering.scoring.model import Features, Linear
from policies.answering.shelf import Shelf
from policies.answering.stages.read import EntitiesOf
from policies.content.model import QaPair
from policies.search.index import PairHit, Scope, SearchIndex
from policies.search.terms import QueryTerms

MOST = 25
# Below this score a question that names no matter of its own is asked again with the earlier one in front.
WEAK = 0.45
# A score is a share of all that was asked: with the earlier question in front as much of it means more.
AS_WELL = 0.9


class MatchQa:
    """Fills `candidates`, best first."""

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
        self._entities = lru_cache(maxsize=REMEMBERED)(reader.read)
        self._shelf = shelf

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with the pairs that the search found."""
        if inquiry.draft is not None:
            return inquiry
        tree, region = self._shelf.regions(), inquiry.reading.entities.get("region")
        scope = Scope(regions=allowed_regions(tree, region))
        terms, hits = self._found(inquiry, scope)
        said = {hit.qa_id: hit for hit in self._search.saying(inquiry.reading.text, terms, scope)}
        hits = [*said.values(), *(hit for hit in hits if hit.qa_id not in said)]
        reading = _reading(inquiry.reading, terms)
        candidates = tuple(
            Candidate(
                qa_id=hit.qa_id,
                question=hit.question,
                matched=hit.matched,
                score=hit.score,
                parts={**parts, **_region_parts(tree, region, hit), **_matter_parts(reading, hit)},
            )
            for hit, parts in self._ordered([reading, *self._parts(reading)], hits, said)
        )
        return noted(inquiry, f"{len(candidates)} pairs", reading=reading, candidates=candidates)

    def read_ahead(self, pair: QaPair) -> None:
        """Read what likening a question to a pair's needs; the first person who meets it does not wait then."""
        for text in dict.fromkeys((pair.question, *pair.similar)):
            read_ahead(text, pair.question)
            self._entities(text)

    def _ordered(
        self, readings: list[Reading], hits: list[PairHit], said: Collection[str]
    ) -> Iterator[tuple[PairHit, Features]]:
        """Give the candidates with their features, best first; the first of them are looked at closely.

        A long question is read in several ways: each candidate is seen by the one that suits it best. Pairs that store
        what was `said` word for word go before all others, however long it is.
        """
        seen = [self._best(readings, hit) for hit in hits]
        strays = [is_stray(_matter_parts(readings[0], hit)) for hit in hits]
        order = sorted(
            range(len(hits)),
            key=lambda place: (hits[place].qa_id not in said, strays[place], -seen[place][2]),
        )
        ordered = [hits[place] for place in order]
        close = [Crowded(each, ordered, self._shelf.pair, self._entities) for each in readings]
        for place, (hit, old) in enumerate(zip(ordered, order, strict=True)):
            way, features, _ = seen[old]
            features = close[way].features(place) if place < READ else features
            yield hit, {**features, "verbatim": float(hit.qa_id in said)}

    def _best(self, readings: list[Reading], hit: PairHit) -> tuple[int, Features, float]:
        """Return the reading that suits a candidate best, with its features by it and what they weigh."""
        ways = [ranking_features(each, hit) for each in readings]
        values = [self._ranker.value(each) for each in ways]
        best = values.index(max(values))
        return best, ways[best], values[best]

    def _parts(self, reading: Reading) -> Iterator[Reading]:
        """Give a long question as its other condensed queries put it."""
        for part in reading.focus[1:]:
            yield _reading(reading, self._search.terms(part))

    def _found(self, inquiry: Inquiry, scope: Scope) -> tuple[QueryTerms, list[PairHit]]:
        reading = inquiry.reading
        terms = self._search.terms(reading.focus[0] if reading.focus else reading.text)
        hits = self._search.pairs(terms, scope, MOST)
        is_weak = not hits or hits[0].score < WEAK
        if reading.earlier and (is_weak or reading.may_add):
            both = self._search.terms(f"{reading.earlier} {reading.text}")
            found = self._search.pairs(both, scope, MOST)
            if not reading.may_add or _says_more(found, hits):
                return both, found
        return terms, hits


def _says_more(found: list[PairHit], alone: list[PairHit]) -> bool:
    """Tell whether what is found with the earlier question fits as well, and says something of the new one by itself."""
    if not found or not alone:
        return False
    return found[0].score >= AS_WELL * alone[0].score and found[0].qa_id in {hit.qa_id for hit in alone}


def _reading(reading: Reading, terms: QueryTerms) -> Reading:
    return replace(reading, text=terms.text, terms=said_words(terms), official=terms.official)


def _matter_parts(reading: Reading, hit: PairHit) -> Features:
    """Return how much a pair says of what a follow-up keeps, and of what it puts instead; nothing for other questions."""
    if not reading.matter and not reading.instead:
        return {}
    said = f"{clean(hit.matched)}\n{clean(hit.question)}\n{hit.told}"
    meant = {"of_matter": GENERIC.sub("", reading.matter), "of_instead": reading.instead}
    shares = {name: _share_said(bigrams(words), said) for name, words in meant.items() if len(words) > 1}
    if reading.matter and reading.matter in reading.text:  # searched with what was said before
        shares["means_matter"] = hit.parts.get("meaning", 0.0)
    return shares


def _share_said(tokens: frozenset[str], said: str) -> float:
    return sum(token in said for token in tokens) / max(1, len(tokens))


def said_words(terms: QueryTerms) -> tuple[str, ...]:
    """Return the words that were said, without those that the lexicon adds."""
    return tuple(terms.tokens["words"].said)


def allowed_regions(tree: RegionTree, region: str | None) -> frozenset[str] | None:
    """Return the regions whose texts may answer a caller's question; None where all may."""
    return frozenset(tree.lineage(region)) if region else None


def _region_parts(tree: RegionTree, region: str | None, hit: PairHit) -> dict[str, float]:
    own = bool(region) and hit.region == region and tree.is_district(region)
    below = not region and tree.is_district(hit.region)
    return {"own_region": float(own), "below": float(below)}
