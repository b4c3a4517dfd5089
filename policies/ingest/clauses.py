"""The clauses of a document, from the numbers at the beginnings of its lines.

Only a line's beginning can open a clause, and only where its number fits the order: what a
sentence mentions ("按照（二）项规定", "1.5 倍") stays part of the sentence. Every character of the
text is in exactly one clause, in order.

Paths: "一(二)1(1)" in notices; "第十二条", "第十二条(三)" in statutes, whose chapters are
"第二章" and "第二章第一节"; "前言" before the first number, "结尾" after the last; "正文" where
nothing is numbered; "附件1第三条" in an annex. A path that occurs again gets 〔2〕.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from policies.content.model import Clause
from policies.ingest.heading import heading_of
from policies.ingest.markers import read_marker
from policies.ingest.order import Node
from policies.ingest.responsibilities import responsibilities, without_marks
from policies.ingest.tree import Tree


def split_clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of `text` in order, parents before their children."""
    tree = Tree()
    for line in text.splitlines():
        if line.strip():
            tree.add(line.strip())
    tree.close()
    return tuple(_clauses(tree.nodes))


def clause_of(path: str, level: int, text: str, heading: str) -> Clause:
    """Return a clause of which path, level and heading are known; its responsibilities are read from its text."""
    node = Node(path, level, text.split("\n"), read_marker(text))
    marks = responsibilities(text, _sentences_start(node, heading), heading)
    return Clause(path, text, level, heading, marks)


def _clauses(nodes: list[Node]) -> Iterator[Clause]:
    seen: Counter[str] = Counter()
    for node, following in zip_longest(nodes, nodes[1:]):
        has_child = following is not None and following.level > node.level
        seen[node.path] += 1
        text, heading = "\n".join(node.lines), _heading(node, has_child=has_child)
        yield Clause(
            path=node.path if seen[node.path] == 1 else f"{node.path}〔{seen[node.path]}〕",
            text=text,
            level=node.level,
            heading=without_marks(heading),
            responsibilities=responsibilities(text, _sentences_start(node, heading), heading),
        )


def _heading(node: Node, *, has_child: bool) -> str:
    if node.marker is None:
        return ""
    first = without_marks(node.lines[0])
    return heading_of(first, node.marker, has_more=has_child or len(node.lines) > 1)


def _sentences_start(node: Node, heading: str) -> int:
    """Return where the sentences begin after the clause's number and its heading in the same line."""
    if node.marker is None:
        return 0
    start = node.marker.end
    ends = node.lines[0].find(heading, start) + len(heading) if heading else start
    return ends if node.lines[0][ends:].strip(" 。：:") else start
