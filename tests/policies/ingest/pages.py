"""The real pages of `../shared/data` beside the same documents as text: what is kept, what is foreign.

The texts were cleaned by somebody else: they have lines of page chrome among them, lost short lines and
some their beginning or their end. So a text's line counts as kept when it stands anywhere in what was
read, and a line of ours is foreign when it stands before the text's first or after its last line and in
no line of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile
from policies.ingest.tables import row_cells
from policies.ingest.web_page import read_web_page

PAGES, TEXTS = "gz_policy_html.jsonl", "gz_policy_docs.jsonl"
# Chrome that stayed in the texts: breadcrumbs, font sizes, links to interpretations, sponsors.
_CHROME = re.compile(
    r"关注·|当前位置|当前所在的位置|^-+$|-->$|字体：|^【\w+】《|解读】|^首页>|主办单位：|-\S+门户网站$|"
    r"^(?:广州市越秀区融媒体中心|智慧越秀VR旅游平台|网站大数据分析平台)$"
)
_NAMES = re.compile(r"""\s(?:id|class|wzades|aria-label)\s*=\s*(?:"[^"]*"|'[^']*')""")
_CUT_AT = 8000
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's row and what was read from it."""

    row: dict[str, Any]
    document: ParsedDocument

    @property
    def has_right_title(self) -> bool:
        """Whether the title is the one that the page declares, the site's name left out."""
        return _bare(str(self.row["title"]).split("-广州市")[0]) == _bare(self.document.title)

    @property
    def has_right_date(self) -> bool:
        """Whether the day of publishing is the one of the row, or none where the row has none."""
        day = self.document.published_on
        return (day.isoformat() if day else None) == (self.row["pub_date"] or "")[:10] or not (
            day or self.row["pub_date"]
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """A page beside the text of the same document; shares from 0 to 1."""

    page_id: str
    text_id: str
    kept: float
    foreign: float


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Give the rows of a file."""
    with (folder / name).open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream)


def read_pages(folder: Path, *, nameless: bool = False) -> list[ReadPage]:
    """Read all pages; `nameless`: as if no element had a name that tells what it is for."""
    found = []
    for row in rows(folder, PAGES):
        html = _NAMES.sub("", row["html"]) if nameless else row["html"]
        found.append(ReadPage(row, read_web_page(RawFile.of(f"{row['id']}.html", html.encode()))))
    return found


def compared(folder: Path, pages: list[ReadPage]) -> Iterator[Compared]:
    """Give each page of which there is a text, with that text."""
    texts = list(rows(folder, TEXTS))
    for page in pages:
        kept, text = max(
            ((_kept(page.document, text["text"]), text) for text in texts), key=lambda pair: pair[0]
        )
        if kept >= _SAME:
            yield Compared(page.row["id"], text["id"], kept, _foreign(page.document, text["text"]))


def _kept(document: ParsedDocument, text: str) -> float:
    names = [each.name for each in document.attachments]
    whole = _bare(
        "\n".join(
            [document.title, *document.header.values(), document.doc_number or "", *_lines(document), *names]
        )
    )
    lines = _text_lines(text)
    return sum(len(line) for line in lines if line in whole) / sum(map(len, lines))


def _foreign(document: ParsedDocument, text: str) -> float:
    lines = _text_lines(text)
    whole = "".join(lines)
    ours = [
        bare for line in _lines(document) for cell in (row_cells(line) or (line,)) if (bare := _bare(cell))
    ]
    known = [index for index, line in enumerate(ours) if line in whole]
    begins_late, ends_early = lines[0].startswith("第二条"), len(text) >= _CUT_AT
    outside = ([] if begins_late else ours[: known[0]]) + ([] if ends_early else ours[known[-1] + 1 :])
    return sum(map(len, outside)) / sum(map(len, ours))


def _lines(document: ParsedDocument) -> list[str]:
    return [line for clause in document.clauses for line in clause.text.splitlines()]


def _text_lines(text: str) -> list[str]:
    lines = (_bare(line) for line in text.splitlines())
    return [line for line in lines if line and not _CHROME.search(line)]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000\u200b-\u200f|]+", "", text)
