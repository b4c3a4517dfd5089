"""Where a question belongs, by its own words and by the intent that Rasa understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from policies.answering.inquiry import Outcome

FILE = Path(__file__).with_name("cues.yml")

# Below this Rasa's intent is a guess, and the library's own cues decide.
SURE_INTENT = 0.75


@dataclass(frozen=True, slots=True)
class Route:
    """One way out of answering (A10).

    Attributes:
        text: the key of its words below `answering.routes`.
        outcome: how the question ends.
        certain: ends at once; otherwise a published pair that surely answers comes first.
        intents: Rasa's names for it.
        cues: what a question of this kind says.
        unless: what speaks against it.
    """

    text: str
    outcome: Outcome
    certain: bool
    intents: frozenset[str]
    cues: re.Pattern[str]
    unless: re.Pattern[str] | None

    def fits(self, text: str, intent: str | None) -> bool:
        """Tell whether a normalised question goes this way."""
        if self.unless is not None and self.unless.search(text):
            return False
        return intent in self.intents or self.cues.search(text) is not None


@dataclass(frozen=True, slots=True)
class Rules:
    """All routes; an emergency gives way only to a question about rules that is not urgent."""

    routes: tuple[Route, ...]
    policy_question: re.Pattern[str]
    urgent: re.Pattern[str]

    def asks_about_rules(self, text: str) -> bool:
        """Tell whether danger is only the matter of a question (补贴, 认定, 材料 …)."""
        return bool(self.policy_question.search(text)) and not self.urgent.search(text)


@cache
def rules() -> Rules:
    """Return the rules of `cues.yml`."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    routes = tuple(
        Route(
            text=row["text"],
            outcome=Outcome(row["outcome"]),
            certain=row.get("certain", False),
            intents=frozenset(row.get("intents", ())),
            cues=re.compile("|".join(row["any"])),
            unless=re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in read["routes"]
    )
    return Rules(routes, re.compile(read["policy_question"]), re.compile(read["urgent"]))


def route_of(text: str, intent: str | None = None, confidence: float = 0.0) -> Route | None:
    """Return where a normalised question goes, None for an ordinary question.

    Args:
        text: the normalised question.
        intent: what Rasa understood.
        confidence: how sure Rasa is, 0 to 1.
    """
    known = rules()
    sure = intent if confidence >= SURE_INTENT else None
    only_matter = known.asks_about_rules(text)
    for route in known.routes:
        if not (only_matter and route.outcome is Outcome.EMERGENCY) and route.fits(text, sure):
            return route
    return None


def route_named(text: str) -> Route | None:
    """Return a route by its key."""
    return next((route for route in rules().routes if route.text == text), None)
