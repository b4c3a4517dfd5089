"""Where the document stands in a page: by the names that portals use, otherwise by where the sentences are."""

from __future__ import annotations

import re
from typing import Any

from policies.ingest.html.chrome import BODY_LABEL, BODY_NAMES
from policies.ingest.html.lines import is_silent

Element = Any

_SENTENCE_SIGNS = re.compile(r"[，。；！？]")
_ITEM = 10
_LEAST = 40
_MOST_PROSE, _MOST_LISTED = 0.9, 0.6
_INSIDE = frozenset(
    (
        "p",
        "span",
        "strong",
        "b",
        "font",
        "td",
        "th",
        "tr",
        "tbody",
        "table",
        "li",
        "ul",
        "ol",
        "em",
        "a",
        "h1",
        "h2",
        "h3",
        "section",
    )
)


def find_body(root: Element) -> Element | None:
    """Return the element that holds the document's text, None where a page has none."""
    prose = _weights(root, lists_count=False)
    named = [each for each in root.iter() if isinstance(each.tag, str) and _is_named(each)]
    best = max(named, key=lambda each: prose.get(each, 0), default=None)
    if best is not None and prose.get(best, 0) >= max(_LEAST, prose.get(root, 0) / 2):
        return best
    for weights, share in ((prose, _MOST_PROSE), (_weights(root, lists_count=True), _MOST_LISTED)):
        if weights.get(root, 0) >= _LEAST:
            return _narrowest(root, weights, share)
    return None


def _is_named(element: Element) -> bool:
    names = [element.get("id", ""), *element.get("class", "").split(), element.get("class", "")]
    labels = (element.get("wzades", ""), element.get("aria-label", ""))
    return any(BODY_NAMES.match(name) for name in names if name) or any(
        BODY_LABEL.search(label) for label in labels
    )


def _narrowest(root: Element, weights: dict[Element, int], share: float) -> Element:
    """Return the innermost block that holds this share of the weight."""
    here = root
    while True:
        inside = max(here, key=lambda each: weights.get(each, 0), default=None)
        if inside is None or weights.get(inside, 0) < share * weights[root] or inside.tag in _INSIDE:
            return here
        here = inside


def _weights(element: Element, *, lists_count: bool) -> dict[Element, int]:
    """Return how many characters of sentences every element holds.

    What is linked is navigation and does not count, unless `lists_count`: then every line does that is
    longer than a menu's entries.
    """
    weights: dict[Element, int] = {}
    linked: dict[Element, bool] = {}
    for each in element.iter():
        above = each.getparent()
        inside = each is not element and above is not None
        if is_silent(each) or (inside and above not in linked):
            continue
        linked[each] = each.tag == "a" or (inside and linked[above])
    for each in reversed(linked):
        total = _weigh(each.text, is_linked=linked[each], lists_count=lists_count)
        for child in each:
            total += weights.get(child, 0) + _weigh(
                child.tail, is_linked=linked[each], lists_count=lists_count
            )
        weights[each] = total
    return weights


def _weigh(text: str | None, *, is_linked: bool, lists_count: bool) -> int:
    words = " ".join((text or "").split())
    if lists_count:
        return len(words) if len(words) >= _ITEM else 0
    return len(words) if not is_linked and _SENTENCE_SIGNS.search(words) else 0
