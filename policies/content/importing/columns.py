"""From a row with named columns to a Q&A pair."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from policies.content.importing.names import column_of, facet_named, state_named
from policies.content.model import Facet, PairState, QaPair
from policies.errors import BadRow

T = TypeVar("T")
_SEVERAL = re.compile(r"[\n;；|]+")
# Similar questions that stand on lines of their own may hold such signs themselves.
_LINES = re.compile(r"\n+")
_KEYWORDS = re.compile(r"[\n;；|,，、\s]+")
_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])")
SUMMARY_CHARACTERS = 120
QUESTION_CHARACTERS = 2_000
ANSWER_CHARACTERS = 100_000
YES = frozenset({"是", "true", "1", "yes", "y"})


@dataclass(frozen=True, slots=True)
class Basis:
    """A pair's basis as a row names it: a document by 文号, title or address, and a clause of it."""

    document: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class RowPair:
    """What a row says.

    Attributes:
        pair: the draft; its citations are still to be looked up.
        basis: the documents that the row names.
        links: addresses of those documents, in the same order as far as given.
        state: the state that the row names.
        unknown: columns that are no field of a pair and are kept as extra fields.
    """

    pair: QaPair
    basis: tuple[Basis, ...]
    links: tuple[str, ...]
    state: PairState | None
    unknown: tuple[str, ...]


def read_row(row: Mapping[str, Any], where: str, number: int) -> RowPair:
    """Return the draft pair of a row and what else the row says.

    Args:
        row: cell values by column name; unknown columns are kept in `extra`.
        where: the file's name, for errors.
        number: the row's number as a person counts it.

    Raises:
        BadRow: the question or the answer is missing or too long, or a value cannot be read.
    """
    cells = _Cells(row, where, number)
    question, numbered = cells.questions()
    details = cells.details()
    if not question:
        raise BadRow(where, number, "row_without_question")
    if not details and not cells.text("summary"):
        raise BadRow(where, number, "row_without_answer")
    if len(question) > QUESTION_CHARACTERS or sum(map(len, details.values())) > ANSWER_CHARACTERS:
        raise BadRow(where, number, "row_too_long", question=QUESTION_CHARACTERS, answer=ANSWER_CHARACTERS)
    similar = [each for each in (*cells.several("similar", _SEVERAL, _LINES), *numbered) if each != question]
    pair = QaPair(
        question=question,
        summary=cells.text("summary") or first_sentences(next(iter(details.values()))),
        similar=tuple(dict.fromkeys(similar)),
        detail=details,
        keywords=tuple(cells.several("keywords", _KEYWORDS)),
        facet=cells.facet(),
        effective_on=cells.day("effective_on"),
        expires_on=cells.day("expires_on"),
        reviewed_on=cells.day("reviewed_on"),
        speech=cells.text("speech"),
        internal_note=cells.text("internal_note"),
        author=cells.text("author"),
        reviewer=cells.text("reviewer"),
        is_demo=cells.text("is_demo").lower() in YES,
        state=PairState.DRAFT,
        extra=cells.extra,
        external_id=cells.optional("external_id"),
        department=cells.optional("department"),
        phone=cells.optional("phone"),
        region=cells.optional("region"),
        audience=cells.optional("audience"),
        category=cells.optional("category"),
        material_kind=cells.optional("material_kind"),
    )
    return RowPair(pair, cells.basis(), cells.lines("link"), cells.state(), tuple(cells.extra))


def to_pair(row: Mapping[str, Any], where: str, number: int) -> QaPair:
    """Return the draft pair of a row, see `read_row`."""
    return read_row(row, where, number).pair


def first_sentences(answer: str, limit: int = SUMMARY_CHARACTERS) -> str:
    """Return the opening of an answer: its first sentence, shortened where it is longer than `limit`."""
    first = _SENTENCE_END.split(answer.strip(), maxsplit=1)[0].split("\n", 1)[0].strip()
    return first if len(first) <= limit else first[: limit - 1] + "…"


