"""The clause tree while its lines come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policies.ingest import tail
from policies.ingest.markers import Marker, Style, read_marker
from policies.ingest.order import Node, Order

PREFACE, WHOLE, TAIL = "前言", "正文", "结尾"
_SHORT_LINE = 40


@dataclass(slots=True)
class Tree:
    """The nodes so far, in order. `lists_annexes`: the lines are a list of annexes, no clauses."""

    nodes: list[Node] = field(default_factory=list)
    order: Order = field(default_factory=Order)
    annex: str = ""
    lists_annexes: bool = False
    contents: set[str] | None = None

    def add(self, line: str) -> None:
        """Take the next line."""
        if self._is_contents(line):
            self._continue(line)
        elif tail.may_close(line) and (label := tail.annex_label(line)) is not None:
            self._open_annex(line, label)
        elif tail.may_close(line) and (tail.is_annex_list(line) or tail.is_closing(line)):
            self._close_clauses(line)
        elif (marker := read_marker(line)) is not None and self._fits(marker):
            self._open_clause(line, marker)
        else:
            self._continue(line)

    def close(self) -> None:
        """Name a document without numbers, and part the last clause from what follows it."""
        if len(self.nodes) == 1 and self.nodes[0].path == PREFACE:
            self.nodes[0].path = WHOLE
            self._part_signature()
        self._part_closing_paragraphs()

    def _is_contents(self, line: str) -> bool:
        """Whether the line belongs to a table of contents (目录), whose chapters come again below it."""
        if line.startswith("目") and re.fullmatch(r"目\s*录", line):
            self.contents = set()
            return True
        if self.contents is None:
            return False
        marker = read_marker(line)
        if line in self.contents or marker is None or not marker.style.is_division:
            self.contents = None
            return False
        self.contents.add(line)
        return True

    def _continue(self, line: str) -> None:
        if not self.nodes:
            self.nodes.append(Node(PREFACE, 0, []))
        self.nodes[-1].lines.append(line)
        self._part_signature()

    def _part_signature(self) -> None:
        """Move a signature with its date out of the clause above it; a new order of numbers may follow."""
        node = self.nodes[-1]
        first = 0 if node.path in (PREFACE, WHOLE, TAIL) else 1
        start = tail.signature_start(node.lines[first:])
        if start is None:
            return
        self.lists_annexes = False
        self.order.open.clear()
        if node.path not in (PREFACE, TAIL) and first + start > 0:
            moved = node.lines[first + start :]
            del node.lines[first + start :]
            self.nodes.append(Node(TAIL, 0, moved))

    def _close_clauses(self, line: str) -> None:
        self.lists_annexes = tail.is_annex_list(line)
        if self.nodes and self.nodes[-1].path not in (PREFACE, TAIL):
            self.nodes.append(Node(TAIL, 0, [line]))
        else:
            self._continue(line)

    def _open_annex(self, line: str, label: str) -> None:
        self.annex, self.lists_annexes = label, False
        self.order.open.clear()
        self.nodes.append(Node(label, 0, [line]))

    def _fits(self, marker: Marker) -> bool:
        is_listed = self.lists_annexes and not (marker.style.is_division or marker.style is Style.ARTICLE)
        return not is_listed and self.order.fits(marker, after_whole_line=self._is_last_line_whole())

    def _is_last_line_whole(self) -> bool:
        """Whether the line before is short or ends as a sentence does, so that a clause can begin."""
        line = self._last_line()
        return len(line) <= _SHORT_LINE or bool(re.search(r"[。；;：:！？!?)）】》”’.…]$", line))

    def _last_line(self) -> str:
        return self.nodes[-1].lines[-1] if self.nodes else ""

    def _open_clause(self, line: str, marker: Marker) -> None:
        parent = self.order.place(marker, is_introduced=self._last_line().endswith(("：", ":")))
        stem = self.annex if parent is None or marker.style is Style.ARTICLE else parent.path
        level = len(self.order.open) + bool(self.annex)
        node = Node(stem + marker.label, level, [line], marker)
        self.nodes.append(node)
        self.order.open.append(node)
        self.lists_annexes = False

    def _part_closing_paragraphs(self) -> None:
        """Part closing paragraphs from a notice's last clause.

        A paragraph about the document's validity closes it; so does any paragraph where no other
        clause of the same numbering has more than its one line.
        """
        numbered = [node for node in self.nodes if node.marker is not None]
        if not numbered or numbered[-1].marker is None or not numbered[-1].marker.style.is_outline:
            return
        last, style = numbered[-1], numbered[-1].marker.style
        alike = [node for node in numbered[:-1] if node.has_style(style)]
        first = next((i for i, line in enumerate(last.lines) if i and tail.says_in_force(line)), None)
        if alike and all(len(node.lines) == 1 for node in alike) and not last.lines[0].endswith(("：", ":")):
            first = 1
        if first is not None and first < len(last.lines):
            self._move_to_tail(last, first)

    def _move_to_tail(self, node: Node, first: int) -> None:
        moved = node.lines[first:]
        del node.lines[first:]
        after = self.nodes.index(node) + 1
        if after < len(self.nodes) and self.nodes[after].path == TAIL:
            self.nodes[after].lines[:0] = moved
        else:
            self.nodes.insert(after, Node(TAIL, 0, moved))
