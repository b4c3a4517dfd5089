"""Asking for documents: where the right one stands, and whether the quoted clause holds the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policies.answering.inquiry import LED_AWAY, Inquiry, Outcome
from policies.content.model import Policy
from policies.evaluation.intervals import interval
from policies.evaluation.metrics import share, times
from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import RANKS, Spent, answer_of, first_place, inquiries
from policies.library import Library
from tests.questions.rounds import TODAY, Round

SEARCHED = 40


@dataclass(frozen=True, slots=True)
class Sought:
    """One question to documents.

    Attributes:
        rank: the place of the right document, None where it is not among ten.
        span_quoted: whether the answer's own words stand in what was quoted.
        span_found: the same for the first five passages found, quoted or not.
        span_first: whether they stand anywhere in the document that is first, which may say the same as the right one.
        span_first_five: the same for the first five documents.
    """

    question: EvaluationQuestion
    outcome: Outcome
    rank: int | None
    span_quoted: bool
    span_found: bool
    span_first: bool
    span_first_five: bool
    found: str
    spent: Spent


def seek_all(library: Library, each: Round) -> Iterator[Sought]:
    """Ask every question of a round."""
    policies = {policy.id: policy for policy in library.store.policies()}
    for question, inquiry, spent in inquiries(library, each.questions, TODAY):
        yield _sought(question, inquiry, _ranked(library, inquiry), policies, spent)


def measure_documents(sought: Sequence[Sought]) -> dict[str, Any]:
    """Return recall within one to ten, how often the answer's words were quoted, and milliseconds."""
    figures: dict[str, Any] = {"questions": len(sought), "answerable": len(sought)}
    for places in (1, 3, 5, 10):
        hits = [(each.question.entry, float(bool(each.rank and each.rank <= places)), 1.0) for each in sought]
        figures[f"accuracy_at_{places}"] = share(sum(hit for _, hit, _ in hits), len(hits))
        figures[f"accuracy_at_{places}_interval"] = interval(hits)
    quoted = [each for each in sought if each.outcome is Outcome.QUOTED]
    figures["quoted"] = share(len(quoted), len(sought))
    figures["span_quoted"] = share(sum(each.span_quoted for each in sought), len(sought))
    figures["span_among_quoted"] = share(sum(each.span_quoted for each in quoted), len(quoted))
    figures["span_in_five"] = share(sum(each.span_found for each in sought), len(sought))
    figures["span_in_first_document"] = share(sum(each.span_first for each in sought), len(sought))
    figures["span_in_five_documents"] = share(sum(each.span_first_five for each in sought), len(sought))
    return {**figures, **times([each.spent.ms for each in sought], [each.spent.cpu_ms for each in sought])}


def _ranked(library: Library, inquiry: Inquiry) -> list[str]:
    """Return the documents found on the way, then those that a search shows; none where it was led away."""
    if answer_of(inquiry).outcome in LED_AWAY:
        return []
    searched = library.suggest(inquiry.question.text, asked_on=TODAY, limit=SEARCHED).passages
    found = [*(each.source_id for each in inquiry.passages), *(each.source_id for each in searched)]
    return list(dict.fromkeys(found))[:RANKS]


def _sought(
    question: EvaluationQuestion,
    inquiry: Inquiry,
    ranked: list[str],
    policies: dict[str, Policy],
    spent: Spent,
) -> Sought:
    answer = answer_of(inquiry)
    span = _bare(question.span or "")
    said = [span in _bare("".join(c.text for c in policies[each].clauses)) for each in ranked[:5]]
    quoted = answer.citations if answer.outcome is Outcome.QUOTED else ()
    return Sought(
        question=question,
        outcome=answer.outcome,
        rank=first_place(ranked, question.positive_ids),
        span_quoted=any(span in _bare(cited.quote) for cited in quoted),
        span_found=any(span in _bare(each.quote) for each in inquiry.passages[:5]),
        span_first=any(said[:1]),
        span_first_five=any(said),
        found=policies[ranked[0]].title if ranked else answer.summary[:40],
        spent=spent,
    )


def _bare(text: str) -> str:
    return "".join(text.split())
