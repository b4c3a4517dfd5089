"""Evaluation questions: what is asked, and which pairs answer it rightly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.content.importing.sources import rows
from policies.errors import BadRow, UnreadableFile

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
    """A question and the pairs that answer it rightly, each by an identifier or by its title.

    `expect` names the right ending of a question that no pair answers: a key of `ROUTES`; `span` is the answer
    as it stands in a document, where documents answer; `row` its place in the file.
    """

    qid: str
    query: str
    positive_ids: frozenset[str]
    context: str | None = None
    expect: str | None = None
    style: str | None = None
    span: str | None = None
    row: int = 0

    @property
    def entry(self) -> str:
        """What it is about: questions about one entry are not independent of each other."""
        return min(self.positive_ids, default=f"unanswerable {self.qid}")

    @property
    def answerable(self) -> bool:
        """Whether some pair answers it."""
        return bool(self.positive_ids)


COLUMNS = {
    "query": ("query", "question", "问题", "提问", "问法"),
    "positives": ("positive_ids", "expected", "标准问题", "标准问", "标题", "问答编号", "期望问答"),
    "qid": ("qid", "序号"),
    "context": ("context", "上文"),
    "expect": ("expect", "期望结果"),
    "style": ("style", "类型"),
}
_NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
_SEVERAL = re.compile(r"[\n;；|]+")


def read_questions(path: Path) -> list[EvaluationQuestion]:
    """Return the questions of a .jsonl, .csv or .xlsx file.

    A row holds the question and the pairs that answer it rightly, by identifier or by title; several are
    separated by a semicolon or a line break (in JSON: a list). No pair means that the library has no answer.

    Raises:
        UnreadableFile: the file is missing, empty, of an unknown kind, or not what its name says.
        BadRow: a row is not a question; the error names the row.
    """
    found = [_question(row, path.name, number) for number, row in rows(path)]
    if not found:
        raise UnreadableFile(path.name, "empty_file")
    return found


def _question(row: Mapping[str, Any] | BadRow, where: str, number: int) -> EvaluationQuestion:
    if isinstance(row, BadRow):
        raise row
    known = {_NAMES.get(str(column).strip().lower()): value for column, value in row.items()}
    query, positives = known.get("query"), known.get("positives")
    if not isinstance(query, str) or not query.strip() or "positives" not in known:
        raise BadRow(where, number, "not_a_question")
    expect = _text(known.get("expect"))
    if expect is not None and expect not in ROUTES:
        raise BadRow(where, number, "unknown_ending", ending=expect, endings="、".join(ROUTES))
    return EvaluationQuestion(
        qid=_text(known.get("qid")) or str(number),
        query=query,
        positive_ids=frozenset(_several(positives)),
        context=_text(known.get("context")),
        expect=expect,
        style=_text(known.get("style")),
        row=number,
    )


def _several(value: Any) -> list[str]:
    items = value if isinstance(value, list) else _SEVERAL.split(_text(value) or "")
    return [text for each in items if (text := _text(each))]


def _text(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return (str(value).strip() or None) if value is not None else None
