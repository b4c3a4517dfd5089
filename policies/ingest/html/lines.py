"""An element's text as a reader sees it: one line a block, tables row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policies.ingest.html.chrome import SILENT_TAGS
from policies.ingest.html.grid import grid_of, is_layout
from policies.ingest.tables import table_lines

Element = Any  # lxml's own types are not published

_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
     "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
     "var", "wbr")
)  # fmt: skip
_BLANKS = re.compile(r"[\s\u00a0\u3000]+")
_BROKEN_BY_SOURCE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_BREAK = "\x00"
_DEEPEST = 200


def lines_of(element: Element) -> list[str]:
    """Return the lines of an element, blanks collapsed, empty ones left out."""
    text = "".join(_pieces(element, 0))
    lines = (_BLANKS.sub(" ", _BROKEN_BY_SOURCE.sub("", line)).strip() for line in text.split(_BREAK))
    return [line for line in lines if line]


def text_of(element: Element) -> str:
    """Return an element's text in one line."""
    return " ".join(lines_of(element))


def is_silent(element: Element) -> bool:
    """Tell an element that shows no text: a comment, a script, one that is hidden."""
    if not isinstance(element.tag, str) or element.tag in SILENT_TAGS:
        return True
    return "hidden" in element.attrib or bool(
        re.search(r"display\s*:\s*none", element.get("style", ""), re.IGNORECASE)
    )


def _pieces(element: Element, depth: int) -> Iterator[str]:
    if is_silent(element):
        return
    if depth > _DEEPEST:
        yield f"{_BREAK}{''.join(element.itertext())}{_BREAK}"
        return
    if element.tag == "table" and not is_layout(element):
        yield from (f"{_BREAK}{line}" for line in table_lines(grid_of(element, text_of)))
        yield _BREAK
        return
    if element.tag == "br":
        yield _BREAK
        return
    edge = "" if element.tag in _INLINE else _BREAK
    yield edge
    yield (element.text or "").replace(_BREAK, "")
    for child in element:
        yield from _pieces(child, depth + 1)
        yield (child.tail or "").replace(_BREAK, "")
    yield edge
