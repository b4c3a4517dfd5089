"""Toneless fuzzy pinyin: what a speech recogniser or an input method confuses becomes one spelling."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from policies.language.tokens import char_unigrams

_FUZZY = (
    (re.compile(r"^([zcs])h"), r"\1"),
    (re.compile(r"^n(?=[aeiouv])"), "l"),
    (re.compile(r"(?<=[aei])ng$"), "n"),
)


@cache
def syllable(character: str) -> str:
    """Return the fuzzy syllable of a Chinese character in its commonest reading; other tokens unchanged.

    zh, ch, sh → z, c, s; n → l at the beginning; ang, eng, ing → an, en, in.
    """
    from pypinyin import lazy_pinyin

    if len(character) > 1 or character.isascii():
        return character
    reading: str = lazy_pinyin(character)[0]
    for pattern, spelling in _FUZZY:
        reading = pattern.sub(spelling, reading)
    return reading


def fuzzy_syllables(text: str) -> list[str]:
    """Return one fuzzy syllable for every token of the normalised `text`."""
    return [syllable(token) for token in char_unigrams(text)]


def fuzzy_bigrams(text: str) -> list[str]:
    """Return neighbouring pairs of fuzzy syllables, as "yi'bao"."""
    syllables = fuzzy_syllables(text)
    return [f"{first}'{second}" for first, second in pairwise(syllables)]
