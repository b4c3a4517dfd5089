"""Amounts, percentages, dates and other figures in one canonical form."""

from __future__ import annotations

import re

from policies.language.doc_number import doc_numbers
from policies.language.numerals import CHARACTERS, DIGITS, SECTIONS, UNITS, chinese_to_int

# Bounded and begun only where a number begins, so that a wall of digits costs nothing.
_PLAIN_NUMBER = (
    rf"(?:(?<![\d.])\d{{1,15}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,6}})?|(?<![{CHARACTERS}])[{CHARACTERS}]{{1,20}})"
)
_AMOUNT = re.compile(
    rf"(?P<number>{_PLAIN_NUMBER})\s*(?P<scale>[十百千万亿]{{0,2}})\s*(?:多|余|来)?(?:元|块钱|块|圆|人民币)"
)
_PERCENT = re.compile(
    rf"(?<![\d.])(?P<number>\d{{1,9}}(?:\.\d{{1,6}})?)\s*[%％]|百分之(?P<spoken>\d{{1,9}}(?:\.\d{{1,6}})?|[{CHARACTERS}]{{1,9}}(?:点[{CHARACTERS}]{{1,6}})?)"
)
_QUANTITY = re.compile(
    rf"(?P<number>{_PLAIN_NUMBER})\s*个?\s*(?P<unit>工作日|周岁|岁|年|月|周|天|日|小时|平方米|平米|平|㎡|m2|人|次|倍|级)"
)
_UNIT_NAMES = {"周岁": "岁", "天": "日", "平米": "平方米", "平": "平方米", "㎡": "平方米", "m2": "平方米"}
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})\s*[年./-]\s*(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])"
    r"\s*[月./-]?\s*(?:(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?!\d)\s*[日号]?)?)?"
)


def _trim(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _value(number: str, scale: str = "") -> float | None:
    number = number.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", number):
        value: float | None = float(number)
    else:
        value = chinese_to_int(number)
    for unit in scale:
        value = None if value is None else value * (UNITS | SECTIONS)[unit]
    return value


def amounts(text: str) -> list[str]:
    """Return the sums of money in `text` in yuan: "3000元" for 三千块, 0.3万元, 3,000元."""
    values = (_value(match["number"], match["scale"]) for match in _AMOUNT.finditer(text))
    return [f"{_trim(value)}元" for value in values if value is not None]


def percentages(text: str) -> list[str]:
    """Return the percentages in `text`: "5%" for 百分之五, 5％, 5.0%."""
    found = []
    for match in _PERCENT.finditer(text):
        whole, _, fraction = (match["number"] or match["spoken"]).replace("点", ".").partition(".")
        value, tail = chinese_to_int(whole), "".join(str(DIGITS.get(c, c)) for c in fraction)
        found.append(f"{_trim(float(f'{value}.{tail or 0}'))}%")
    return found


def dates(text: str) -> list[str]:
    """Return the dates in `text` as "2021", "2021-05" or "2021-05-01"."""
    found = []
    for match in _DATE.finditer(text):
        parts = [chinese_to_int(match[name]) for name in ("year", "month", "day") if match[name]]
        year, *rest = [part for part in parts if part is not None]
        if all(0 < part <= limit for part, limit in zip(rest, (12, 31), strict=False)):
            found.append("-".join([str(year), *(f"{part:02d}" for part in rest)]))
    return found


def quantities(text: str) -> list[str]:
    """Return ages, periods and counts in `text`: "60岁", "6月", "15工作日", "90平方米"."""
    found = []
    for match in _QUANTITY.finditer(_DATE.sub(" ", text)):
        value = _value(match["number"])
        if value is not None:
            found.append(_trim(value) + _UNIT_NAMES.get(match["unit"], match["unit"]))
    return found


def figures(text: str) -> frozenset[str]:
    """Return all canonical figures of `text`, for agreement between a question and a candidate."""
    return frozenset(
        [*doc_numbers(text), *amounts(text), *percentages(text), *dates(text), *quantities(text)]
    )
