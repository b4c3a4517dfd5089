"""By which words a sentence shows what it states; the words stand in `signs.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("signs.yml")


@dataclass(frozen=True, slots=True)
class Sign:
    """The words by which a sentence states a facet; `unless` speaks against it."""

    cue: re.Pattern[str]
    unless: re.Pattern[str] | None

    def fits(self, sentence: str) -> bool:
        """Tell whether a sentence states it, and is of use to anybody who asks."""
        if re.search(words()["of_no_use"], sentence):
            return False
        return bool(self.cue.search(sentence)) and not (self.unless and self.unless.search(sentence))


@cache
def signs() -> dict[str, Sign]:
    """Return the signs by facet; "validity" is one of the document as a whole."""
    rows: dict[str, dict[str, str]] = words()["facets"]
    return {
        facet: Sign(re.compile(row["cue"]), re.compile(row["unless"]) if "unless" in row else None)
        for facet, row in rows.items()
    }


@cache
def words() -> dict[str, Any]:
    """Return the file as it is."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
