"""What operators write, masked; telephone numbers of the directory are public and stay."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policies.language.masking import mask


def masked(text: str, public_numbers: Iterable[str]) -> str:
    """Return a text without personal data, but with the public numbers it names."""
    numbers = sorted({each for each in public_numbers if each}, key=len, reverse=True)
    if not numbers:
        return mask(text)
    named = re.compile(rf"(?<![0-9])({'|'.join(map(re.escape, numbers))})(?![0-9])")
    parts = named.split(text)
    return "".join(part if place % 2 else mask(part) for place, part in enumerate(parts))
