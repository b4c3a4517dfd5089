"""Markdown documents with YAML front matter: policies and interpretations."""

from __future__ import annotations

import re

from policies.ingest.document import Parts, assemble
from policies.ingest.front_matter import take_front_matter
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile, Source
from policies.ingest.title import take_title
from policies.ingest.values import Values

_TITLE = re.compile(r"#\s+(?P<title>.+?)\s*#*$")
_RULE = re.compile(r"(?:[-*_]\s*){3,}$")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+)?"), ""),
    (re.compile(r"!\[[^\[\]]{0,200}\]\([^()]{0,500}\)"), ""),
    (re.compile(r"\[([^\[\]]{1,200})\]\((?:https?:|/|#|mailto:)[^()]{0,500}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([.()\[\]*_#>+-])"), r"\1"),
)


def read_markdown(file: RawFile) -> ParsedDocument:
    """Return the parsed document of a markdown file.

    Raises:
        UnreadableFile: no text; else as for `read_marked_up`.
    """
    return read_marked_up(file.decoded())


def read_marked_up(source: Source) -> ParsedDocument:
    """Return the parsed document; its `# title` counts where the front matter declares none.

    Raises:
        UnreadableFile: broken front matter, a value in it that cannot be read, no text below it, or a
            document that may not be disclosed.
    """
    printed, text = take_front_matter(source.text, source.name)
    lines = [line.strip() for line in text.split("\n") if line.strip() and not _RULE.match(line.strip())]
    title = _title(lines)
    if title is not None and printed.get("title", title) == title:
        lines = lines[1:]
    plain = [stripped for line in lines if (stripped := unmarked(line))]
    top = take_title(plain) if title is None and not printed.get("title") else None
    return assemble(
        Parts(
            source=source,
            values=Values(source.name, printed, is_strict=True),
            body="\n".join(top.rest if top else plain),
            title=title or (top.title if top else None),
            doc_number=top.doc_number if top else None,
            marked_up="\n".join(line if line.startswith("##") else unmarked(line) for line in lines),
        )
    )


def unmarked(line: str) -> str:
    """Return a line's words without markdown's signs."""
    for pattern, words in _MARKS:
        line = pattern.sub(words, line)
    return line.strip()


def _title(lines: list[str]) -> str | None:
    found = _TITLE.match(lines[0]) if lines else None
    return unmarked(found["title"]) if found else None
