"""Candidates of every field, scored with our constants and fused."""

from __future__ import annotations

from collections.abc import Iterable

from policies.search.bm25 import FieldQuery, field_query, score
from policies.search.engine import Filters, Snapshot
from policies.search.fields import ANSWER, ANSWER_WEIGHT, PASSAGE, QUESTION, Field
from policies.search.index import PairHit, PassageHit, Scope
from policies.search.stored import Counted
from policies.search.terms import QueryTerms

DEPTH = 50
ENTRIES = 40


class Search:
    """One question asked of one snapshot."""

    def __init__(self, snapshot: Snapshot, terms: QueryTerms, scope: Scope) -> None:
        """Hold what every step needs."""
        self._snapshot = snapshot
        self._terms = terms
        self._scope = scope

    def pairs(self, limit: int) -> list[PairHit]:
        """Return distinct pairs by fused score: the best variant of each, its answer as a weak field."""
        asked, answered = self._asked(QUESTION), self._asked(ANSWER)
        found = _by_entry([*self._candidates(asked, 1.0), *self._candidates(answered, ANSWER_WEIGHT)])
        entries = sorted(found, key=lambda entry: (-found[entry][0], entry))[:ENTRIES]
        known = _known(asked[0], self._terms)
        hits = [self._pair(entry, found[entry][1], asked, answered, known) for entry in entries]
        return sorted(hits, key=lambda hit: (-hit.score, hit.qa_id))[:limit]

    def passages(self, limit: int) -> list[PassageHit]:
        """Return passages by fused score."""
        asked = self._asked(PASSAGE)
        found = [(_fuse(asked, each), each) for _, each in self._candidates(asked, 1.0)]
        found.sort(key=lambda pair: (-pair[0], pair[1].row.entry, pair[1].row.facts["start"]))
        return [_passage(value, each) for value, each in found[:limit]]

    def _asked(self, fields: tuple[Field, ...]) -> list[FieldQuery]:
        return [self._field_query(field) for field in fields]

    def _field_query(self, field: Field) -> FieldQuery:
        def frequency(token: str) -> int:
            return self._snapshot.frequency(field, token)

        count, average = self._snapshot.statistics(field)
        return field_query(field, self._terms.tokens[field.channel], count, average, frequency)

    def _candidates(self, queries: list[FieldQuery], share: float) -> Iterable[tuple[float, Counted]]:
        """Give rows with a first guess of their fused score, made from the engine's own scores."""
        scope = self._scope
        regions = None if scope.regions is None else scope.regions | {""}
        filters = Filters(regions, scope.disclosures, scope.only)
        found: dict[int, tuple[float, Counted]] = {}
        for query in (each for each in queries if each.field.finds):
            weight = share * query.field.weight / (query.scale or 1.0)
            for value, each in self._snapshot.top(query.field, query.tokens, filters, DEPTH):
                found[each.number] = (found.get(each.number, (0.0,))[0] + weight * value, each)
        return [(value, each) for value, each in found.values() if self._may_show(each)]

    def _may_show(self, each: Counted) -> bool:
        scope = self._scope
        return each.row.entry not in scope.leave_out and each.row.text not in scope.leave_out_texts

    def _pair(
        self,
        entry: str,
        found: list[Counted],
        asked: list[FieldQuery],
        answered: list[FieldQuery],
        known: float,
    ) -> PairHit:
        rows = [each for each in self._snapshot.of_entry(entry) if self._may_show(each)]
        questions = [each for each in found or rows if each.row.kind == "question"]
        answers = [_fuse(answered, each) for each in rows if each.row.kind == "answer"]
        scored = [(_parts(asked, each), each) for each in questions or rows[:1]]
        parts, best = max(scored, key=lambda pair: pair[0]["question"])
        parts["answer"] = max(answers, default=0.0)
        parts["known"] = known
        return PairHit(
            qa_id=entry.removeprefix("pair/"),
            question=best.row.facts["question"],
            matched=best.row.text,
            score=parts["question"] + ANSWER_WEIGHT * parts["answer"],
            parts=parts,
            facts=best.row.facts,
            region=best.row.region,
        )


def _by_entry(found: Iterable[tuple[float, Counted]]) -> dict[str, tuple[float, list[Counted]]]:
    """Gather question rows by entry with the entry's first guess: its best question and its answer."""
    guesses: dict[str, dict[str, float]] = {}
    questions: dict[str, list[Counted]] = {}
    for value, each in found:
        guess = guesses.setdefault(each.row.entry, {})
        guess[each.row.kind] = max(value, guess.get(each.row.kind, 0.0))
        rows = questions.setdefault(each.row.entry, [])
        if each.row.kind == "question":
            rows.append(each)
    return {entry: (sum(guess.values()), questions[entry]) for entry, guess in guesses.items()}


def _parts(asked: list[FieldQuery], each: Counted) -> dict[str, float]:
    """Return a row's score in every question field, and their weighted sum as `question`."""
    parts = {query.field.name: _score(query, each) for query in asked}
    parts["question"] = sum(query.field.weight * parts[query.field.name] for query in asked)
    return parts


def _score(query: FieldQuery, each: Counted) -> float:
    name = query.field.name
    return score(query, each.counts[name], each.lengths[name]) if name in each.counts else 0.0


def _fuse(queries: list[FieldQuery], each: Counted) -> float:
    return sum(query.field.weight * _score(query, each) for query in queries)


def _known(query: FieldQuery, terms: QueryTerms) -> float:
    """Return the share of the question's weight (idf) whose tokens stand anywhere in the library."""
    said = terms.tokens[query.field.channel]
    total = sum(weight for token, weight in query.weights.items() if said[token] == 1.0)
    return min(1.0, (query.field.k1 + 1) * total / query.scale) if query.scale else 0.0


def _passage(value: float, each: Counted) -> PassageHit:
    kind, _, source_id = each.row.entry.partition("/")
    facts = each.row.facts
    return PassageHit(
        kind="policy" if kind == "policy" else "interpretation",
        source_id=source_id,
        title=facts["title"],
        path=facts["path"],
        quote=each.row.text,
        start=facts["start"],
        score=value,
        region=each.row.region,
    )
