"""Spelling out on the telephone: a 文号 and a number digit by digit, a name with a word for every character."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from policies.language.doc_number import canonical
from policies.wording import say

CHARACTERS = Path(__file__).parents[1] / "language" / "characters.txt"
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_BY_PHONE = str.maketrans("0123456789", "零幺二三四五六七八九")
_NUMBER = re.compile(r"(?P<letters>.+?)(?:〔(?P<year>\d{4})〕|(?P<bare>\d{4})年)?第?(?P<serial>\d+)号")
_HANZI = re.compile("[\u4e00-\u9fff]")
_NOT_A_DIGIT = re.compile("[^0-9]+")


def spelled_number(written: str) -> str | None:
    """Return a 文号 spelled: every character of its letters told, year and number digit by digit; None if it is none."""
    found = _NUMBER.fullmatch(canonical(written) or "")
    if found is None:
        return None
    serial, year = found["serial"].translate(_DIGITS), found["year"] or found["bare"]
    letters = _told(found["letters"])
    if year is None:
        return say("hotline.spell.order", letters=letters, serial=serial)
    return say("hotline.spell.number", letters=letters, year=year.translate(_DIGITS), serial=serial)


def spelled_name(name: str) -> str:
    """Return a name with a word for every character: 医，医院的医；a character told before is not told again."""
    return say("hotline.spell.name", name=name, letters=_told(name))


def spelled_phone(phone: str) -> str | None:
    """Return a telephone number one digit after the other, its groups apart; None where there is no digit."""
    groups = [group for group in _NOT_A_DIGIT.split(phone) if group]
    if not groups:
        return None
    digits = "；".join("，".join(group.translate(_BY_PHONE)) for group in groups)
    return say("hotline.spell.phone", digits=digits)


def spelled_order(number: str) -> str:
    """Return a work order's number for reading aloud: letter by letter, digit by digit, its groups apart."""
    groups = "；".join("，".join(group.translate(_BY_PHONE)) for group in number.split("-"))
    return say("hotline.spell.work_order", groups=groups)


def _told(text: str) -> str:
    """Return every Chinese character of a text, each once, with the word by which it is known."""
    known = _words()
    return "；".join(
        say("hotline.spell.letter", letter=letter, word=known[letter]) if letter in known else letter
        for letter in dict.fromkeys(_HANZI.findall(text))
    )


@cache
def _words() -> dict[str, str]:
    lines = CHARACTERS.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))
