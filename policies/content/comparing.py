"""An older and a newer text side by side, clause by clause, with the words that differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from policies.content.model import Clause, Policy

LEAST_LIKENESS = 0.45
# Fewer equal characters between two changes are part of the change: 三百 → 四百 is not 三 → 四.
LEAST_EQUAL = 2
# Clauses whose places differ by more are not compared, so that long documents do not take minutes.
MOST_APART = 40
# A number is one thing: 720元 became 920元, not 7 became 9.
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|.", re.DOTALL)
_COUNTER = re.compile(
    r"^(?:第[一二三四五六七八九十百零]+[章节条款项]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．])\s*"
)


class Change(StrEnum):
    """What became of a clause."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a clause's text, and whether the other text has it too."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One clause of the older text beside one of the newer; empty on the side that has none."""

    change: Change
    old_path: str | None
    new_path: str | None
    old: tuple[Part, ...]
    new: tuple[Part, ...]


def compare(old: Policy, new: Policy) -> tuple[Row, ...]:
    """Return all clauses of both texts, in the order of the newer; a clause that is gone stands where it stood."""
    likeness = _likeness(old.clauses, new.clauses)
    return tuple(
        _row(old.clauses[i] if i is not None else None, new.clauses[j] if j is not None else None)
        for i, j in _aligned(likeness, len(old.clauses), len(new.clauses))
    )


def _likeness(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> list[list[float]]:
    ours, theirs = [_bare(each.text) for each in old], [_bare(each.text) for each in new]
    rows: list[list[float]] = []
    for one in ours:
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(one)
        middle = len(rows) * len(theirs) / len(ours)
        near = range(max(0, round(middle) - MOST_APART), round(middle) + MOST_APART + 1)
        rows.append([_ratio(matcher, other) if j in near else 0.0 for j, other in enumerate(theirs)])
    return rows


def _ratio(matcher: SequenceMatcher[str], other: str) -> float:
    matcher.set_seq1(other)
    if matcher.real_quick_ratio() < LEAST_LIKENESS or matcher.quick_ratio() < LEAST_LIKENESS:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= LEAST_LIKENESS else 0.0


def _aligned(likeness: list[list[float]], rows: int, columns: int) -> list[tuple[int | None, int | None]]:
    """Pair clauses in order so that the sum of likeness is greatest (Needleman and Wunsch 1970, gaps cost nothing)."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else -1.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    steps: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            steps.append((i, j))
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            steps.append((i, None))
            i += 1
        else:
            steps.append((None, j))
            j += 1
    return steps


def _row(old: Clause | None, new: Clause | None) -> Row:
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.REMOVED
        return Row(change, _path(old), _path(new), _whole(old), _whole(new))
    if _bare(old.text) == _bare(new.text):
        return Row(Change.SAME, old.path, new.path, _whole(old, False), _whole(new, False))
    ours, theirs = _parts(old.text, new.text)
    return Row(Change.CHANGED, old.path, new.path, ours, theirs)


def _parts(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    ours: list[Part] = []
    theirs: list[Part] = []
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        is_edge = a == 0 or b == len(left)
        differs = tag != "equal" or (b - a < LEAST_EQUAL and not is_edge)
        _extend(ours, "".join(left[a:b]), differs)
        _extend(theirs, "".join(right[c:d]), differs)
    return tuple(ours), tuple(theirs)


def _extend(parts: list[Part], text: str, differs: bool) -> None:
    if not text:
        return
    if parts and parts[-1].differs == differs:
        text = parts.pop().text + text
    parts.append(Part(text, differs))


def _bare(text: str) -> str:
    """Return a clause without its number, which moves when another comes in before it."""
    return _COUNTER.sub("", text).strip()


def _path(clause: Clause | None) -> str | None:
    return clause.path if clause is not None else None


def _whole(clause: Clause | None, differs: bool = True) -> tuple[Part, ...]:
    return (Part(clause.text, differs),) if clause is not None else ()
