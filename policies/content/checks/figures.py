"""The figures a text states, each in one canonical form, so that an answer and a clause can be compared.

Canonical are "3000元", "86%", "2百分点", "20工作日", "10日", "60月" (五年), "60岁", "2026-06-30",
"06-30", "2026年", "6月份", "13:30". 文号 are no figures, and neither are ordinals (第3次).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from policies.language.doc_number import find_doc_numbers
from policies.language.numerals import CHARACTERS, SECTIONS, UNITS, chinese_to_int

_HAN = rf"[{CHARACTERS}]"
_NUMBER = (
    rf"(?:(?<!\d,)(?<![\d.第])\d{{1,12}}(?:,\d{{3}})*(?:\.\d{{1,6}})?|(?<![{CHARACTERS}第\d.]){_HAN}{{1,12}})"
)
_SCALE = r"[百千万亿]{0,2}"
_UNIT = (
    r"元|块钱|%|％|个百分点|百分点|个?工作日|个?自然日|周岁|岁|年(?![级度龄代])|个月|周|天|日|个?小时|分钟|平方米|平米|㎡|"
    r"倍|人|名|户|次|公里|千米|米|学时|课时|吨|辆|套|张|份"
)
_UNIT_NAMES = {
    "块钱": "元", "％": "%", "个百分点": "百分点", "个工作日": "工作日", "个自然日": "日", "自然日": "日",
    "周岁": "岁", "天": "日", "个小时": "小时", "平米": "平方米", "㎡": "平方米", "名": "人", "千米": "公里",
}  # fmt: skip
_JOIN = r"\s*(?:至|到|—+|－|-|–|~|～|、|或者?|和|及)\s*"
_CN = "一二三四五六七八九"
_MONTH = rf"(?:\d{{1,2}}|十[一二]?|[{_CN}])"
_DAY = rf"(?:\d{{1,2}}|[一二三]?十[{_CN}]?|[{_CN}])"
# 7月1日至3日; 6月12日、13日
_SAME_MONTH = rf"(?:{_JOIN}{_DAY}日)*"
_DATE = (
    rf"(?P<year>(?:19|20)\d\d|[一二][〇○零九][〇○零{_CN}]{{2}})\s*(?:年度?|[./-])"
    rf"(?:\s*(?P<month>{_MONTH})\s*[月./-](?:份)?"
    rf"(?:\s*(?P<day>{_DAY})(?![\d个])\s*日?(?P<days>{_SAME_MONTH}))?)?"
)
_MONTH_DAY = rf"(?<![\d个])(?P<m>{_MONTH})\s*月(?:份)?(?:\s*(?P<d>{_DAY})\s*日(?P<ds>{_SAME_MONTH}))?"
_CLOCK = r"(?<!\d)(?P<clock>\d{1,2}[:：]\d{2})(?!\d)"
_SPOKEN_SHARE = rf"百分之(?P<share>\d{{1,3}}(?:\.\d+)?|{_HAN}{{1,5}}(?:点{_HAN}{{1,4}})?)"
_HALF_YEAR = r"(?P<half>半年)"
_AMOUNT = (
    rf"(?P<before>(?:{_NUMBER}{_SCALE}{_JOIN}){{0,4}})(?P<number>{_NUMBER})\s*(?P<scale>{_SCALE})\s*(?:余|多)?"
    rf"(?P<unit>{_UNIT})(?P<half_more>半(?![年价票费额数天日月径程]))?"
)
_FIGURE = re.compile("|".join((_DATE, _MONTH_DAY, _CLOCK, _SPOKEN_SHARE, _HALF_YEAR, _AMOUNT)))
_COUNTED = frozenset({"人", "户", "次", "辆", "套", "张", "份", "周", "米"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: its canonical value, the words it was printed in, and where."""

    value: str
    printed: str
    start: int
    end: int

    @property
    def unit(self) -> str:
        """What is counted: 元, %, 月 …; dates count as "date"."""
        return "date" if "-" in self.value else re.sub(r"^[\d.:]+", "", self.value)

    @property
    def is_loose(self) -> bool:
        """Whether it may be a manner of speaking: 一次, 一年, 三人 in characters."""
        if re.search(r"\d", self.printed):
            return False
        return self.unit in _COUNTED or self.printed.startswith(("一年", "一天", "一日", "一个", "一小时"))


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in order; a figure printed with a list of numbers comes once for each."""
    taken = list(find_doc_numbers(text))
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        if not any(number.start < match.end() and match.start() < number.end for number in taken):
            found.extend(_read(match))
    return tuple(found)


@lru_cache(maxsize=4096)
def supported(text: str) -> frozenset[str]:
    """Return every canonical value that a source's text supports: of 2025年7月1日 also the year, the month, the day."""
    values: set[str] = set()
    for figure in stated(text):
        values.add(figure.value)
        values |= set(parts_of(figure.value))
    return frozenset(values)


