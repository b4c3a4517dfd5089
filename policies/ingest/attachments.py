"""Annexes that a document names (附件：1.申请表) and files that a page links, as one list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policies.ingest.parsed import Attachment
from policies.ingest.tail import is_annex_list, signature

_LABEL = re.compile(r"^\s*附\s*件\s*(?:列表|清单)?\s*[:：]?\s*")
_NUMBERED = re.compile(
    r"^(?:附\s*件\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:[.．、:：]|\s)\s*(?=\S)"
)
_NEXT_IN_LINE = re.compile(r"(?<=\S)\s+(?=\d{1,2}\s*[.．、]\s*\S)")
_SUFFIX = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd|jpe?g|png)$", re.IGNORECASE)
_LONGEST = 120


def named_attachments(body: str) -> tuple[Attachment, ...]:
    """Return the annexes that the text lists after 附件："""
    lines = [line.strip() for line in body.splitlines()]
    start = next((index for index, line in enumerate(lines) if is_annex_list(line)), None)
    if start is None:
        return ()
    names: list[str] = []
    for position, line in enumerate(lines[start:]):
        rest = _LABEL.sub("", line) if position == 0 else line
        if position and not _NUMBERED.match(line):
            break
        names += [_NUMBERED.sub("", part).strip() for part in _NEXT_IN_LINE.split(rest)]
    return tuple(Attachment(name.rstrip("。；;")) for name in names if _is_name(name))


def joined(links: Iterable[Attachment], named: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Return linked files and named annexes, each once; one that is both keeps its address."""
    found: dict[str, Attachment] = {}
    for each in (*links, *named):
        found.setdefault(_bare(each.name), each)
    return tuple(found.values())


def _is_name(name: str) -> bool:
    return 1 < len(name) <= _LONGEST and signature([name])[1] is None


def _bare(name: str) -> str:
    without = _NUMBERED.sub("", _LABEL.sub("", name.strip()))
    return re.sub(r"[\s《》]", "", _SUFFIX.sub("", without))
