"""Mistakes as people and machines make them: one or two edits a question, always the same for the same question."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from opencc import OpenCC
from pypinyin import lazy_pinyin

from policies.evaluation.questions import EvaluationQuestion

FILLERS = ("嗯", "那个", "就是说", "请问一下", "这个", "麻烦问下", "呃")
# The 3,755 everyday characters of GB 2312, level 1: rows 16 to 55.
_EVERYDAY = range(0xB0, 0xD8)

Edit = Callable[[str, random.Random], str]


def noisy(questions: Sequence[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """Return the questions with one or two edits each; what they are about stays."""
    return [replace(each, query=edited(each.query, each.query)) for each in questions]


def edited(text: str, seed: str) -> str:
    """Return a text with one or two edits."""
    source = random.Random(seed)
    for edit in source.sample(EDITS, source.randint(1, 2)):
        text = edit(text, source)
    return text


def homophone(text: str, source: random.Random) -> str:
    """Write one character as another one of the same sound, as input methods and recognisers do."""
    places = [place for place, each in enumerate(text) if len(_alike(each)) > 1]
    if not places:
        return text
    place = source.choice(places)
    others = [each for each in _alike(text[place]) if each != text[place]]
    return text[:place] + source.choice(others) + text[place + 1 :]


def drop(text: str, source: random.Random) -> str:
    """Lose one character."""
    if len(text) < 4:
        return text
    place = source.randrange(len(text))
    return text[:place] + text[place + 1 :]


def double(text: str, source: random.Random) -> str:
    """Say one character twice."""
    place = source.randrange(len(text))
    return text[: place + 1] + text[place:]


def filler(text: str, source: random.Random) -> str:
    """Put in a word that says nothing."""
    place = source.choice((0, 0, source.randrange(len(text))))
    return text[:place] + source.choice(FILLERS) + text[place:]


def traditional(text: str, source: random.Random) -> str:
    """Write it all in traditional characters."""
    return str(_converter().convert(text))


EDITS: tuple[Edit, ...] = (homophone, homophone, drop, double, filler, traditional)


def _alike(character: str) -> tuple[str, ...]:
    return _by_sound().get(_sound(character), ()) if character in _everyday() else ()


@cache
def _everyday() -> frozenset[str]:
    codes = (bytes((row, cell)) for row in _EVERYDAY for cell in range(0xA1, 0xFF))
    return frozenset(code.decode("gb2312", errors="ignore") for code in codes) - {""}


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for character in sorted(_everyday()):
        found[_sound(character)].append(character)
    return {sound: tuple(characters) for sound, characters in found.items()}


def _sound(character: str) -> str:
    return str(lazy_pinyin(character)[0])


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")
