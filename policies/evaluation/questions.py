"""Evaluation questions: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.errors import UnreadableFile

ROUTES = {
    "refuse": frozenset({"not_found", "not_in_force", "needs_detail", "out_of_scope"}),
    "chitchat": frozenset({"out_of_scope"}),
    "injection": frozenset({"out_of_scope"}),
    "privacy": frozenset({"out_of_scope"}),
    "abuse": frozenset({"out_of_scope"}),
    "emergency": frozenset({"emergency"}),
    "complaint": frozenset({"complaint"}),
    "statutory_path": frozenset({"statutory_path"}),
    "disclosure_request": frozenset({"disclosure_request"}),
    "handoff": frozenset({"handoff"}),
}


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question and the external identifiers of the pairs that answer it rightly.

    `expect` names the right ending of a question that no pair answers: a key of `ROUTES`; `span` is the answer
    as it stands in a document, where documents answer.
    """

    qid: str
    query: str
    positive_ids: frozenset[str]
    context: str | None = None
    expect: str | None = None
    style: str | None = None
    span: str | None = None

    @property
    def entry(self) -> str:
        """What it is about: questions about one entry are not independent of each other."""
        return min(self.positive_ids, default=f"unanswerable {self.qid}")

    @property
    def answerable(self) -> bool:
        """Whether some pair answers it."""
        return bool(self.positive_ids)


def read_questions(path: Path) -> list[EvaluationQuestion]:
    """Return the questions of a file.

    Raises:
        UnreadableFile: the file is missing or empty, or a line is not a question; the error names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise UnreadableFile(path.name, "missing_file") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path.name, "not_text") from error
    found = [_question(line, path.name, number) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise UnreadableFile(path.name, "empty_file")
    return found


def _question(line: str, where: str, number: int) -> EvaluationQuestion:
    try:
        row: dict[str, Any] = json.loads(line)
        query, positives = row["query"], row["positive_ids"]
        if not isinstance(query, str) or not query.strip() or not isinstance(positives, list):
            raise ValueError(query)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(where, "not_a_question", line=number) from error
    return EvaluationQuestion(
        qid=str(row.get("qid", number)),
        query=query,
        positive_ids=frozenset(map(str, positives)),
        context=row.get("context"),
        expect=row.get("expect"),
        style=row.get("style"),
    )
