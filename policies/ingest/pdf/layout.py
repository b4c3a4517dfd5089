"""From printed lines to paragraphs: page numbers and running heads go, broken lines are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policies.ingest.markers import read_marker

_PAGE_NUMBER = re.compile(
    r"[-—–―－\s·]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–―－\s·]*"
)
_EDGE = 0.12
_NARROWEST = 0.75
_ENDS = re.compile(r"[。；;：:！？!?”』」]$")
_LABEL = re.compile(r"(?:附件|附表|抄送|联系|索引号|发布机构|公开方式|文号)")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a table's row.

    Attributes:
        left, right: its ends, in points from the page's left edge.
        top: how far down the page it stands, 0 to 1.
        size: the height of its characters in points.
        page_width: in points.
        is_row: whether it is a table's row and stays as it is.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    top: float = 0.5
    size: float = 12.0
    page_width: float = 595.0
    is_row: bool = False


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of all pages in order."""
    lines = [line for page in _without_running(pages) for line in page]
    left, right = _margins(lines)
    joined: list[str] = []
    before: Line | None = None
    for line in lines:
        if (
            before is not None
            and not line.is_row
            and not before.is_row
            and _goes_on(before, line, left, right)
        ):
            joined[-1] = _glued(joined[-1], line.text)
        else:
            joined.append(line.text)
        before = line
    return joined


def _without_running(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Give the pages without page numbers and without what stands at the edge of most of them."""
    at_edge = Counter(
        text for page in pages for text in {_bare(line.text) for line in page if _is_at_edge(line)}
    )
    repeated = {text for text, count in at_edge.items() if len(pages) > 2 and count > len(pages) / 2}
    for page in pages:
        yield [
            line
            for line in page
            if not (_is_at_edge(line) and (_PAGE_NUMBER.fullmatch(line.text) or _bare(line.text) in repeated))
        ]


def _is_at_edge(line: Line) -> bool:
    return not line.is_row and not _EDGE < line.top < 1 - _EDGE


def _bare(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)


def _margins(lines: Iterable[Line]) -> tuple[float, float]:
    """Return where the text block begins and ends, from its longest lines; no page is set narrower than most."""
    printed = sorted((line for line in lines if not line.is_row), key=lambda line: line.right - line.left)
    widest = printed[-max(len(printed) // 3, 1) :]
    if not widest:
        return 0.0, 0.0
    right = max(max(line.right, _NARROWEST * line.page_width) for line in widest)
    return min(line.left for line in widest), right


def _goes_on(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph of the one before: that one is full, this one not indented."""
    is_full = before.right > right - 2.2 * before.size
    is_indented = line.left > left + 1.2 * line.size
    if not is_full or is_indented or abs(before.size - line.size) > 2:
        return False
    starts_anew = _LABEL.match(line.text) is not None or (
        read_marker(line.text) is not None and bool(_ENDS.search(before.text))
    )
    return not starts_anew


def _glued(before: str, after: str) -> str:
    """Join two parts of a broken line; between Latin words goes a blank."""
    is_latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if is_latin else before + after
