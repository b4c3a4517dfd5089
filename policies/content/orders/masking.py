"""A department's words: personal data out, the offices' own telephone numbers kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policies.language.masking import mask

SHORTEST = 7


def mask_but(text: str, offices: Iterable[str]) -> str:
    """Return `text` with personal data masked, except numbers that the directory gives for offices.

    An office's number counts only where it stands by itself, never as a part of a longer one.
    """
    known = sorted(
        {each for each in offices if sum(map(str.isdigit, each)) >= SHORTEST}, key=len, reverse=True
    )
    if not known:
        return mask(text)
    number = "|".join(map(re.escape, known))
    parts = re.split(rf"(?<![0-9A-Za-z-])({number})(?![0-9A-Za-z-])", text)
    return "".join(part if place % 2 else mask(part) for place, part in enumerate(parts))
