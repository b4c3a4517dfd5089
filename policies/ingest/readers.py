"""One door for every format: a path in, a parsed document out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from policies.errors import UnreadableFile
from policies.ingest.markdown import read_markdown
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile, open_raw
from policies.ingest.text_notice import read_text_notice

Reader = Callable[[RawFile], ParsedDocument]


def _later(module: str, name: str, file: RawFile) -> ParsedDocument:
    """Read with a reader whose libraries are loaded when the first such file comes."""
    reader: Reader = getattr(import_module(f"policies.ingest.{module}"), name)
    return reader(file)


_read_web_page = partial(_later, "web_page", "read_web_page")
READERS: dict[str, Reader] = {
    ".txt": read_text_notice,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": _read_web_page,
    ".htm": _read_web_page,
    ".shtml": _read_web_page,
    ".docx": partial(_later, "office.word", "read_word"),
    ".pdf": partial(_later, "pdf.reader", "read_pdf"),
    ".xlsx": partial(_later, "office.workbook", "read_workbook"),
}
# What offices still send, and what it should be saved as.
OLD_FORMATS = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".rtf": ".docx",
    ".xls": ".xlsx",
    ".et": ".xlsx",
    ".ofd": ".pdf",
}


def read(path: Path) -> ParsedDocument:
    """Read a document; its suffix says how, and its content must be what the suffix says.

    Raises:
        UnreadableFile: no reader for the suffix, a file that cannot be read as what it says it is,
            broken or unknown declarations, nothing to read, or a document that may not be disclosed.
    """
    refuse_unknown(path.name)
    return read_file(open_raw(path))


def read_file(file: RawFile) -> ParsedDocument:
    """Read a document from its bytes; as `read`."""
    refuse_unknown(file.name)
    return READERS[file.suffix](file)


def refuse_unknown(name: str) -> None:
    """Refuse a file for whose suffix there is no reader.

    Raises:
        UnreadableFile: "old_format", or "unsupported_format".
    """
    suffix = Path(name).suffix.lower()
    if suffix in OLD_FORMATS:
        raise UnreadableFile(name, "old_format", suffix=suffix, better=OLD_FORMATS[suffix])
    if suffix not in READERS:
        raise UnreadableFile(name, "unsupported_format", suffix=suffix or "-", formats="、".join(READERS))
