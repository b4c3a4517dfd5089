"""公开方式: how a document says it may be disclosed."""

from __future__ import annotations

import re

from policies.content.model import Disclosure
from policies.errors import UnreadableFile

_WORDS: tuple[tuple[str, Disclosure], ...] = (
    (r"不予公开|不公开|免予公开|不宜公开", Disclosure.WITHHELD),
    (r"依申请", Disclosure.ON_REQUEST),
    (r"公开", Disclosure.PUBLIC),
)
_CLOSING_NOTE = re.compile(
    r"^[(（【]?\s*(?:此件\s*(?P<note>[^\s()（）【】]{2,8})|(?:信息)?公开(?:属性|选项|方式)\s*[:：]\s*(?P<attribute>\S{2,8}?))\s*[)）】]?\s*$",
    re.MULTILINE,
)


def read_disclosure(value: str) -> Disclosure | None:
    """Return what a header's value or a closing note means, None where it says nothing known."""
    return next((meaning for words, meaning in _WORDS if re.search(words, value)), None)


def disclosure_of(declared: str | None, body: str, name: str) -> Disclosure | None:
    """Return a document's disclosure from its header value and its closing note; the stricter counts.

    None where neither says anything.

    Raises:
        UnreadableFile: "withheld" where either says 不予公开, "unknown_disclosure" where the header
            says something that is no way of disclosure. `name` is what the error calls the file.
    """
    found = [read_disclosure(note["note"] or note["attribute"]) for note in _CLOSING_NOTE.finditer(body)]
    if declared:
        found.append(read_disclosure(declared))
        if found[-1] is None:
            raise UnreadableFile(name, "unknown_disclosure", value=declared)
    if Disclosure.WITHHELD in found:
        raise UnreadableFile(name, "withheld")
    if Disclosure.ON_REQUEST in found:
        return Disclosure.ON_REQUEST
    return Disclosure.PUBLIC if Disclosure.PUBLIC in found else None
