"""The passages of an interpretation: its sections, or its questions with their answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from policies.content.model import Clause
from policies.ingest.clauses import split_clauses
from policies.ingest.tree import PREFACE

_SECTION = re.compile(r"#{2,6}\s+(?P<heading>.+?)\s*#*$")
_QUESTION = re.compile(
    r"(?:#{1,6}\s+)?(?:\*\*)?\s*(?:(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、]\s*)?"
    r"(?:问\s*\d{0,2}|[QＱ]\s*\d{0,2})\s*[:：.、]\s*(?P<heading>.+?)(?:\*\*)?$"
)


def split_passages(text: str) -> tuple[Clause, ...]:
    """Return an interpretation's passages as clauses: `heading` names one, `path` tells it apart.

    Sections (## …) and questions (问：…) divide the text; where it has neither, its clause numbers do.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headings = [_heading(line) for line in lines]
    if not any(headings):
        return split_clauses(text)
    passages: list[tuple[str, list[str]]] = []
    for line, heading in zip(lines, headings, strict=True):
        if heading or not passages:
            passages.append((heading or "", []))
        passages[-1][1].append(line.lstrip("# ").rstrip("# ") if heading else line)
    return tuple(_clauses(passages))


def _clauses(passages: list[tuple[str, list[str]]]) -> Iterator[Clause]:
    seen: Counter[str] = Counter()
    for heading, lines in passages:
        name = heading or PREFACE
        seen[name] += 1
        path = name if seen[name] == 1 else f"{name}〔{seen[name]}〕"
        yield Clause(path, "\n".join(lines), heading=heading)


def _heading(line: str) -> str | None:
    found = _QUESTION.match(line) or _SECTION.match(line)
    return found["heading"].strip(" *") if found else None
