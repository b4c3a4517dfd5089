"""Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from policies.errors import UnreadableFile
from policies.ingest.office.numbering import Numbering
from policies.ingest.office.package import checked
from policies.ingest.office.paragraphs import body_lines
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile
from policies.ingest.text_notice import read_lines


def read_word(file: RawFile) -> ParsedDocument:
    """Return the parsed document; automatic numbers, text boxes and tables are read as Word shows them.

    Raises:
        UnreadableFile: locked, broken or no Word document; else as for `read_lines`.
    """
    return read_lines(file.holding("\n".join(word_lines(checked(file)))))


def word_lines(file: RawFile) -> list[str]:
    """Return the document's lines.

    Raises:
        UnreadableFile: "not_docx".
    """
    try:
        document = docx.Document(io.BytesIO(file.content))
        parts = document.part.rels.values()
        numbered = any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in parts)
        definitions = document.part.numbering_part.element if numbered else None
        numbering = Numbering(definitions, document.styles.element)
        return list(body_lines(document.element.body, numbering))
    except (
        OpcError,
        LxmlError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableFile(file.name, "not_docx") from error
