"""What a text cites: 《title》(文号)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policies.language.doc_number import find_doc_numbers

_TITLE = re.compile(r"《\s*(?P<title>[^《》\s][^《》]*(?:〈[^〉]*〉[^《》]*)?)》\s*(?P<bracket>[(（【])?")
# A 文号 ends in 号, or has a year in brackets.
_MAY_CITE = re.compile(r"号|[〔\[［【(（﹝〖{<〈『]\s*(?:[12１２]|[一二]\s*[〇○零九])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A cited document: its title, its 文号, or both."""

    title: str | None
    doc_number: str | None


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the documents that `text` cites, each once, in order of first mention."""
    numbers = list(find_doc_numbers(text))
    found: list[tuple[int, Mention]] = []
    titled: set[int] = set()
    for title in _TITLE.finditer(text):
        number = next((n for n in numbers if title["bracket"] and 0 <= n[0] - title.end() <= 2), None)
        if number is not None:
            titled.add(number[0])
        found.append((title.start(), Mention(title["title"].strip(), number[2] if number else None)))
    found += [(start, Mention(None, number)) for start, _, number in numbers if start not in titled]
    return tuple(dict.fromkeys(mention for _, mention in sorted(found, key=lambda pair: pair[0])))


def cited_numbers(text: str, own: str | None = None) -> tuple[str, ...]:
    """Return the 文号 that `text` cites, its `own` left out, each once, in order."""
    lines = "\n".join(line for line in text.splitlines() if _MAY_CITE.search(line))
    numbers = (number for _, _, number in find_doc_numbers(lines))
    return tuple(dict.fromkeys(number for number in numbers if number != own))
