"""The routes of `cues.yml` as data: what each needs, what keeps it away, and what says it by itself."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policies.answering.belonging import signs
from policies.answering.inquiry import Outcome
from policies.yaml_file import read_yaml

FILE = Path(__file__).with_name("cues.yml")

# From this share on a sentence leads away, where its route says nothing else.
LEADS_AWAY = 0.35
ANY_LENGTH = 10_000
NEVER = 2.0
ASKS = frozenset({"asks_fact", "what_to_do"})
NONE_OF_THESE = "none_of_these"
# From this share on a sentence belongs to its class without doubt: neither words against it nor its length say otherwise.
UNDOUBTED = 0.97
SMALL_TALK = frozenset({"greeting", "thanks", "about_service", "off_topic"})


@dataclass(frozen=True, slots=True)
class Route:
    """One way out of answering.

    Attributes:
        text: the key of its words below `answering.routes`.
        outcome: how the question ends.
        certain: ends at once; otherwise a published pair that surely answers comes first.
        intents: Rasa's names for it, which are those of the classes weighed.
        signs: what a sentence of its class shows when it goes this way.
        needs: groups of signs; weight alone leads no sentence away that lacks all of a group.
        alone: the share from which weight needs no sign.
        open: what keeps it from being certain by weight.
        longest: weight alone leads nothing longer away, in characters.
        least: the share from which weight alone leads away.
        surely: the share from which a route that is not certain is.
        surely_told: the same for a sentence that asks nothing.
        cues: what says enough by itself.
        unless: what speaks against it.
    """

    text: str
    outcome: Outcome
    certain: bool
    intents: frozenset[str]
    signs: frozenset[str]
    needs: tuple[frozenset[str], ...]
    alone: float
    open: re.Pattern[str] | None
    longest: int
    least: float
    surely: float
    surely_told: float
    cues: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    @property
    def is_small_talk(self) -> bool:
        """Whether it answers talk about nothing."""
        return self.text in SMALL_TALK

    @property
    def end(self) -> str:
        """What it comes to; small talk of every kind is one end."""
        if self.is_small_talk:
            return "small_talk"
        return self.text if self.outcome is Outcome.OUT_OF_SCOPE else self.outcome.value

    def is_said(self, text: str) -> bool:
        """Tell whether a normalised question says so by itself."""
        return self.may_take(text) and self.cues is not None and self.cues.search(text) is not None

    def is_sure(self, text: str, share: float) -> bool:
        """Tell whether a normalised question weighs so much that no pair comes first."""
        if self.open is not None and self.open.search(text):
            return False
        return share >= (self.surely if ASKS & signs(text) else min(self.surely, self.surely_told))

    def may_lead(self, text: str, share: float) -> bool:
        """Tell whether a normalised question that weighs so much may be led this way; a story is never small talk."""
        if share >= UNDOUBTED and not self.is_small_talk:
            return True
        return len(text) <= self.longest and self.may_take(text)

    def may_take(self, text: str) -> bool:
        """Tell whether nothing in a normalised question speaks against it."""
        return self.unless is None or self.unless.search(text) is None


@dataclass(frozen=True, slots=True)
class Rules:
    """All routes; an emergency gives way only to a question about rules that is not urgent."""

    routes: tuple[Route, ...]
    policy_question: re.Pattern[str]
    urgent: re.Pattern[str]
    deadly: re.Pattern[str]
    recorded: re.Pattern[str]

    def asks_about_rules(self, text: str) -> bool:
        """Tell whether danger may be only the matter of a question (补贴, 认定, 材料 …)."""
        return bool(self.policy_question.search(text)) and not self.urgent.search(text)

    def of_intent(self, intent: str, text: str, share: float = 0.0) -> Route | None:
        """Return the route of a class: the first whose signs a text shows, else the last if it has what it needs.

        Args:
            intent: the class.
            text: the normalised question.
            share: what the text weighs for the class; great weight needs no sign.
        """
        ways = [each for each in _of_class(intent) if each.may_lead(text, share)]
        shown = signs(text)
        shows = (route for route in ways if route.signs & shown)
        last = (
            route
            for route in ways[-1:]
            if share >= route.alone or all(group & shown for group in route.needs)
        )
        return next(itertools.chain(shows, last), None)


@cache
def rules() -> Rules:
    """Return the rules of `cues.yml`."""
    read = read_yaml(FILE)
    routes = tuple(
        Route(
            text=row["text"],
            outcome=Outcome(row["outcome"]),
            certain=row.get("certain", False),
            intents=frozenset(row.get("intents", ())),
            signs=frozenset(row.get("signs", ())),
            alone=row.get("alone", NEVER),
            open=re.compile(row["open"]) if "open" in row else None,
            longest=row.get("longest", ANY_LENGTH),
            least=row.get("least", LEADS_AWAY),
            surely=row.get("surely", NEVER),
            surely_told=row.get("surely_told", NEVER),
            needs=tuple(map(frozenset, row.get("needs", ()))),
            cues=re.compile("|".join(row["any"])) if "any" in row else None,
            unless=re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in read["routes"]
    )
    patterns = (re.compile(read[name]) for name in ("policy_question", "urgent", "deadly", "recorded"))
    return Rules(routes, *patterns)


@cache
def _of_class(intent: str) -> tuple[Route, ...]:
    return tuple(each for each in rules().routes if intent in each.intents)


def route_named(text: str) -> Route | None:
    """Return a route by its key."""
    return next((route for route in rules().routes if route.text == text), None)
