"""A clause's own heading: the words after its number that name it."""

from __future__ import annotations

import re

from policies.ingest.markers import Marker, Style

_LONGEST = 30
_NO_HEADING = re.compile(r"^本[一-鿿]{2,4}(?:自|所|适用)|应当|可以|不得|必须|有效期[至为]")
_BRACKETED = re.compile(r"\s*[【\[〔](?P<heading>[^】\]〕]{1,30})[】\]〕]")
_FIRST_SENTENCE = re.compile(r"\s*(?P<heading>[^。！？；;\n]+)[。！？]\s*(?=\S)")
_BEFORE_COLON = re.compile(r"\s*(?P<heading>[^，,。；;：:、\n]{2,16})[：:]\s*(?=\S)")


def heading_of(line: str, marker: Marker, *, has_more: bool) -> str:
    """Return the heading in a clause's first `line`, or "" where it has none.

    `has_more` says that further lines or clauses stand below. A whole line is a heading when it
    does not end as a sentence does, or when the sentence is short and what it names stands below.
    """
    rest = line[marker.end :]
    bracketed = _BRACKETED.match(rest)
    if bracketed:
        return bracketed["heading"].strip()
    if marker.style.is_division:
        return rest.strip()
    if marker.style is Style.ARTICLE:
        return ""
    for pattern in (_FIRST_SENTENCE, _BEFORE_COLON):
        found = pattern.match(rest)
        if found and _names(found["heading"].strip()):
            return found["heading"].strip()
    return _whole_line(rest.strip(), has_more=has_more)


def _whole_line(rest: str, *, has_more: bool) -> str:
    if not _names(rest) or re.search(r"[；;。].", rest) or rest.endswith(("；", ";")):
        return ""
    if rest.endswith(("。", "：", ":")):
        return rest[:-1].strip() if has_more else ""
    return rest


def _names(words: str) -> bool:
    """Whether the words may name a clause rather than rule something."""
    return len(words) <= _LONGEST and _NO_HEADING.search(words) is None
