"""Candidates of every field, scored with our constants and fused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policies.search.bm25 import FieldQuery, field_query, idf, score
from policies.search.engine import Filters, Snapshot
from policies.search.fields import ANSWER, ANSWER_WEIGHT, PASSAGE, QUESTION, TOGETHER, Field
from policies.search.index import PairHit, PassageHit, Scope
from policies.search.stored import Counted
from policies.search.terms import QueryTerms

DEPTH = 50
ENTRIES = 40


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry with its scores, its best question and all its rows."""

    entry: str
    score: float
    parts: dict[str, float]
    best: Counted
    rows: list[Counted]


class Search:
    """One question asked of one snapshot."""

    def __init__(self, snapshot: Snapshot, terms: QueryTerms, scope: Scope) -> None:
        """Hold what every step needs."""
        self._snapshot = snapshot
        self._terms = terms
        self._scope = scope
        self._words = self._said_words()
        tokens = terms.tokens["unigrams"]
        self._known = tokens.said.keys() | tokens.official.keys() | tokens.written.keys()

    def pairs(self, limit: int) -> list[PairHit]:
        """Return distinct pairs by fused score: the best variant of each, all together, its answer as a weak field."""
        asked, answered = self._asked(QUESTION), self._asked(ANSWER)
        together = self._together()
        found = _by_entry([*self._candidates(asked, 1.0), *self._candidates(answered, ANSWER_WEIGHT)])
        entries = sorted(found, key=lambda entry: (-found[entry], entry))[:ENTRIES]
        hits = [self._pair(entry, asked, together, answered) for entry in entries]
        return [self._read(each) for each in sorted(hits, key=lambda hit: (-hit.score, hit.entry))[:limit]]

    def passages(self, limit: int) -> list[PassageHit]:
        """Return passages by fused score."""
        asked = self._asked(PASSAGE)
        found = [(_fuse(asked, each), each) for _, each in self._candidates(asked, 1.0)]
        found.sort(key=lambda pair: (-pair[0], pair[1].row.entry, pair[1].row.facts["start"]))
        return [_passage(value, each) for value, each in found[:limit]]

    def _asked(self, fields: tuple[Field, ...]) -> list[FieldQuery]:
        return [self._field_query(field) for field in fields]

    def _together(self) -> list[FieldQuery]:
        """Return the question as it is asked of all variants of a pair: in the mean a pair is so much longer."""
        pairs, _ = self._snapshot.statistics(ANSWER[0])
        asked = self._asked(TOGETHER)
        rows = {each.field.name: self._snapshot.statistics(each.field)[0] for each in asked}
        return [replace(each, average=each.average * rows[each.field.name] / max(1, pairs)) for each in asked]

    def _field_query(self, field: Field) -> FieldQuery:
        def frequency(token: str) -> int:
            return self._snapshot.frequency(field, token)

        count, average = self._snapshot.statistics(field)
        tokens = self._terms.tokens[field.channel]
        return field_query(field, tokens.said, tokens.written | tokens.official, count, average, frequency)

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
        self, entry: str, asked: list[FieldQuery], together: list[FieldQuery], answered: list[FieldQuery]
    ) -> _Found:
        rows = [each for each in self._snapshot.of_entry(entry) if self._may_show(each)]
        questions = [each for each in rows if each.row.kind == "question"]
        parts, best = max(
            ((_parts(asked, each), each) for each in questions or rows[:1]),
            key=lambda pair: pair[0]["question"],
        )
        parts["together"] = sum(each.field.weight * _pooled(each, questions) for each in together)
        parts["question"] += parts["together"]
        parts |= self._answer_parts(answered, rows)
        parts["known"] = asked[0].known
        return _Found(entry, parts["question"] + ANSWER_WEIGHT * parts["answer"], parts, best, rows)

    def _read(self, found: _Found) -> PairHit:
        best, told = found.best, "\n".join(each.text for each in found.rows)
        return PairHit(
            qa_id=found.entry.removeprefix("pair/"),
            question=best.row.facts["question"],
            matched=best.row.text,
            score=found.score,
            parts={**found.parts, "covered": self._covered(best), "told": self._told(told)},
            facts=best.row.facts,
            region=best.row.region,
            told=told,
        )

    def _answer_parts(self, answered: list[FieldQuery], rows: list[Counted]) -> dict[str, float]:
        """Return the score of the answer, and of its opening alone."""
        scored = [_field_parts(answered, each) for each in rows if each.row.kind == "answer"]
        parts = scored[0] if scored else {}
        fused = sum(query.field.weight * parts.get(query.field.name, 0.0) for query in answered)
        return {"answer": fused, "opening": parts.get("answer_opening", 0.0)}

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


def _by_entry(found: Iterable[tuple[float, Counted]]) -> dict[str, float]:
    """Return every entry's first guess: its best question and its answer."""
    guesses: dict[str, dict[str, float]] = {}
    for value, each in found:
        guess = guesses.setdefault(each.row.entry, {})
        guess[each.row.kind] = max(value, guess.get(each.row.kind, 0.0))
    return {entry: sum(guess.values()) for entry, guess in guesses.items()}


def _parts(asked: list[FieldQuery], each: Counted) -> dict[str, float]:
    """Return a row's score in every question field, and their weighted sum as `question`."""
    parts = _field_parts(asked, each)
    parts["question"] = sum(query.field.weight * parts[query.field.name] for query in asked)
    return parts


def _field_parts(queries: list[FieldQuery], each: Counted) -> dict[str, float]:
    return {query.field.name: _score(query, each) for query in queries}


def _score(query: FieldQuery, each: Counted) -> float:
    name = query.field.name
    return score(query, each.counts[name], each.lengths[name]) if name in each.counts else 0.0


def _fuse(queries: list[FieldQuery], each: Counted) -> float:
    return sum(query.field.weight * _score(query, each) for query in queries)


def _pooled(query: FieldQuery, rows: list[Counted]) -> float:
    """Return the score of the rows as if they were one."""
    name = query.field.name
    if len(rows) == 1:
        return _score(query, rows[0])
    counts: Counter[str] = Counter()
    for each in rows:
        counts.update({token: each.counts[name][token] for token in query.weights.keys() & each.counts[name]})
    return score(query, counts, sum(each.lengths[name] for each in rows))


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
