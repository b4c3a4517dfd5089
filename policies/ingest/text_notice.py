"""Notices as plain text, the way they are copied from a portal: header table, title, body."""

from __future__ import annotations

from policies.ingest.document import Parts, assemble
from policies.ingest.header import field_values, take_header
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile, Source
from policies.ingest.title import take_title
from policies.ingest.values import Values

# A table below the title, as workbooks have it: one such line may as well be the beginning of the text.
FEWEST_BELOW = 2


def read_text_notice(file: RawFile) -> ParsedDocument:
    """Return the parsed notice of a text file.

    Raises:
        UnreadableFile: no text; else as for `read_lines`.
    """
    return read_lines(file.decoded())


def read_lines(source: Source) -> ParsedDocument:
    """Return the document in a text whose lines are paragraphs; the other formats are read to such a text.

    A notice without a title of its own is called by who signed it, its kind and its day, otherwise by its
    file's name; `extra` says so.

    Raises:
        UnreadableFile: nothing below the header, or a document that may not be disclosed.
    """
    header, lines = take_header([line.strip() for line in source.text.split("\n") if line.strip()])
    top = take_title(lines)
    below, rest = take_header(top.rest)
    if len(field_values(below)) >= FEWEST_BELOW:
        header = below | header
    else:
        rest = top.rest
    return assemble(
        Parts(
            source=source,
            values=Values(source.name, field_values(header)),
            body="\n".join(rest),
            title=top.title,
            doc_number=top.doc_number,
            header=header,
        )
    )
