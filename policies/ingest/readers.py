"""One door for every format: a path in, a parsed document out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from policies.errors import UnreadableFile
from policies.ingest.markdown import read_markdown
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import Source, open_source
from policies.ingest.text_notice import read_text_notice

READERS: dict[str, Callable[[Source], ParsedDocument]] = {
    ".txt": read_text_notice,
    ".md": read_markdown,
    ".markdown": read_markdown,
}


def read(path: Path) -> ParsedDocument:
    """Read a document; its suffix says how, and its content must be what the suffix says.

    Raises:
        UnreadableFile: no reader for the suffix, a file that cannot be read as text, broken or
            unknown declarations, nothing to read, or a document that may not be disclosed.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            path.name, "unsupported_format", suffix=path.suffix or "-", formats="、".join(READERS)
        )
    return reader(open_source(path))
