"""A site's own patterns of personal data, in a language too simple to be slow.

`#` stands for a digit, `@` for a letter, each may be followed by how often: `#{8}`, `#{6,10}`; everything else stands
for itself. 社保卡号 such as YB12345678 is `YB#{8}`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass

from policies.errors import InputError

MOST_CHARS, MOST_TIMES, LEAST_SIGNS, LEAST_LONG = 60, 40, 2, 5
# Half a thousandth of what a question may take; measured on texts made to be slow.
MOST_MS = 20.0
_PART = re.compile(
    r"(?P<sign>[#@])(?:\{(?P<least>\d{1,3})(?:,(?P<most>\d{1,3}))?\})?|(?P<plain>.)", re.DOTALL
)
_CLASSES = {"#": "[0-9]", "@": "[A-Za-z]"}
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,12}")
# What is public or part of the matter, and must stay whatever a site adds.
PUBLIC = (
    "12345", "12348", "12388", "110", "119", "120", "122", "400-820-8820", "95598", "2026年11月23日", "2026-11-23",
    "2025", "3000元", "12345.67元", "1.5%", "第12条", "35000", "011-000001/2025-00012", "http://www.example.gov.cn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnMask:
    """A pattern that can be applied.

    Attributes:
        pattern: as it was written.
        label: what stands in the place of what it catches, between 〔 and 〕.
        compiled: the pattern as a regular expression.
    """

    pattern: str
    label: str
    compiled: re.Pattern[str]

    @property
    def placeholder(self) -> str:
        """What stands in the place of what was caught."""
        return f"〔{self.label}〕"

    @classmethod
    def of(cls, pattern: str, label: str) -> OwnMask:
        """Return a pattern with its label.

        Raises:
            InputError: the pattern or the label cannot be used.
        """
        pattern, label = pattern.strip(), label.strip()
        if not _LABEL.fullmatch(label):
            raise InputError("label", "mask_label")
        return cls(pattern, label, compiled(pattern))


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression without choices and without repetition inside repetition.

    Raises:
        InputError: it is empty, too long, catches too little to be told from other words, or repeats without bound.
    """
    if not pattern or len(pattern) > MOST_CHARS:
        raise InputError("pattern", "mask_length", most=MOST_CHARS)
    parts, signs, shortest, before = [], 0, 0, ""
    for found in _PART.finditer(pattern):
        sign = found["sign"]
        if not sign:
            parts.append(re.escape(found["plain"]))
            shortest, before = shortest + 1, ""
            continue
        least = int(found["least"] or 1)
        most = int(found["most"] or least)
        if not 1 <= least <= most <= MOST_TIMES:
            raise InputError("pattern", "mask_times", most=MOST_TIMES)
        if before == sign:
            raise InputError("pattern", "mask_twice", sign=sign)
        parts.append(f"{_CLASSES[sign]}{{{least},{most}}}")
        signs, shortest = signs + least, shortest + least
        before = sign if found["least"] else ""
    if signs < LEAST_SIGNS or shortest < LEAST_LONG:
        raise InputError("pattern", "mask_short", signs=LEAST_SIGNS, long=LEAST_LONG)
    # A number is caught whole or not at all.
    return re.compile(f"(?<![0-9A-Za-z]){''.join(parts)}(?![0-9A-Za-z])")


def refuse_harmful(mask: OwnMask, public: Iterable[str] = ()) -> None:
    """Check that a pattern leaves alone what is public, and takes no time.

    Args:
        mask: the pattern.
        public: what must stay besides: the telephone numbers of the directory, 文号 of documents.

    Raises:
        InputError: it catches something public, or is slow on a text made for it.
    """
    for told in (*PUBLIC, *public):
        if mask.compiled.search(told):
            raise InputError("pattern", "mask_public", value=told)
    if slowest_ms(mask.compiled, mask.pattern) > MOST_MS:
        raise InputError("pattern", "mask_slow")


def slowest_ms(expression: re.Pattern[str], pattern: str, long: int = 1000) -> float:
    """Return the longest time that an expression takes on texts of the longest question, made to be slow for it."""
    almost = pattern.replace("#", "1").replace("@", "a")
    texts = ("1" * long, "a" * long, "1a" * (long // 2), (f"{almost} " * long)[:long], "1 " * (long // 2))
    times = []
    for text in texts:
        began = time.thread_time()
        expression.sub("", text)
        times.append((time.thread_time() - began) * 1000)
    return max(times)
