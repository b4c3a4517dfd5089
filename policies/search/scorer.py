"""Candidates of every field, scored with our constants and fused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from policies.search.bm25 import Asked, FieldQuery, as_whole, field_query, fused, idf, pooled, scores
from policies.search.engine import Filters, Snapshot
from policies.search.entries import Counted, Entry, texts_of
from policies.search.fields import ANSWER, ANSWER_WEIGHT, PASSAGE, QUESTION, TOGETHER, Field
from policies.search.grams import joined, rows_of
from policies.search.index import PairHit, PassageHit, Scope
from policies.search.passages import hit, likeness, shares
from policies.search.terms import QueryTerms

_OPENING = next(place for place, field in enumerate(ANSWER) if field.name == "answer_opening")
DEPTH = 50
ENTRIES = 40
# So many pairs at most are brought by what they mean, in whatever words they say it.
BROUGHT = 10
# What meaning the same counts beside the score, where the search itself puts pairs in order: about its share in the ranker.
MEANS = 0.2


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry with its scores and its best question."""

    entry: Entry
    score: float
    parts: dict[str, float]
    best: Counted


class Search:
    """One question asked of one snapshot."""

    def __init__(self, snapshot: Snapshot, terms: QueryTerms, scope: Scope) -> None:
        """Hold what every step needs."""
        self._snapshot = snapshot
        self._terms = terms
        self._scope = scope
        marks = scope.disclosures
        all_open = marks is None or snapshot.marks <= marks
        self._hides = bool(scope.leave_out or scope.leave_out_texts) or not all_open
        self._words = self._said_words()
        tokens = terms.tokens["unigrams"]
        self._known = tokens.said.keys() | tokens.official.keys() | tokens.written.keys()

    def pairs(self, limit: int) -> list[PairHit]:
        """Return distinct pairs by fused score: the best variant of each, all together, its answer as a weak field."""
        asked, answered = self._asked(QUESTION), self._asked(ANSWER)
        found = _by_entry([*self._candidates(asked, 1.0), *self._candidates(answered, ANSWER_WEIGHT)])
        entries = sorted(found, key=lambda entry: (-found[entry], entry))[:ENTRIES]
        shown = [self._shown(self._snapshot.entry(entry)) for entry in entries]
        brought = self._brought(frozenset(entries))
        hits = sorted(self._scored([*shown, *brought], asked, answered), key=_order)
        return [self._read(each) for each in hits[:limit]]

    def _brought(self, known: Collection[str]) -> list[Entry]:
        """Return pairs that mean nearly what was said, in whatever words, besides those that are known."""
        near = self._snapshot.meanings.nearest(self._terms.meaning, BROUGHT)
        there = [self._shown(self._snapshot.entry(name)) for name in near if name not in known]
        only = self._scope.only
        return [each for each in there if self._may_name(each) and (only is None or each.name in only)]

    def saying(self, said: str) -> list[PairHit]:
        """Return the hits of the pairs that have a stored question which says this word for word (`as_said`)."""
        matched = {
            each.row.entry: each.row.text for each in self._snapshot.saying(said) if self._is_here(each)
        }
        return [replace(hit, matched=matched[f"pair/{hit.qa_id}"]) for hit in self.named(matched)]

    def named(self, entries: Iterable[str]) -> list[PairHit]:
        """Return the hits of named pairs that may be shown, whatever they say."""
        there = [self._shown(self._snapshot.entry(name)) for name in entries]
        shown = [each for each in there if self._may_name(each)]
        scored = self._scored(shown, self._asked(QUESTION), self._asked(ANSWER)) if shown else ()
        return [self._read(each) for each in scored]

    def passages(self, limit: int) -> list[PassageHit]:
        """Return passages by fused score."""
        asked = self._asked(PASSAGE)
        # Rows that were never read cost most of a search: a list that is only looked through does with fewer.
        depth = DEPTH if self._scope.whole else min(DEPTH, limit)
        rows = [each for _, each in self._candidates(asked, 1.0, depth)]
        tokens = self._numbered()
        met = tokens.met(rows_of([each.grams for each in rows], len(PASSAGE)))
        own = fused(asked, scores(asked, met, tokens)).tolist()
        first = sorted(zip(own, rows, strict=True), key=lambda pair: -pair[0])
        added = shares(first, self._whole(first)) if self._scope.whole else {}
        means = likeness([each for _, each in first], self._terms.meaning)
        found = [
            hit(value, added.get(each.row.entry, 0.0) + like, each)
            for (value, each), like in zip(first, means, strict=True)
        ]
        return sorted(found, key=lambda each: (-each.score, each.kind, each.source_id, each.start))[:limit]

    def _whole(self, found: Iterable[tuple[float, Counted]]) -> dict[str, float]:
        """Return the scores of the passages' documents as whole texts."""
        entries = list(dict.fromkeys(each.row.entry for _, each in found))
        return self._snapshot.documents.scores(self._terms, entries)

    def _asked(self, fields: tuple[Field, ...]) -> list[FieldQuery]:
        return [self._field_query(field) for field in fields]

    def _together(self, asked: list[FieldQuery]) -> list[FieldQuery]:
        """Return the question as it is asked of all variants of a pair: in the mean a pair is so much longer."""
        pairs, _ = self._snapshot.statistics(ANSWER[0])
        return [
            as_whole(query, field, query.average * self._snapshot.statistics(field)[0] / max(1, pairs))
            for query, field in zip(asked, TOGETHER, strict=False)
        ]

    def _field_query(self, field: Field) -> FieldQuery:
        def frequency(token: str) -> int:
            return self._snapshot.frequency(field, token)

        count, average = self._snapshot.statistics(field)
        tokens = self._terms.tokens[field.channel]
        return field_query(field, tokens.said, tokens.written | tokens.official, count, average, frequency)

    def _candidates(
        self, queries: list[FieldQuery], share: float, depth: int = DEPTH
    ) -> Iterable[tuple[float, Counted]]:
        """Give rows with a first guess of their fused score, made from the engine's own scores."""
        scope = self._scope
        regions = None if scope.regions is None else scope.regions | {""}
        filters = Filters(regions, scope.disclosures, scope.only)
        found: dict[int, tuple[float, Counted]] = {}
        for query in (each for each in queries if each.field.finds):
            weight = share * query.field.weight / (query.scale or 1.0)
            for value, each in self._snapshot.top(query.field, query.tokens, filters, depth):
                found[each.number] = (found.get(each.number, (0.0,))[0] + weight * value, each)
        return [pair for pair in found.values() if self._may_show(pair[1])] if self._hides else found.values()

    def _may_show(self, each: Counted) -> bool:
        scope, row = self._scope, each.row
        if scope.disclosures is not None and row.disclosure not in scope.disclosures:
            return False
        return row.entry not in scope.leave_out and row.text not in scope.leave_out_texts

    def _may_name(self, entry: Entry) -> bool:
        return any(self._is_here(each) for each in entry.rows)

    def _is_here(self, each: Counted) -> bool:
        regions = self._scope.regions
        return self._may_show(each) and (regions is None or each.row.region in regions | {""})

    def _shown(self, entry: Entry) -> Entry:
        """Return an entry with the rows that may be shown."""
        if not self._scope.leave_out_texts:
            return entry
        return Entry(entry.name, [each for each in entry.rows if self._may_show(each)])

    def _scored(
        self, entries: list[Entry], asked: list[FieldQuery], answered: list[FieldQuery]
    ) -> Iterator[_Found]:
        """Give every entry with its scores, all of one field computed at once."""
        rows = [row for each in entries for row in each.questions]
        tokens = self._numbered()
        met = tokens.met(joined([each.asked for each in entries], len(QUESTION)))
        parts = scores(asked, met, tokens)
        answers = tokens.met(rows_of([each.answered for each in entries], len(ANSWER)))
        told = scores(answered, answers, tokens)
        groups = np.repeat(np.arange(len(entries)), [len(each.questions) for each in entries])
        pooling = self._together(asked)
        together = fused(pooling, pooled(pooling, met, groups, len(entries), tokens)).tolist()
        best, fused_answers = fused(asked, parts), fused(answered, told).tolist()
        meant = self._meant(entries)
        openings = told[:, _OPENING].tolist()
        columns = [query.field.name for query in asked]
        begin = 0
        for place, entry in enumerate(entries):
            end = begin + len(entry.questions)
            first = begin + int(best[begin:end].argmax())
            begin = end
            found = dict(zip(columns, parts[first].tolist(), strict=True))
            found["together"] = together[place]
            found["question"] = float(best[first]) + together[place]
            found["answer"], found["opening"] = fused_answers[place], openings[place]
            found["known"], found["meaning"] = asked[0].known, meant[place]
            score = found["question"] + ANSWER_WEIGHT * found["answer"]
            yield _Found(entry, score, found, rows[first])

    def _meant(self, entries: list[Entry]) -> list[float]:
        """Return how near what every entry means lies to what was said: the cosine, 0 where they turn away."""
        said, hidden = self._terms.meaning, self._scope.leave_out_texts
        near = self._snapshot.meanings.of([each.name for each in entries], said)
        for place, each in enumerate(entries if hidden else ()):
            whole = self._snapshot.entry(each.name)
            if len(each.rows) < len(whole.rows):
                asked, told = texts_of(each)
                near[place] = max(0.0, float(self._terms.space.of_pair(asked, told) @ said))
        return near

    def _numbered(self) -> Asked:
        """Return the question's tokens by number; after the rows are read, which give new tokens theirs."""
        return Asked(self._terms.every(), self._snapshot.vocabulary)

    def _read(self, found: _Found) -> PairHit:
        best, told = found.best, found.entry.told
        return PairHit(
            qa_id=found.entry.name.removeprefix("pair/"),
            question=best.row.facts["question"],
            matched=best.row.text,
            score=found.score,
            parts={**found.parts, "covered": self._covered(best), "told": self._told(told)},
            facts=best.row.facts,
            region=best.row.region,
            told=told,
        )

    def _covered(self, row: Counted) -> float:
        """Return the share of a stored question's weight (idf) that was said, or stands for what was said."""
        weights = self._snapshot.weights(QUESTION[0], row)
        total = sum(weights.values())
        return sum([weights[token] for token in weights.keys() & self._known]) / total if total else 0.0

    def _told(self, text: str) -> float:
        """Return the share of the weight of the question's words that a pair says anywhere."""
        total = sum(self._words.values())
        return sum([w for word, w in self._words.items() if word in text]) / total if total else 0.0

    def _said_words(self) -> dict[str, float]:
        """Return the words that were said with their weights, without those of one character."""
        field = QUESTION[-1]
        count, _ = self._snapshot.statistics(field)
        said = self._terms.tokens[field.channel].said
        return {
            word: weight * idf(count, self._snapshot.frequency(field, word))
            for word, weight in said.items()
            if len(word) > 1
        }


def _order(found: _Found) -> tuple[float, str]:
    return -found.score - MEANS * found.parts["meaning"], found.entry.name


def _by_entry(found: Iterable[tuple[float, Counted]]) -> dict[str, float]:
    """Return every entry's first guess: its best question and its answer."""
    guesses: dict[str, dict[str, float]] = {}
    for value, each in found:
        guess = guesses.setdefault(each.row.entry, {})
        guess[each.row.kind] = max(value, guess.get(each.row.kind, 0.0))
    return {entry: sum(guess.values()) for entry, guess in guesses.items()}
