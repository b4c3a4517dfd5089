"""A clause tree on an editor's table: each clause knows which clauses of the stored text it was.

Pairs cite a clause by its path. While clauses are renumbered, split and joined, `was` keeps what a path meant, so
that a citation follows its clause and not its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policies.content.comparing import compare
from policies.content.model import Clause, Policy
from policies.errors import InputError
from policies.ingest.clauses import clause_of
from policies.ingest.markers import read_marker

LONGEST_PATH = 128
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A clause on the table.

    Attributes:
        path: its name in full, as in `Clause`; so are `level`, `heading` and `text`.
        was: paths of the clauses of the stored text that it was; none for a new one.
        lines: which lines of the printed text it came from.
    """

    path: str
    level: int
    heading: str
    text: str
    was: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    def to_clause(self) -> Clause:
        """Return the clause, its responsibilities read from its text."""
        return clause_of(self.path, self.level, self.text, self.heading)


Nodes = tuple[Node, ...]


def nodes_of(clauses: Sequence[Clause], stored: Policy | None = None) -> Nodes:
    """Return clauses as they come onto the table.

    Where they are another text than the stored one, each is taken for the stored clause that it is most like.
    """
    if stored is None:
        return tuple(_node(each) for each in clauses)
    if [(each.path, each.text) for each in clauses] == [(each.path, each.text) for each in stored.clauses]:
        return tuple(_node(each, (each.path,)) for each in clauses)
    rows = compare(stored, replace(stored, clauses=tuple(clauses)))
    were = {row.new_path: (row.old_path,) for row in rows if row.new_path and row.old_path}
    return tuple(_node(each, were.get(each.path, ())) for each in clauses)


def edited(nodes: Nodes, index: int, path: str, heading: str, text: str) -> Nodes:
    """Return the tree with one clause named and worded anew; what stands under it is renamed along.

    Raises:
        InputError: there is no such clause, path or text are empty or too long, another clause has the path.
    """
    before = _at(nodes, index)
    path, text = path.strip(), text.replace("\r\n", "\n").strip()
    if not path or len(path) > LONGEST_PATH:
        raise InputError(before.path, "clause_path", most=LONGEST_PATH)
    if not text:
        raise InputError(before.path, "clause_without_text", path=before.path)
    below = _below(nodes, index)
    renamed = [
        replace(each, path=path + each.path.removeprefix(before.path))
        if n in below and each.path.startswith(before.path)
        else each
        for n, each in enumerate(nodes)
    ]
    renamed[index] = replace(before, path=path, heading=heading.strip(), text=text)
    return checked(tuple(renamed))


def split(nodes: Nodes, index: int, at: int) -> Nodes:
    """Return the tree with a clause parted before the character `at`; the first part stays what it was.

    Raises:
        InputError: there is no such clause, or nothing would be left on one side.
    """
    node = _at(nodes, index)
    first, second = node.text[:at].rstrip(), node.text[at:].lstrip()
    if not first or not second:
        raise InputError(node.path, "clause_split_nowhere")
    cut = first.count("\n") + (0 if node.text[:at].endswith("\n") else 1)
    path = _free(nodes, _path_of(nodes, node, second))
    parted = Node(path, node.level, "", second, (), node.lines[max(0, cut - 1) :] or node.lines)
    kept = replace(node, text=first, lines=node.lines[: max(1, cut)])
    return (*nodes[:index], kept, parted, *nodes[index + 1 :])


def joined(nodes: Nodes, index: int) -> Nodes:
    """Return the tree with a clause joined to the one before it, which keeps its name and was both.

    Raises:
        InputError: there is no such clause, or none before it.
    """
    node = _at(nodes, index)
    if index == 0:
        raise InputError(node.path, "clause_first")
    before = nodes[index - 1]
    both = replace(
        before,
        text=f"{before.text}\n{node.text}",
        was=(*before.was, *node.was),
        lines=tuple(sorted({*before.lines, *node.lines})),
    )
    return (*nodes[: index - 1], both, *nodes[index + 1 :])


def shifted(nodes: Nodes, index: int, by: int) -> Nodes:
    """Return the tree with a clause and all below it `by` levels deeper (1) or higher (-1).

    Raises:
        InputError: there is no such clause, or it would stand under nothing.
    """
    node = _at(nodes, index)
    level = node.level + by
    highest = nodes[index - 1].level + 1 if index else 0
    if not 0 <= level <= min(highest, DEEPEST):
        raise InputError(node.path, "clause_level")
    below = _below(nodes, index)
    return tuple(
        replace(each, level=each.level + by) if n == index or n in below else each
        for n, each in enumerate(nodes)
    )


def removed(nodes: Nodes, index: int) -> Nodes:
    """Return the tree without a clause: what is no text of the document, such as a page's foot.

    Raises:
        InputError: there is no such clause, or it is the last one.
    """
    node = _at(nodes, index)
    if len(nodes) == 1:
        raise InputError(node.path, "clause_last")
    return checked((*nodes[:index], *nodes[index + 1 :]))


def checked(nodes: Nodes) -> Nodes:
    """Return the tree if its paths are all different.

    Raises:
        InputError: two clauses have one path, or there is no clause.
    """
    if not nodes:
        raise InputError("", "document_without_clauses")
    seen: set[str] = set()
    for each in nodes:
        if each.path in seen:
            raise InputError(each.path, "clause_path_taken", path=each.path)
        seen.add(each.path)
    return nodes


def _node(clause: Clause, was: tuple[str, ...] = ()) -> Node:
    return Node(clause.path, clause.level, clause.heading, clause.text, was)


def _at(nodes: Nodes, index: int) -> Node:
    if not 0 <= index < len(nodes):
        raise InputError(str(index), "clause_gone")
    return nodes[index]


def _below(nodes: Nodes, index: int) -> range:
    end = index + 1
    while end < len(nodes) and nodes[end].level > nodes[index].level:
        end += 1
    return range(index + 1, end)


def _path_of(nodes: Nodes, node: Node, text: str) -> str:
    """Return the name that a parted text has by its own number, beside the clause that it was part of."""
    marker, own = read_marker(text), read_marker(node.text)
    if marker is None:
        return node.path
    if own is not None and node.path.endswith(own.label):
        return node.path.removesuffix(own.label) + marker.label
    return marker.label if not any(each.path == marker.label for each in nodes) else node.path + marker.label


def _free(nodes: Nodes, path: str) -> str:
    taken = {each.path for each in nodes}
    number, found = 2, path
    while found in taken:
        found, number = f"{path}〔{number}〕", number + 1
    return found
