"""The numbers that begin clauses: 第X章, 第X条, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from policies.language.numerals import PLAIN_CHARACTERS, chinese_to_int


class Style(IntEnum):
    """How a clause is numbered; the order is the usual nesting."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    OUTLINE = 3
    ARTICLE = 4
    BRACKET = 5
    FIGURE = 6
    BRACKET_FIGURE = 7
    HALF_BRACKET = 8
    CIRCLE = 9

    @property
    def is_division(self) -> bool:
        """Whether it divides a statute (编, 章, 节)."""
        return self <= Style.SECTION

    @property
    def is_outline(self) -> bool:
        """Whether it numbers a notice's outline rather than a statute."""
        return self is Style.OUTLINE or self >= Style.BRACKET


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the beginning of a line.

    Attributes:
        number: its value, by which the order is checked; `of` is the second number of 第十条之一.
        label: what it adds to a clause's path.
        end: where the line's text goes on.
        is_set_off: a blank or an opening bracket follows, as printed articles have it.
        is_doubtful: a digit follows the point: "2.2人户" as much as "2.5倍".
    """

    style: Style
    number: int
    label: str
    end: int
    of: int = 0
    is_set_off: bool = True
    is_doubtful: bool = False


_N = f"[{PLAIN_CHARACTERS}]"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.PART, re.compile(rf"第\s*(?P<n>{_N}{{1,5}}|\d{{1,3}})\s*(?P<unit>分编|编)")),
    (Style.CHAPTER, re.compile(rf"第\s*(?P<n>{_N}{{1,5}}|\d{{1,3}})\s*(?P<unit>章)")),
    (Style.SECTION, re.compile(rf"第\s*(?P<n>{_N}{{1,5}}|\d{{1,3}})\s*(?P<unit>节)")),
    (
        Style.ARTICLE,
        re.compile(rf"第\s*(?P<n>{_N}{{1,7}}|\d{{1,4}})\s*(?P<unit>条)(?P<of>之{_N}{{1,2}}(?=[\s【]))?"),
    ),
    (Style.OUTLINE, re.compile(rf"(?P<n>{_N}{{1,4}})\s*(?:、|[.．](?!\d))")),
    (Style.BRACKET, re.compile(rf"[(（]\s*(?P<n>{_N}{{1,4}})\s*[)）]|(?P<sign>[㈠-㈩])")),
    (Style.BRACKET_FIGURE, re.compile(r"[(（]\s*(?P<n>\d{1,3})\s*[)）]|(?P<sign>[⑴-⒇])")),
    (
        Style.FIGURE,
        re.compile(r"(?P<n>\d{1,3})\s*(?:[.．、](?!\s*\d)|(?P<tight>[.．、])(?=\s*\d))|(?P<sign>[⒈-⒛])"),
    ),
    (Style.HALF_BRACKET, re.compile(r"(?P<n>\d{1,3})\s*[)）]")),
    (Style.CIRCLE, re.compile(r"(?P<sign>[①-⑳])")),
)
_SET_OFF = re.compile(r"[\s【(（]|$")
# What a line begins with that begins with a number in one of these styles.
_BEGINNINGS = re.compile(
    rf"\s*(?:(?P<ordinal>第)|(?P<bracket>[(（㈠-㈩⑴-⒇])|(?P<figure>\d|[⒈-⒛])|(?P<chinese>{_N})|(?P<circle>[①-⑳]))"
)
_STYLES_OF = {
    "ordinal": (Style.PART, Style.CHAPTER, Style.SECTION, Style.ARTICLE),
    "bracket": (Style.BRACKET, Style.BRACKET_FIGURE),
    "figure": (Style.FIGURE, Style.HALF_BRACKET),
    "chinese": (Style.OUTLINE,),
    "circle": (Style.CIRCLE,),
}
_PATTERNS_OF = {
    beginning: tuple((style, pattern) for style, pattern in _PATTERNS if style in styles)
    for beginning, styles in _STYLES_OF.items()
}
# What follows a number that is only mentioned: 第三条规定的…, （二）项…, 第五条第一款….
_MENTIONED = re.compile(
    r"\s*(?:第[\s\S]{1,8}?[款项]|[至到和或及与、，,]\s*(?:第|[(（]\s*[一二三四五六七八九十\d]))"
    r"|(?:规定|的|之规定|所列|所称|中的)|[项款目](?:规定|所|的|、|，|情形|中|至|和|或|条件之)"
)


def read_marker(line: str) -> Marker | None:
    """Return the number that `line` begins with, or None where it has none or only mentions one."""
    begins = _BEGINNINGS.match(line)
    if begins is None:
        return None
    start = begins.end() - 1
    for style, pattern in _PATTERNS_OF[begins.lastgroup or ""]:
        found = pattern.match(line, start)
        if found is not None:
            return _marker(style, found)
    return None


def _marker(style: Style, found: re.Match[str]) -> Marker | None:
    groups = found.groupdict()
    printed = groups.get("n") or re.sub(r"\W", "", unicodedata.normalize("NFKC", groups.get("sign") or ""))
    number = chinese_to_int(printed)
    if not number or _MENTIONED.match(found.string, found.end()):
        return None
    of = groups.get("of") or ""
    return Marker(
        style,
        number,
        _label(style, printed, found),
        found.end(),
        of=chinese_to_int(of[1:]) or 0,
        is_set_off=bool(_SET_OFF.match(found.string, found.end())),
        is_doubtful=bool(groups.get("tight")),
    )


def _label(style: Style, printed: str, found: re.Match[str]) -> str:
    if style in (Style.BRACKET, Style.BRACKET_FIGURE):
        return f"({_half_width(printed)})"
    if style is Style.HALF_BRACKET:
        return f"{_half_width(printed)})"
    if style is Style.CIRCLE:
        return found[0]
    if style in (Style.OUTLINE, Style.FIGURE):
        return _half_width(printed)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", found[0]))


def _half_width(printed: str) -> str:
    return str(int(printed)) if printed.isdecimal() else printed
