"""What a text claims of a thing: "起付标准为一级医疗机构" → 300元. Two pairs contradict where they claim otherwise of one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from policies.content.checks.figures import stated
from policies.content.checks.grounds import said
from policies.content.model import QaPair

_PIECE = re.compile(r"[，。；：、！？,;:!?|\s（）()《》“”]")
_NO_WORD = re.compile(r"[^一-鿿]|[为是即按达到约共需可]")
_SHORTEST_THING = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """What a figure is claimed of, in the words before it, and in which unit."""

    words: str
    unit: str


Claims = dict[Thing, dict[str, str]]


def claims_of(pair: QaPair) -> Claims:
    """Return what a pair's answer claims."""
    return claims_in(text for _, text in said(pair))


def claims_in(texts: Iterable[str]) -> Claims:
    """Return the claims of texts: of each thing the canonical figures, each with the words it was printed in."""
    found: Claims = defaultdict(dict)
    for text in texts:
        before = 0
        for figure in stated(text):
            words = _NO_WORD.sub("", _PIECE.split(text[before : figure.start])[-1])
            before = figure.end
            if len(words) >= _SHORTEST_THING and figure.unit != "date":
                found[Thing(words, figure.unit)][figure.value] = figure.printed
    return dict(found)


def opposed(one: Claims, other: Claims) -> list[tuple[Thing, str, str]]:
    """Return the things of which two texts claim different figures, with the words of each claim."""
    found = []
    for thing in one.keys() & other.keys():
        if not one[thing].keys() & other[thing].keys():
            found.append((thing, "、".join(one[thing].values()), "、".join(other[thing].values())))
    return sorted(found, key=lambda each: each[0].words)