class _Cells:
    """The cells of a row, by our names of their columns."""

    def __init__(self, row: Mapping[str, Any], where: str, number: int) -> None:
        self._where, self._number = where, number
        self._known: dict[str, Any] = {}
        self._numbered: list[str] = []
        self.extra: dict[str, str] = {}
        for column, value in row.items():
            self._sort(str(column).strip(), value)

    def _sort(self, column: str, value: Any) -> None:
        name = column_of(column)
        if name == "numbered":
            self._numbered += [_text(value)] if _text(value) else []
        elif name is not None and name not in self._known:
            self._known[name] = value
        elif _text(value):
            self.extra[column] = _listed(value)

    def text(self, name: str) -> str:
        """Return a cell as text."""
        return _text(self._known.get(name))

    def optional(self, name: str) -> str | None:
        """Return a cell as text, None where it is empty."""
        return self.text(name) or None

    def several(
        self, name: str, separators: re.Pattern[str], lines: re.Pattern[str] | None = None
    ) -> list[str]:
        """Return the values of a cell that may hold several; where it has lines and they are given, line by line."""
        value = self._known.get(name)
        text = "" if isinstance(value, list | tuple) else _text(value)
        split = lines if lines is not None and "\n" in text else separators
        items = value if isinstance(value, list | tuple) else split.split(text)
        return [text for text in map(_text, items) if text]

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of a cell, empty ones in between kept."""
        value = self._known.get(name)
        items = value if isinstance(value, list | tuple) else _text(value).split("\n")
        found = [_text(each) for each in items]
        return tuple(found) if any(found) else ()

    def questions(self) -> tuple[str, list[str]]:
        """Return the question, and the similar ones of numbered columns (question1, question2 …)."""
        question = self.text("question")
        if question:
            return question, self._numbered
        return (self._numbered[0], self._numbered[1:]) if self._numbered else ("", [])

    def details(self) -> dict[Facet, str]:
        """Return the answer by facet, in the order in which it is shown; 内容 as a whole is the note."""
        found = {
            Facet(name.removeprefix("detail:")): _text(value)
            for name, value in self._known.items()
            if name.startswith("detail:")
        }
        answer = self.text("answer") or found.get(Facet.NOTE, "")
        every = {**found, Facet.NOTE: answer}
        return {facet: every[facet] for facet in Facet if every.get(facet)}

    def basis(self) -> tuple[Basis, ...]:
        """Return the documents that the row names, each with its clause."""
        documents, clauses = self.lines("doc_number"), self.lines("clause")
        if len(documents) == 1 and len(clauses) > 1:
            documents *= len(clauses)
        if clauses and len(clauses) > len(documents):
            raise BadRow(
                self._where, self._number, "row_clauses", clauses=len(clauses), documents=len(documents)
            )
        padded = [*clauses, *[""] * (len(documents) - len(clauses))]
        pairs = zip(documents, padded, strict=True)
        return tuple(Basis(document, clause or None) for document, clause in pairs if document)

    def facet(self) -> Facet | None:
        """Return what the question asks."""
        return self._named("facet", facet_named, "row_bad_facet")

    def state(self) -> PairState | None:
        """Return the state that the row names."""
        return self._named("state", state_named, "row_bad_state")

    def _named(self, name: str, read: Callable[[str], T | None], reason: str) -> T | None:
        text = self.text(name)
        found = read(text) if text else None
        if text and found is None:
            raise BadRow(self._where, self._number, reason, value=text)
        return found

    def day(self, name: str) -> date | None:
        """Return a cell as a day."""
        value = self._known.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = _text(value)
        if not text:
            return None
        match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?", text)
        try:
            if match is None:
                raise ValueError(text)
            return date(*(int(part) for part in match.groups()))
        except ValueError as error:
            raise BadRow(self._where, self._number, "row_bad_date", value=text) from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each in "\n\t" or each.isprintable()).strip()


def _listed(value: Any) -> str:
    return "\n".join(map(_text, value)) if isinstance(value, list | tuple) else _text(value)
