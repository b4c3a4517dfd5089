"""Questions over 599 notices and news of early 2020, taken as in force."""

from __future__ import annotations

from collections.abc import Iterator

from policies.content.model import Clause, Policy
from policies.evaluation.questions import EvaluationQuestion
from policies.library import Library
from policies.search.split import pieces
from tests.questions.rounds import MeasuredSet, Round
from tests.questions.sets.shared import shared_file, shared_lines


def documents(library: Library) -> Iterator[Round]:
    """Store every document as it is; ask where an answer stands in one of them."""
    entries = shared_lines("ncp_policy_docs.jsonl")
    with library.store.writing("documents") as write:
        for entry in entries:
            text = entry["text"]
            write.policy(
                Policy(title=entry["title"], clauses=(Clause(path="全文", text=text),), id=entry["id"])
            )
    library.refresh()
    rows = [
        (entry["id"], f"{entry['title']} {piece}") for entry in entries for _, piece in pieces(entry["text"])
    ]
    questions = [
        EvaluationQuestion(
            qid=row["qid"],
            query=row["query"],
            positive_ids=frozenset({row["positive_id"]}),
            span=row["answer"],
        )
        for row in shared_lines("ncp_policy_queries_dev.jsonl")
    ]
    yield Round(questions, rows)


NEEDS = (shared_file("ncp_policy_docs.jsonl"), shared_file("ncp_policy_queries_dev.jsonl"))
SETS = (MeasuredSet("documents", "599 documents", documents, documents=True, needs=NEEDS),)
