"""Asking the peers what the library was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from policies.evaluation.intervals import interval
from policies.evaluation.metrics import share, times
from policies.evaluation.questions import EvaluationQuestion
from policies.evaluation.run import Spent, Stopwatch, first_place
from tests.questions.peers.lexical import PEERS
from tests.questions.rounds import Round


@dataclass(slots=True)
class PeerRun:
    """Where a peer put the first right entry of every answerable question, and its milliseconds."""

    ranks: list[tuple[EvaluationQuestion, int | None]] = field(default_factory=list)
    spent: list[Spent] = field(default_factory=list)

    def note(self, question: EvaluationQuestion, ranked: Sequence[str], spent: Spent) -> None:
        """Note one question's ranking."""
        self.ranks.append((question, first_place(ranked, question.positive_ids)))
        self.spent.append(spent)

    def figures(self) -> dict[str, Any]:
        """Return accuracy within one, three, five and ten, their intervals, and milliseconds."""
        found: dict[str, Any] = {"answerable": len(self.ranks)}
        for places in (1, 3, 5, 10):
            hits = [(each.entry, float(bool(rank and rank <= places)), 1.0) for each, rank in self.ranks]
            found[f"accuracy_at_{places}"] = share(sum(hit for _, hit, _ in hits), len(hits))
            found[f"accuracy_at_{places}_interval"] = interval(hits)
        return {**found, **times([each.ms for each in self.spent], [each.cpu_ms for each in self.spent])}


def ask_peers(runs: dict[str, PeerRun], each: Round) -> None:
    """Let every lexical peer answer a round's answerable questions."""
    questions = [question for question in each.questions if question.answerable]
    for name, build in PEERS.items() if questions else ():
        rank = build(each.rows)
        run = runs.setdefault(name, PeerRun())
        for question in questions:
            text = spoken(question)
            watch = Stopwatch()
            ranked = rank(text)
            run.note(question, ranked, watch.read())


def spoken(question: EvaluationQuestion) -> str:
    """Return what a method without memory is asked: what was said before, then the question."""
    return f"{question.context} {question.query}" if question.context else question.query
