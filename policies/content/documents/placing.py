"""Which lines of a document's printed text stand in which clause of its tree."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

from policies.content.documents.clause_tree import Nodes


def placed(printed: str, nodes: Nodes) -> Nodes:
    """Return the tree with the numbers of the printed lines that each clause came from.

    A line that is in no clause as it is printed belongs where the lines around it do: to the clause above it. What
    stands before the first clause (header, title) belongs to none.
    """
    lines = [line.strip() for line in printed.split("\n")]
    owners = [n for n, node in enumerate(nodes) for _ in node.text.split("\n")]
    texts = [line.strip() for node in nodes for line in node.text.split("\n")]
    owner: dict[int, int] = {}
    for block in SequenceMatcher(None, lines, texts, autojunk=False).get_matching_blocks():
        owner |= {block.a + step: owners[block.b + step] for step in range(block.size)}
    found: list[list[int]] = [[] for _ in nodes]
    last = None
    for number, line in enumerate(lines):
        last = owner.get(number, last)
        if last is not None and line:
            found[last].append(number)
    return tuple(replace(node, lines=tuple(found[n])) for n, node in enumerate(nodes))
