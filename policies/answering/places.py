"""Places elsewhere: does a question ask about the rules of another province, city or county?

Naming one is not asking about it: 海南户口来本市落户 and 在上海住院怎么报销 are ours, 南京路 is a street.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policies.yaml_file import read_yaml

NAMES_FILE = Path(__file__).with_name("places.txt")
WAYS_FILE = Path(__file__).with_name("places.yml")
PROVINCE_OR_CITY = "00"
_SUFFIX = re.compile(
    r"(?<=..)(特别行政区|(壮族|回族|维吾尔)?自治区|[一-龥]{1,8}族自治州|蒙古自治州|柯尔克孜自治州|哈萨克自治州|省|市|地区|盟)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the table, and where a text names it."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Ways:
    part_of_another: re.Pattern[str]
    came_from: re.Pattern[str]
    moves: re.Pattern[str]
    before_name: re.Pattern[str]
    visits: re.Pattern[str]
    visits_for: re.Pattern[str]
    here: re.Pattern[str]
    there: re.Pattern[str]


def place_asked(text: str, is_own: Callable[[str], bool]) -> str | None:
    """Return the place elsewhere whose rules a normalised question asks about, None where it asks about ours.

    Args:
        text: the question.
        is_own: tells whether a name is one of the library's own regions.
    """
    found = list(_named(text))
    if any(is_own(place.name) for place in found):
        return None
    ways = _ways()
    if not found or ways.moves.search(text) or ways.here.search(text) or "本市" in text or "我市" in text:
        return None
    return next((place.name for place in found if _is_asked(text, place, ways)), None)


def _is_asked(text: str, place: Place, ways: _Ways) -> bool:
    before, after = text[: place.start], text[place.end :]
    if ways.there.search(after):
        return True
    if ways.came_from.search(after) or ways.before_name.search(before):
        return False
    return not (ways.visits.search(before) and ways.visits_for.search(after))


def _named(text: str) -> Iterator[Place]:
    """Give the places that a text names, the longest name at each place of the text."""
    names, longest, end = _names(), max(map(len, _names())), 0
    for start in range(len(text)):
        if start < end:
            continue
        for length in range(min(longest, len(text) - start), 1, -1):
            name = names.get(text[start : start + length])
            if name is not None:
                end = start + length
                if not _ways().part_of_another.search(text[end:]):
                    yield Place(name, start, end)
                break


@cache
def _names() -> dict[str, str]:
    """Return full names by every way of naming: provinces and cities also by their short names."""
    left_out = set(read_yaml(WAYS_FILE)["words_too"])
    found: dict[str, str] = {}
    for line in NAMES_FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, name = line.split()
            short = _SUFFIX.sub("", name)
            if code.endswith(PROVINCE_OR_CITY) and short not in left_out:
                found.setdefault(short, name)
            found[name] = name
    return found


@cache
def _ways() -> _Ways:
    read = read_yaml(WAYS_FILE)
    return _Ways(**{name: re.compile(read[name]) for name in _Ways.__dataclass_fields__})
