"""A comparison of two texts as a Word file: a table with what was taken out struck through and what is new underlined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import RGBColor

from policies.content.comparing import Change, Part
from policies.content.documents.comparison import Comparison
from policies.errors import UnreadableFile
from policies.wording import say, section

FONT = "宋体"
GONE, ADDED = RGBColor(0x7D, 0x22, 0x12), RGBColor(0x0D, 0x5A, 0x55)


def write_comparison(found: Comparison, path: Path) -> None:
    """Write a comparison, clauses that stayed the same left out.

    Raises:
        UnreadableFile: it cannot be written there.
    """
    file = docx.Document()
    file.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    file.add_heading(say("comparison.title", title=found.new.title), 1)
    counts = {change.value: count for change, count in found.counts.items()}
    file.add_paragraph(say("comparison.summary", **counts))
    table = file.add_table(rows=1, cols=3, style="Table Grid")
    heads = (say("comparison.became"), _named(found.old), _named(found.new))
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for each in found.rows:
        row = each.row
        if row.change is Change.SAME:
            continue
        cells = table.add_row().cells
        cells[0].text = section("comparison.change")[row.change.value]
        _fill(cells[1], row.old, is_old=True)
        _fill(cells[2], row.new, is_old=False)
    if found.affected:
        file.add_heading(say("comparison.affected", count=len(found.affected)), 2)
        for pair in found.affected:
            file.add_paragraph(pair.question, "List Bullet")
    try:
        file.save(str(path))
    except OSError as error:
        raise UnreadableFile(str(path), "cannot_write") from error


def _named(policy: Any) -> str:
    return f"《{policy.title}》{policy.doc_number or ''}"


def _fill(cell: Any, parts: tuple[Part, ...], *, is_old: bool) -> None:
    paragraph = cell.paragraphs[0]
    for part in parts:
        run = paragraph.add_run(part.text)
        if part.differs:
            run.font.color.rgb = GONE if is_old else ADDED
            run.font.strike, run.font.underline = is_old, not is_old
