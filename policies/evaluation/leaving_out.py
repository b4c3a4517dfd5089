"""The library asked one of its own questions: the question itself is hidden while it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from policies.answering.inquiry import Question, Turn
from policies.answering.scoring.calibrating import Seen, see
from policies.answering.scoring.model import Model
from policies.content.learned import learned
from policies.content.mapping import question_key
from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import SETTLING_S, names_of, right_pairs
from policies.library import Library
from policies.search.index import PairHit, PassageHit, Scope, SearchIndex
from policies.search.terms import QueryTerms


@dataclass(frozen=True, slots=True)
class Learnt:
    """A question that was asked; those about one entry are not independent of each other."""

    entry: str
    seen: Seen


class LeavingOut:
    """A search index in which some stored questions, or whole pairs, are hidden.

    Attributes:
        texts: the hidden questions, as they are stored.
        pairs_hidden: the identifiers of the hidden pairs.
    """

    def __init__(self, index: SearchIndex) -> None:
        """Hide questions of `index`."""
        self._index = index
        self.texts: frozenset[str] = frozenset()
        self.pairs_hidden: frozenset[str] = frozenset()
        self.follow = index.follow

    @property
    def revision(self) -> int:
        """The store revision that a search sees."""
        return self._index.revision

    def terms(self, text: str) -> QueryTerms:
        """Cut a normalised question into what is searched."""
        return self._index.terms(text)

    def pairs(self, query: QueryTerms, scope: Scope, limit: int = 30) -> list[PairHit]:
        """Return distinct pairs, best first."""
        return self._index.pairs(query, self._hidden(scope), limit)

    def saying(self, text: str, query: QueryTerms, scope: Scope) -> list[PairHit]:
        """Return the pairs that have a text as a stored question word for word, scored by `query`."""
        return self._index.saying(text, query, self._hidden(scope))

    def passages(self, query: QueryTerms, scope: Scope, limit: int = 10) -> list[PassageHit]:
        """Return passages, best first."""
        return self._index.passages(query, scope, limit)

    def _hidden(self, scope: Scope) -> Scope:
        entries = frozenset(f"pair/{each}" for each in self.pairs_hidden)
        return replace(
            scope, leave_out=scope.leave_out | entries, leave_out_texts=scope.leave_out_texts | self.texts
        )


def confirmed_questions(engine: sa.Engine, live: Iterable[str]) -> list[EvaluationQuestion]:
    """Return what people confirmed: a button that was chosen, an operator's pick, each with its pair.

    Args:
        engine: the store's database.
        live: identifiers of the published pairs; what belongs to another pair is left out.
    """
    known = frozenset(live)
    with engine.connect() as connection:
        told = learned(connection)
    return [
        EvaluationQuestion(f"confirmed {number}", each.text, frozenset({each.pair_id}))
        for number, each in enumerate(told, start=1)
        if each.pair_id in known
    ]


def without_repeats(questions: Iterable[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """Return the questions, of those that differ in spacing and punctuation alone the first."""
    kept: dict[tuple[str, str | None], EvaluationQuestion] = {}
    for each in questions:
        kept.setdefault((question_key(each.query), each.context), each)
    return list(kept.values())


def ask_hidden(
    library: Library, model: Model, questions: Sequence[EvaluationQuestion], today: date
) -> Iterator[Learnt | None]:
    """Ask every question while it is hidden; give what the library made of it.

    None stands for a question that tells nothing: nothing was found, it has an ending of its own (an emergency …),
    or it is all that its pair asks.

    Args:
        library: whom to ask.
        model: whose weights rank and judge.
        questions: what to ask, with their right pairs.
        today: the day of asking.
    """
    library.settle(SETTLING_S)
    index, names = LeavingOut(library.search), names_of(library)
    stored = {pair.id: (pair.question, *pair.similar) for pair in library.store.pairs()}
    desk = library.desk_over(index, model)
    for each in questions:
        right = right_pairs(names, each)
        index.texts = frozenset(
            text for own in right for text in stored[own] if question_key(text) == question_key(each.query)
        )
        if each.expect not in (None, "refuse") or any(index.texts >= set(stored[own]) for own in right):
            yield None
            continue
        history = (Turn(each.context),) if each.context else ()
        candidates = desk.ranked(Question(each.query, asked_on=today, history=history))
        seen = see(candidates, right)
        yield Learnt(each.entry, seen) if seen is not None else None
