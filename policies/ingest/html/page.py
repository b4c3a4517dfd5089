"""What a page says of its document: title, date, source, address, header table, linked files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from policies.ingest.dates import find_dates
from policies.ingest.header import take_rows
from policies.ingest.html.lines import lines_of, text_of
from policies.ingest.parsed import Attachment

Element = Any

_TITLE_NAMES = ("articletitle", "og:title", "title", "dc.title")
_DATE_NAMES = ("pubdate", "publishdate", "article:published_time", "dc.date", "others")
_SOURCE_NAMES = ("contentsource", "source", "author")
_SITE_NAMES = ("sitename", "og:site_name")
_DATE_LINE = re.compile(r"(?:发布|发表|发文|公开|更新|信息)?(?:日期|时间)\s*[:：]\s*")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd)(?:$|[?#])", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_AGENCY = re.compile(
    r"[\u4e00-\u9fff\s、，,（）()]{2,60}(?:局|厅|部|委|委员会|政府|办公室|中心|院|署|会)(?:办公室)?"
)


class Page:
    """A parsed page; `body` is the element that holds the document's text."""

    def __init__(self, root: Element, body: Element) -> None:
        """Read what the page declares in its head."""
        self._root = root
        self._body = body
        self._metas: dict[str, str] = {}
        for meta in root.iter("meta"):
            name = (meta.get("name") or meta.get("property") or "").strip().lower()
            if name and (content := " ".join(meta.get("content", "").split())):
                self._metas.setdefault(name, content)

    def title(self) -> str | None:
        """Return the document's title as the page declares it, the site's name left out."""
        declared = self._meta(_TITLE_NAMES[:1]) or self._heading() or self._meta(_TITLE_NAMES[1:])
        element = next(iter(self._root.iter("title")), None)
        shown = declared or (text_of_title(element) if element is not None else "")
        return self._without_site(shown) or None

    def published_on(self) -> str | None:
        """Return the day on which the page was published, as printed."""
        declared = self._meta(_DATE_NAMES)
        if declared and any(find_dates(declared)):
            return declared
        for line in self.front():
            label = _DATE_LINE.search(line)
            day = next(find_dates(line[label.end() :]), None) if label else None
            if label and day and day[0] == 0:
                return line[label.end() :][: day[1]]
        return None

    def source(self) -> str | None:
        """Return the agency that the page names as its source, None where it names none."""
        declared = self._meta(_SOURCE_NAMES)
        return declared if declared and _AGENCY.fullmatch(declared) else None

    def address(self) -> str | None:
        """Return the page's own address, as it says itself or as a browser noted when saving it."""
        for link in self._root.iter("link"):
            if link.get("rel", "").lower() == "canonical" and link.get("href", "").startswith("http"):
                return str(link.get("href"))
        url = self._metas.get("og:url") or self._metas.get("url")
        if url and url.startswith("http"):
            return url
        comments = (each.text or "" for each in self._root.getroottree().xpath("//comment()"))
        return next((found[1] for each in comments if (found := _SAVED_FROM.search(each))), None)

    def header(self) -> dict[str, str]:
        """Return the header table above the text, as printed."""
        header: dict[str, str] = {}
        for line in self.front():
            for key, value in take_rows(line):
                if value:
                    header.setdefault(key, value)
        return header

    def front(self) -> Iterator[str]:
        """Give the lines that stand before the text."""
        for part in _before(self._body):
            yield from lines_of(part)

    def attachments(self) -> Iterator[Attachment]:
        """Give the files that the page links in or below the text."""
        base = self.address() or ""
        for scope in (self._body, *_after(self._body)):
            for link in scope.iter("a"):
                href = link.get("href", "").strip()
                name = link.get("download") or text_of(link) or link.get("alt", "")
                if href and _FILE.search(href):
                    yield Attachment(name.strip() or href.rsplit("/", 1)[-1], urljoin(base, href))

    def _meta(self, names: tuple[str, ...]) -> str | None:
        return next((self._metas[name] for name in names if self._metas.get(name)), None)

    def _heading(self) -> str | None:
        headings = [text_of(each) for each in self._root.iter("h1") if len(list(each.iter("a"))) < 2]
        return next((each for each in headings if len(each) > 4 and ">" not in each), None)

    def _without_site(self, title: str) -> str:
        site = self._meta(_SITE_NAMES)
        if site:
            title = re.sub(rf"\s*[-_—|]+\s*{re.escape(site)}\s*$", "", title)
        return re.sub(
            r"\s*[-_—|]+\s*\S{2,30}(?:门户网站|官方网站|政府网站?|网站|官网)\s*$", "", title
        ).strip()


def text_of_title(element: Element) -> str:
    """Return the text of a page's `title` in one line."""
    return " ".join("".join(element.itertext()).split())


def _before(element: Element) -> Iterator[Element]:
    """Give the elements that end before `element` begins, in the page's order."""
    above = list(element.iterancestors())[::-1]
    for parent, child in zip(above, [*above[1:], element], strict=True):
        if parent.tag != "html":
            yield from (each for each in parent[: parent.index(child)] if isinstance(each.tag, str))


def _after(element: Element) -> Iterator[Element]:
    """Give what follows `element` beside it and beside its parent: where portals list a text's files."""
    here = element
    for _ in range(2):
        yield from (each for each in here.itersiblings() if isinstance(each.tag, str))
        here = here.getparent() if here.getparent() is not None else here
