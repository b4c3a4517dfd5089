"""The order of clause numbers: which number may come next, and what it stands under."""

from __future__ import annotations

from dataclasses import dataclass, field

from policies.ingest.markers import Marker, Style

_LARGEST_GAP = 3
_LARGEST_FIRST = 20


@dataclass(slots=True)
class Node:
    """A clause under construction; `marker` is None for the preface, the tail and annexes."""

    path: str
    level: int
    lines: list[str]
    marker: Marker | None = None

    def has_style(self, style: Style) -> bool:
        """Whether it is numbered in this style."""
        return self.marker is not None and self.marker.style is style


@dataclass(slots=True)
class Order:
    """The clauses that a next number may follow or stand under, outermost first."""

    open: list[Node] = field(default_factory=list)

    def fits(self, marker: Marker, *, after_whole_line: bool) -> bool:
        """Whether the number follows in its order, or may begin one.

        `after_whole_line` says that the line before ends as a sentence or heading does; without it
        only the very next number counts, for the line may have been broken inside a sentence.
        """
        last = next((node.marker for node in reversed(self.open) if node.has_style(marker.style)), None)
        is_article = marker.style is Style.ARTICLE
        if marker.is_doubtful:
            return after_whole_line and last is not None and marker.number == last.number + 1
        if last is None:
            return after_whole_line and (is_article or marker.number <= _LARGEST_FIRST)
        ahead = marker.number - last.number
        if ahead == 1 or (ahead == 0 and marker.of > last.of):
            return True
        skips = 0 < ahead <= _LARGEST_GAP or (ahead > 0 and is_article and marker.is_set_off)
        return after_whole_line and (marker.number == 1 or skips)

    def place(self, marker: Marker, *, is_introduced: bool) -> Node | None:
        """Close what the number ends and return the node it stands under, None for the uppermost.

        `is_introduced` says that the line before ends with a colon: a list begins there even where
        its numbering usually stands higher than what it is in.
        """
        depth = next((i for i, node in enumerate(self.open) if node.has_style(marker.style)), None)
        if depth is not None:
            del self.open[depth:]
        begins_list = is_introduced and marker.number == 1 and not marker.style.is_division
        while depth is None and not begins_list and self._is_below(marker.style):
            self.open.pop()
        return self.open[-1] if self.open else None

    def _is_below(self, style: Style) -> bool:
        innermost = self.open[-1].marker if self.open else None
        return innermost is not None and innermost.style > style
