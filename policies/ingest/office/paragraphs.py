"""A Word document's lines in their order: paragraphs with the numbers that Word shows, tables row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from policies.ingest.office.numbering import Numbering
from policies.ingest.tables import LONGEST_REPEATED, table_lines

Element = Any

_WRAPPERS = frozenset(
    (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml"), qn("w:moveTo"))
)
_PARAGRAPH, _TABLE, _TEXT_BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset((qn("w:del"), qn("w:moveFrom"), _TWICE))
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def body_lines(body: Element, numbering: Numbering) -> Iterator[str]:
    """Give the lines of a document's body; what was struck out (修订) is left out, what was put in stays."""
    for each in body:
        if each.tag == _PARAGRAPH:
            yield from _paragraph_lines(each, numbering)
        elif each.tag == _TABLE:
            yield from _table(each, numbering)
        elif each.tag in _WRAPPERS:
            yield from body_lines(each, numbering)


def _paragraph_lines(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    text = paragraph_text(paragraph)
    if text.strip():
        lines = (numbering.number(paragraph) + text.strip()).split("\n")
        yield from (line.strip() for line in lines if line.strip())
    for box in _text_boxes(paragraph):
        yield from body_lines(box, numbering)


def paragraph_text(paragraph: Element) -> str:
    """Return a paragraph's text as it stands after all changes, its text boxes left out."""
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == _TEXT_BOX:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS and child.getparent().tag == qn("w:r"):
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iter(_TEXT_BOX):
        if not any(above.tag in _GONE for above in box.iterancestors()):
            yield box


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    rows = [list(_cells(row, numbering)) for row in _inside(table, qn("w:tr"))]
    if all(len(row) <= 1 for row in rows):
        yield from (line for row in rows for _, text, _ in row for line in text.split("\n") if line.strip())
        return
    yield from table_lines(_grid(rows))


def _cells(row: Element, numbering: Numbering) -> Iterator[tuple[int, str, bool]]:
    """Give (columns it spans, text, whether it goes on from the row above) of each cell."""
    for cell in _inside(row, qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        span, merge = 1, None
        if properties is not None:
            declared, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
            span = int(declared.get(qn("w:val"), 1)) if declared is not None else 1
        goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
        yield min(span, 200), "\n".join(body_lines(cell, numbering)), goes_on


def _grid(rows: list[list[tuple[int, str, bool]]]) -> Iterator[list[str]]:
    """Give the rows; a short cell that goes on below is repeated, so that a row can be read alone."""
    above: dict[int, str] = {}
    for row in rows:
        line: list[str] = []
        for span, text, goes_on in row:
            shown = above.get(len(line), "") if goes_on else text
            above[len(line)] = shown if len(shown) <= LONGEST_REPEATED else ""
            line += [shown, *[""] * (span - 1)]
        yield line


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Give the children of a kind, those inside a content control or a tracked insertion too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