def parts_of(value: str) -> Iterator[str]:
    """Give what a date implies: its year, its month, its day of the year."""
    parts = value.split("-")
    if len(parts) == 3:
        yield from (
            f"{parts[0]}年",
            f"{parts[0]}-{parts[1]}",
            f"{parts[1]}-{parts[2]}",
            f"{int(parts[1])}月份",
        )
    elif len(parts) == 2 and len(parts[0]) == 4:
        yield from (f"{parts[0]}年", f"{int(parts[1])}月份")
    elif len(parts) == 2:
        yield f"{int(parts[0])}月份"


def _read(match: re.Match[str]) -> Iterator[Figure]:
    for value in _values(match):
        yield Figure(value, match[0].strip(), match.start(), match.end())


def _values(match: re.Match[str]) -> Iterator[str]:
    if match["year"]:
        yield from _dates(match["year"], match["month"], match["day"], match["days"])
    elif match["m"]:
        yield from _dates(None, match["m"], match["d"], match["ds"])
    elif match["clock"]:
        yield match["clock"].replace("：", ":").lstrip("0")
    elif match["share"]:
        yield f"{_share(match['share'])}%"
    elif match["half"]:
        yield "6月"
    else:
        yield from _amounts(match)


def _dates(year: str | None, month: str | None, day: str | None, more: str | None) -> Iterator[str]:
    for each in (day, *re.findall(_DAY, more or "")):
        yield from _date(year, month, each)


def _date(year: str | None, month: str | None, day: str | None) -> Iterator[str]:
    numbers = [chinese_to_int(part) if part else None for part in (year, month, day)]
    y, m, d = numbers
    if not 0 < (m or 1) <= 12 or not 0 < (d or 1) <= 31:
        return
    if m is None:
        yield f"{y}年"
    elif d is None:
        yield f"{y}-{m:02d}" if y else f"{m}月份"
    else:
        yield (f"{y}-" if y else "") + f"{m:02d}-{d:02d}"


def _share(text: str) -> str:
    whole, _, fraction = text.replace("点", ".").partition(".")
    digits = "".join(str(chinese_to_int(c)) for c in fraction)
    return _trim(float(f"{chinese_to_int(whole) or 0}.{digits or 0}"))


def _amounts(match: re.Match[str]) -> Iterator[str]:
    unit = _UNIT_NAMES.get(match["unit"], match["unit"])
    last = _number(match["number"], match["scale"])
    for part in re.split(_JOIN, match["before"]):
        if part and (value := _number(part.rstrip("百千万亿") or part, match["scale"])) is not None:
            yield from _canonical(value, unit)
    if last is not None:
        yield from _canonical(last + (0.5 if match["half_more"] else 0), unit)


def _canonical(value: float, unit: str) -> Iterator[str]:
    if unit == "年":
        yield f"{_trim(value * 12)}月"
    else:
        yield f"{_trim(value)}{'月' if unit == '个月' else unit}"


def _number(number: str, scale: str) -> float | None:
    bare = number.replace(",", "")
    plain = re.fullmatch(r"\d+(?:\.\d+)?", bare)
    value: float | None = float(bare) if plain else chinese_to_int(bare)
    for unit in scale if value is not None else "":
        value = (value or 0) * (UNITS | SECTIONS)[unit]
    return value


def _trim(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
