"""The desk: a question goes in, a cited answer or an honest no comes out.

How to build one::

    lexicon = Lexicon.load(settings.dictionary_dir)
    index = open_index(settings.index_dir, settings.dictionary_dir, lexicon)   # policies.search.embedded
    index.follow(store)                      # again before every question: cheap where nothing changed
    reader = EntityReader(build_pipeline(settings.dictionary_dir, settings.entities_dir))
    desk = build_desk(index, store, reader)
    inquiry = desk.answer(Question("医保断缴怎么补", asked_on=date.today()))
    card(inquiry.answer)                     # policies.answering.card

    suggestions = Suggestions(index, Shelf(store, index))   # policies.answering.suggest, for GET /search
    suggestions.of("医保断缴", asked_on=date.today(), limit=10, region=None, viewer="citizen")

`store` is anything that reads like `policies.content.store.Store` (see `shelf.Shelf`); `reader` anything
with `read(text) -> dict[str, str]`. The day is in the question; the desk asks no clock for it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from policies.answering.inquiry import Candidate, Inquiry, Question, Reading, Step
from policies.answering.scoring.features import REMEMBERED
from policies.answering.scoring.model import Model, load_model
from policies.answering.shelf import Content, Shelf
from policies.answering.stages.choose import Choose
from policies.answering.stages.decide import Decide
from policies.answering.stages.divert import Divert
from policies.answering.stages.elsewhere import Elsewhere
from policies.answering.stages.halt import Halt, HaltAll
from policies.answering.stages.match_qa import MatchQa
from policies.answering.stages.normalise import Normalise
from policies.answering.stages.quote import Quote
from policies.answering.stages.rank import Rank
from policies.answering.stages.read import EntitiesOf, Read
from policies.answering.stages.refuse import Refuse
from policies.answering.stages.relocate import Relocate
from policies.answering.stages.retrieve import Retrieve
from policies.answering.stages.screen import Screen
from policies.answering.stages.verify import Verify
from policies.content.model import QaPair
from policies.search.index import SearchIndex

Stage = Callable[[Inquiry], Inquiry]


class Desk:
    """Walks an inquiry through the stages until one of them has filled the answer."""

    def __init__(
        self,
        stages: Sequence[Stage],
        ranking: Sequence[Stage] = (),
        finding: Sequence[Stage] = (),
        read_ahead: Callable[[QaPair], None] = lambda _: None,
    ) -> None:
        """Make one.

        Args:
            stages: all of them in order, of which the last must always answer.
            ranking: those that only rank.
            finding: those that look up.
            read_ahead: reads what the stages need of a pair.
        """
        self._stages = tuple(stages)
        self._ranking = tuple(ranking)
        self._finding = tuple(finding)
        self._read_ahead = read_ahead

    def warm(self, pairs: Iterable[QaPair]) -> None:
        """Meet pairs before anybody asks, as many as are kept in mind."""
        questions = 0
        for pair in pairs:
            questions += 1 + len(pair.similar)
            if questions > REMEMBERED:
                break
            self._read_ahead(pair)

    def answer(self, question: Question) -> Inquiry:
        """Return the inquiry with its answer and its trace."""
        inquiry = Inquiry(question, Reading(text=question.text))
        for stage in self._stages:
            inquiry = _timed(stage, inquiry)
            if inquiry.answer is not None:
                region = inquiry.answer.region or inquiry.reading.entities.get("region")
                answer = replace(inquiry.answer, region=region, trace_id=uuid.uuid4().hex)
                return replace(inquiry, answer=answer)
        raise AssertionError("the last stage always answers")

    def ranked(self, question: Question) -> tuple[Candidate, ...]:
        """Return the candidates in order, whatever an answer would have become of."""
        return self._walked(question, self._ranking).candidates

    def found(self, question: Question) -> Inquiry:
        """Return the inquiry with candidates and passages and no answer, wherever the question would be led."""
        return self._walked(question, (*self._ranking, *self._finding))

    def _walked(self, question: Question, stages: Sequence[Stage]) -> Inquiry:
        inquiry = Inquiry(question, Reading(text=question.text))
        for stage in stages:
            inquiry = replace(stage(inquiry), answer=None)
        return inquiry


def build_desk(
    index: SearchIndex,
    store: Content,
    reader: EntitiesOf,
    model: Model | None = None,
    shelf: Shelf | None = None,
) -> Desk:
    """Return the desk of a library.

    Args:
        index: the search index, following `store`.
        store: where pairs, documents and the directory are read.
        reader: finds entities in a question.
        model: weights of ranking and confidence; those delivered with the library where not given.
        shelf: what reads `store`; one of its own where not given.
    """
    model, shelf = model or load_model(), shelf or Shelf(store, index)
    normalise, read = Normalise(), Read(reader=reader, shelf=shelf)
    retrieve = Retrieve(search=index, shelf=shelf)
    match_qa = MatchQa(search=index, shelf=shelf, reader=reader, ranker=model.ranker)
    rank = Rank(model)
    return Desk(
        [
            normalise,
            Choose(shelf),
            Screen(index),
            HaltAll(shelf),
            Relocate(shelf),
            read,
            match_qa,
            rank,
            Halt(shelf, model),
            Elsewhere(shelf),
            Decide(shelf, model),
            Divert(shelf, awaits_documents=True),
            retrieve,
            Quote(shelf, model),
            Divert(shelf),
            Verify(shelf),
            Refuse(shelf),
        ],
        ranking=[normalise, read, match_qa, rank],
        finding=[retrieve],
        read_ahead=match_qa.read_ahead,
    )


def _timed(stage: Stage, inquiry: Inquiry) -> Inquiry:
    began = time.perf_counter()
    after = stage(inquiry)
    ms = round((time.perf_counter() - began) * 1000, 3)
    finding = after.trace[-1].finding if len(after.trace) > len(inquiry.trace) else ""
    return replace(after, trace=(*inquiry.trace, Step(type(stage).__name__, finding, ms)))
