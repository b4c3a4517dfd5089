"""A document's clauses as what they lay down: a clause with the items of its list, in sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policies.content.model import Clause, Policy
from policies.ingest.markers import read_marker
from policies.ingest.tree import PREFACE, TAIL

LONGEST_LIST = 600
LONGEST_ITEM = 80
_OPENS = ("：", ":")
_END = re.compile(r"(?<=[。！？!?])|\n+")
_MARKS = re.compile(r"（[^（）]{0,90}(?:负责|牵头|配合|参与|分工)[^（）]{0,30}）")
_RULE = re.compile(r"^\|[\s:|-]+\|$")


@dataclass(frozen=True, slots=True)
class Provision:
    """What a clause lays down.

    Attributes:
        clause: which is cited; its list belongs to it.
        above: the headings that stand over it, nearest first.
        opening: the words that open the list of which it is an item; "" where it is none.
        sentences: what it says, without numbers, headings and marks of responsibility.
        items: the items of its list, without their numbers; the one sentence is then what opens the list.
    """

    clause: Clause
    above: tuple[str, ...]
    opening: str
    sentences: tuple[str, ...]
    items: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Who is responsible, as the clause prints it in brackets: 市民政局牵头，市财政局配合; "" where it does not."""
        found = _MARKS.search(self.clause.text)
        return found[0].strip("（）") if found and self.clause.responsibilities else ""

    def stating(self, fits: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the sentences that state something: a whole list where its opening does, else the items that do."""
        if not self.items:
            return tuple(filter(fits, self.sentences))
        if fits(self.sentences[0]):
            return (f"{self.sentences[0]}{'；'.join(self.items)}。",)
        items = list(filter(fits, self.items))
        return (f"{'；'.join(items)}。",) if items else ()


def provisions(policy: Policy) -> Iterator[Provision]:
    """Give what a document lays down, clause by clause; its preface and signature lay down nothing."""
    clauses = policy.clauses
    index = 0
    while index < len(clauses):
        clause, below = clauses[index], _below(clauses, index)
        index += 1
        if clause.path in (PREFACE, TAIL) or not body(clause):
            continue
        if not below or not clause.text.rstrip().endswith(_OPENS):
            yield Provision(
                clause, _above(clauses, index - 1), _opening(clauses, index - 1), _sentences(clause)
            )
        elif _is_short(below):
            yield Provision(clause, _above(clauses, index - 1), "", (body(clause),), _items(below))
            index += len(below)


def body(clause: Clause) -> str:
    """Return a clause's words without its number, its heading and the marks of who is responsible."""
    text = clause.text.strip()
    marker = read_marker(text)
    text = text[marker.end :].strip() if marker else text
    if clause.heading and text.startswith(clause.heading):
        text = text[len(clause.heading) :].lstrip("。：: 　")
    return _MARKS.sub("", text).strip()


def _sentences(clause: Clause) -> tuple[str, ...]:
    lines = _without_tables(body(clause))
    return tuple(each for part in _END.split(lines) if (each := part.strip()))


def _items(below: Sequence[Clause]) -> tuple[str, ...]:
    return tuple(body(each).rstrip("；。;") for each in below)


def _without_tables(text: str) -> str:
    """Return a text with each table put into the sentence above it, row by row."""
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("|")]
    if not rows:
        return text
    cells = [
        "，".join(cell.strip() for cell in row.strip("| ").split("|") if cell.strip())
        for row in rows[1:]
        if not _RULE.match(row.strip())
    ]
    plain = [line for line in lines if not line.startswith("|")]
    return "".join([plain[0] if plain else "", "；".join(cells), "。\n", *plain[1:]])


def _below(clauses: Sequence[Clause], index: int) -> list[Clause]:
    found = []
    for each in clauses[index + 1 :]:
        if each.level <= clauses[index].level:
            break
        found.append(each)
    return found


def _is_short(items: Sequence[Clause]) -> bool:
    lengths = [len(body(each)) for each in items]
    return sum(lengths) <= LONGEST_LIST and sum(lengths) / len(lengths) <= LONGEST_ITEM


def _parents(clauses: Sequence[Clause], index: int) -> Iterator[Clause]:
    level = clauses[index].level
    for each in reversed(clauses[:index]):
        if each.level < level:
            level = each.level
            yield each


def _above(clauses: Sequence[Clause], index: int) -> tuple[str, ...]:
    own = clauses[index].heading
    return tuple(each for each in (own, *(parent.heading for parent in _parents(clauses, index))) if each)


def _opening(clauses: Sequence[Clause], index: int) -> str:
    parent = next(_parents(clauses, index), None)
    return body(parent) if parent is not None and parent.text.rstrip().endswith(_OPENS) else ""
