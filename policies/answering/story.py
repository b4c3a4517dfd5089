"""Long questions: what a story tells of the matter, and the part of it that asks.

Measured on stories of citizens: the whole text without the words that only tell it finds best; parts of it find
worse, but show better how well a pair fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policies.answering.scoring.features import core
from policies.yaml_file import read_yaml

FILE = Path(__file__).with_name("story.yml")
# Up to this length, in characters, people ask and do not tell.
LONG = 35
# A clause with less matter than this, in characters, tells nothing.
LEAST_MATTER = 2
# The clauses at the end that stay whatever they say: people tell first and ask last.
LAST = 2

_CLAUSE = re.compile(r"[^，。！？；!?;、\s…]+[？?]?")


@dataclass(frozen=True, slots=True)
class Story:
    """A long question, condensed.

    Attributes:
        told: everything of it that tells of the matter.
        asked: the clauses that ask or name a matter.
        question: the last clause that asks.
    """

    told: str
    asked: str
    question: str

    @property
    def focus(self) -> tuple[str, ...]:
        """The condensed queries, the best one to search with first."""
        return tuple(dict.fromkeys((self.told, self.asked)))


def story_of(text: str, names_matter: Callable[[str], bool]) -> Story | None:
    """Return the story that a normalised text tells; None for a short text and for one without matter.

    Args:
        text: the whole question.
        names_matter: tells whether a clause names something that rules speak of.
    """
    told, asks = _told(text), _patterns()[1]
    if len(text) <= LONG or len(core(told)) < LEAST_MATTER:
        return None
    clauses = _CLAUSE.findall(text)
    asking = [clause for clause in clauses if asks.search(clause)]
    question = asking[-1] if asking else clauses[-1]
    ending = clauses[-LAST:]
    kept = [each for each in clauses if each in asking or each in ending or names_matter(each)]
    parts = (_told(each) for each in kept)
    asked = " ".join(part for part in parts if len(core(part)) >= LEAST_MATTER)
    return Story(told, asked or told, question)


def _told(text: str) -> str:
    drop = _patterns()[0]
    return re.sub(r"\s+", " ", drop.sub("", text)).strip("，。、；！ ")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    read = read_yaml(FILE)
    drop = "|".join(pattern.replace("{people}", read["people"]) for pattern in read["drop"])
    return re.compile(drop), re.compile(read["asks"])
