"""What counts as text: people's words pass, binary content and invisible characters do not."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

MAX_TEXT_CHARS = 1000
BINARY_SHARE = 0.1
KEPT = frozenset("\n\t\r")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def readable(text: str) -> str:
    """Return `text` without control, format and unassigned characters, trimmed.

    Raises:
        PydanticCustomError: "not_text" where it is binary content (a NUL, or more than a tenth of such
            characters), "string_too_short" where nothing readable is left.
    """
    hidden = sum(_is_hidden(char) for char in text)
    if "\x00" in text or (hidden > 8 and hidden > BINARY_SHARE * len(text)):
        raise PydanticCustomError("not_text", "not text")
    kept = "".join(char for char in text if not _is_hidden(char)).strip()
    if not kept:
        raise PydanticCustomError("string_too_short", "empty")
    return kept


def legible(text: str) -> str:
    """Return `text` as it is.

    Raises:
        PydanticCustomError: "control_characters" where it holds any but line breaks and tabs.
    """
    if any(char not in KEPT and unicodedata.category(char) == "Cc" for char in text):
        raise PydanticCustomError("control_characters", "control characters")
    return text


def written_day(value: object) -> object:
    """Return a day as it was given.

    Raises:
        PydanticCustomError: "day" where it is not written as 2026-05-01; a number would pass for seconds since 1970.
    """
    if value is None or isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("day", "not a day")


def _is_hidden(char: str) -> bool:
    return char not in KEPT and unicodedata.category(char) in INVISIBLE


QuestionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT_CHARS),
    AfterValidator(readable),
]
ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50), AfterValidator(readable)
]
Legible = AfterValidator(legible)
Day = Annotated[date, BeforeValidator(written_day)]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]
