"""Document numbers (文号): found in any spelling, given in one canonical form.

Canonical are 鲁政办发〔2021〕5号, for orders 国务院令第722号 and 商务部令2014年第3号, for announcements
国家税务总局公告2021年第5号. Read are all brackets and widths, gaps, Chinese numerals, a missing 号
after brackets and, where the code ends as codes do, no brackets at all (鲁政办发2021年5号).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policies.language.doc_code import ANNOUNCED, HAN, code_before, is_issuer, is_usual
from policies.language.numerals import chinese_to_int

_OPEN, _CLOSE = r"[〔\[［【(（﹝〖{<〈『]", r"[〕\]］】)）﹞〗}>〉』]"
_S = r"\s{0,4}"
_YEAR = rf"(?:(?:19|20){_S}\d{_S}\d|[一二][〇○零九][〇○零一二三四五六七八九]{{2}})"
_NUMERAL = "〇零一二三四五六七八九十百"
_TAIL = re.compile(
    rf"(?:{_OPEN}{_S}(?P<year>{_YEAR}){_S}年?{_S}{_CLOSE}|(?<![\d.])(?P<bare_year>{_YEAR}){_S}年?|(?<=令){_S}[(（]?)"
    rf"{_S}第?{_S}(?P<number>\d{{1,5}}|[{_NUMERAL}]{{1,7}})(?:{_S}(?P<end>号)|(?![{_NUMERAL}\d元年月日%]))"
)
# 2021年5号楼 is a house.
_PLACE = re.compile(r"[楼院线门窗车台机床桌房厅馆路街坑店铺仓井库]")
_ROUND_IT = re.compile(rf"^\s*[(（【]?\s*(?=[{HAN}])|(?<=号)\s*[)）】]?\s*$")
_FULL_WIDTH_DIGIT = re.compile("[０-９]")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class DocNumber(NamedTuple):
    """A 文号 in a text: its place and its canonical form."""

    start: int
    end: int
    canonical: str


def doc_numbers(text: str) -> list[str]:
    """Return the 文号 named in `text` in canonical form, each once, in the order of first mention."""
    return list(dict.fromkeys(number.canonical for number in find_doc_numbers(text)))


def find_doc_numbers(text: str) -> list[DocNumber]:
    """Return the 文号 of `text` with their places, in order, without overlap."""
    if _FULL_WIDTH_DIGIT.search(text):
        text = text.translate(_HALF_WIDTH)
    found, after = [], 0
    for tail in _TAIL.finditer(text):
        if number := _read(tail, after):
            found.append(number)
        after = tail.end()
    return found


def canonical(text: str) -> str | None:
    """Return the canonical form where `text` as a whole, brackets around it aside, is one 文号."""
    stripped = _ROUND_IT.sub("", text)
    for start, end, number in find_doc_numbers(stripped):
        return number if (start, end) == (0, len(stripped)) else None
    return None


def _read(tail: re.Match[str], after: int) -> DocNumber | None:
    found = code_before(tail.string, tail.start(), after=after)
    number = chinese_to_int(tail["number"])
    if not found or not number or not _may_belong(found[1], tail):
        return None
    return DocNumber(found[0], tail.end(), _write(found[1], _year(tail), number))


def _may_belong(code: str, tail: re.Match[str]) -> bool:
    """Return whether a number printed as in `tail` may follow `code`."""
    if tail["end"] and is_issuer(code):
        return True
    if tail["year"] and tail["end"]:
        return True
    is_complete = bool(tail["year"]) or bool(tail["bare_year"] and tail["end"])
    return is_complete and is_usual(code) and not _PLACE.match(tail.string, tail.end())


def _year(tail: re.Match[str]) -> int | None:
    printed = tail["year"] or tail["bare_year"]
    return chinese_to_int(re.sub(r"\s", "", printed)) if printed else None


def _write(code: str, year: int | None, number: int) -> str:
    if is_issuer(code) or code.endswith(ANNOUNCED):
        return f"{code}{year}年第{number}号" if year else f"{code}第{number}号"
    return f"{code}〔{year}〕{number}号"
