"""Suggestions: ranked pairs and passages for a search box, without deciding anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from policies.answering.inquiry import Question
from policies.answering.shelf import Shelf
from policies.answering.sources import interpretation_citation, policy_citation
from policies.answering.stages.match_qa import allowed_regions
from policies.answering.stages.retrieve import CITIZEN, STAFF
from policies.answering.standing import may_read, may_tell, pair_stands
from policies.content.model import Interpretation
from policies.language.normalise import normalise_query
from policies.search.index import PairHit, PassageHit, Scope, SearchIndex


@dataclass(frozen=True, slots=True)
class SuggestedPair:
    """A pair that a search found."""

    qa_id: str
    question: str
    summary: str
    score: float


@dataclass(frozen=True, slots=True)
class SuggestedPassage:
    """A passage that a search found, with its document's status on the day."""

    kind: Literal["policy", "interpretation"]
    source_id: str
    title: str
    doc_number: str | None
    clause: str
    quote: str
    status: str
    url: str
    score: float


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a search found, best first."""

    pairs: tuple[SuggestedPair, ...]
    passages: tuple[SuggestedPassage, ...]


class Suggestions:
    """Searches pairs and passages alike."""

    def __init__(self, index: SearchIndex, shelf: Shelf) -> None:
        """Search in `index`; content comes from `shelf`."""
        self._index = index
        self._shelf = shelf

    def of(
        self,
        text: str,
        *,
        asked_on: date,
        limit: int = 10,
        region: str | None = None,
        viewer: Literal["citizen", "staff"] = "citizen",
        lapsed: bool = False,
    ) -> Suggested:
        """Return what fits a text: pairs that may answer on the day, passages with their status.

        With `lapsed` also pairs that may not answer on the day any more, or not yet.
        """
        tree = self._shelf.regions()
        scope = Scope(
            regions=allowed_regions(tree, tree.named(region)),
            disclosures=STAFF if viewer == "staff" else CITIZEN,
            whole=False,  # a list that is looked through while somebody types
        )
        terms = self._index.terms(normalise_query(text))
        question = Question(text, asked_on, viewer=viewer)
        pairs = (self._pair(hit, question, lapsed=lapsed) for hit in self._index.pairs(terms, scope))
        passages = (self._passage(hit, question) for hit in self._index.passages(terms, scope, limit))
        return Suggested(tuple(islice(filter(None, pairs), limit)), tuple(filter(None, passages)))

    def _pair(self, hit: PairHit, question: Question, *, lapsed: bool) -> SuggestedPair | None:
        pair = self._shelf.pair(hit.qa_id)
        shown = may_tell if lapsed else pair_stands
        if pair is None or not shown(self._shelf, pair, question):
            return None
        return SuggestedPair(hit.qa_id, pair.question, pair.summary, round(hit.score, 4))

    def _passage(self, hit: PassageHit, question: Question) -> SuggestedPassage | None:
        day = question.asked_on
        policy = self._shelf.policy(hit.source_id) if hit.kind == "policy" else None
        text = self._shelf.interpretation(hit.source_id) if hit.kind == "interpretation" else None
        if policy is not None:
            cited = policy_citation(policy, day, hit.path, hit.quote)
        elif text is not None and self._is_open(text, question):
            cited = interpretation_citation(text, hit.path, hit.quote, None)
        else:
            return None
        return SuggestedPassage(
            kind=hit.kind,
            source_id=hit.source_id,
            title=cited.title,
            doc_number=cited.doc_number,
            clause=hit.path,
            quote=hit.quote,
            status=cited.status,
            url=cited.url or "",
            score=round(hit.score, 4),
        )

    def _is_open(self, text: Interpretation, question: Question) -> bool:
        """Tell whether a reader may see an interpretation: it is as public as what it explains (A5)."""
        explained = (self._shelf.policy(policy_id) for policy_id in text.explains)
        return all(may_read(policy, question) for policy in explained if policy is not None)
