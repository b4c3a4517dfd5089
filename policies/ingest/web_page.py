"""Government web pages: the document in the page, without menus and footers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree, html

from policies.errors import UnreadableFile
from policies.ingest.document import Parts, assemble
from policies.ingest.header import field_values
from policies.ingest.html.body import find_body
from policies.ingest.html.chrome import is_chrome
from policies.ingest.html.lines import lines_of
from policies.ingest.html.page import Page
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile, characters, sniff
from policies.ingest.title import take_known_title
from policies.ingest.values import Values

_LOOKS_LIKE_HTML = re.compile(r"<\s*(?:!doctype|html|head|body|div|p|table|meta|span)\b", re.IGNORECASE)


def read_web_page(file: RawFile) -> ParsedDocument:
    """Return the parsed document of a page; its declared title and date count.

    Raises:
        UnreadableFile: no web page, or one without a text of its own; else as for `assemble`.
    """
    kind = sniff(file.content)
    if kind not in (None, "HTML/XML"):
        raise UnreadableFile(file.name, "other_than_its_name", kind=kind)
    return read_page(file, characters(file.content, file.name))


def read_page(file: RawFile, text: str, declared: Mapping[str, str] | None = None) -> ParsedDocument:
    """Return the parsed document of a page whose text is known; else as `read_web_page`.

    `declared` holds values that are known from elsewhere; they count before those of the page.
    """
    root = _parsed(file.name, text)
    body = find_body(root)
    lines = [line for line in lines_of(body) if not is_chrome(line)] if body is not None else []
    if not lines:
        raise UnreadableFile(file.name, "page_without_body")
    page = Page(root, body)
    header = page.header()
    said = {"title": page.title(), "published_on": page.published_on(), "source_url": page.address()}
    values = {
        **field_values(header),
        **{name: value for name, value in said.items() if value},
        **(declared or {}),
    }
    top = take_known_title(lines, values.get("title"))
    return assemble(
        Parts(
            source=file.holding("\n".join(lines)),
            values=Values(file.name, values),
            body="\n".join(top.rest),
            title=top.title,
            doc_number=top.doc_number,
            header=header,
            links=tuple(page.attachments()),
            source_agency=page.source(),
        )
    )


def _parsed(name: str, text: str) -> object:
    if not _LOOKS_LIKE_HTML.search(text):
        raise UnreadableFile(name, "other_than_its_name", kind="TXT")
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(encoding=None))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(name, "page_without_body") from error
