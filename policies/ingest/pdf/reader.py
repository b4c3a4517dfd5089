"""PDF files with a text layer; scanned ones are told from them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from policies.errors import UnreadableFile
from policies.ingest.parsed import ParsedDocument
from policies.ingest.pdf.layout import Line, paragraphs
from policies.ingest.source import RawFile, sniff
from policies.ingest.tables import table_lines
from policies.ingest.text_notice import read_lines

MOST_PAGES = 2000
_LEAST_PER_PAGE = 10
_BROKEN = (
    PdfminerException,
    PDFException,
    PSException,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RecursionError,
)


def read_pdf(file: RawFile) -> ParsedDocument:
    """Return the parsed document.

    Raises:
        UnreadableFile: empty, no PDF, broken, locked by a password, too long, or without a text layer
            ("scanned_pdf"); else as for `read_lines`.
    """
    return read_lines(file.holding("\n".join(pdf_lines(file))))


def pdf_lines(file: RawFile) -> list[str]:
    """Return the paragraphs and table rows of a PDF."""
    if not file.content:
        raise UnreadableFile(file.name, "empty_file")
    if b"%PDF-" not in file.content[:1024]:
        raise UnreadableFile(file.name, "other_than_its_name", kind=sniff(file.content) or "TXT")
    try:
        with pdfplumber.open(io.BytesIO(file.content)) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableFile(file.name, "too_many_pages", most=MOST_PAGES)
            pages = [list(_page(page)) for page in document.pages]
            pictures = any(page.images for page in document.pages)
    except _BROKEN as error:
        is_locked = any(
            isinstance(each, PDFPasswordIncorrect) for each in (error, *error.args, error.__cause__)
        )
        raise UnreadableFile(file.name, "encrypted_file" if is_locked else "not_pdf") from error
    letters = sum(len(line.text.strip()) for page in pages for line in page)
    if not letters or (pictures and letters < _LEAST_PER_PAGE * len(pages)):
        raise UnreadableFile(file.name, "scanned_pdf" if pictures else "no_body")
    return paragraphs(pages)


def _page(page: Any) -> Iterator[Line]:
    """Give a page's lines and table rows from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.columns) > 1]
    text = page
    for table in tables:
        text = text.outside_bbox(table.bbox) if _fits(table.bbox, page.bbox) else text
    found = [(line["top"], [_line(line, page)]) for line in text.extract_text_lines(return_chars=True)]
    for table in tables:
        rows = [[cell or "" for cell in row] for row in table.extract()]
        found.append((table.bbox[1], [Line(line, is_row=True) for line in table_lines(rows)]))
    for _, lines in sorted(found, key=lambda each: each[0]):
        yield from (line for line in lines if line.text.strip())
    page.close()


def _fits(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _line(line: dict[str, Any], page: Any) -> Line:
    size = line["chars"][0]["size"] if line["chars"] else 12.0
    return Line(
        line["text"].strip(),
        line["x0"],
        line["x1"],
        line["top"] / float(page.height),
        size,
        float(page.width),
    )
