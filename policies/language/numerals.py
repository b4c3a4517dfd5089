"""Chinese numerals: spoken, written and financial."""

from __future__ import annotations

DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {"〇": 0, "○": 0, "两": 2, "幺": 1}
    | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
)
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SECTIONS = {"万": 10_000, "亿": 100_000_000}
# Those of clause numbers and dates: no 万, no financial forms.
PLAIN_CHARACTERS = "〇○零一二三四五六七八九两十百千"
CHARACTERS = "〇○零一二三四五六七八九两幺十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"


def chinese_to_int(text: str) -> int | None:
    """Return the value of a Chinese or Arabic whole number: 一千二百, 二〇二一, 两万三, 15, １５. None if it is none."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if not text or any(c not in CHARACTERS for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _by_units(text)


def _by_units(text: str) -> int:
    """Read 一亿二千万, 十五, 两万三 (23,000: a last digit without a unit belongs to the next lower unit)."""
    total = section = digit = 0
    last_unit = 1
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
            last_unit = 1 if digit == 0 else last_unit
        elif c in UNITS:
            section += (digit or 1) * UNITS[c]
            digit, last_unit = 0, UNITS[c]
        else:
            total = (
                (total + section + digit or 1) * SECTIONS[c]
                if c == "亿"
                else total + (section + digit or 1) * 10_000
            )
            section, digit, last_unit = 0, 0, SECTIONS[c]
    return total + section + digit * (last_unit // 10 or 1)
