"""Routing (A10): does what is no policy question go its own way, and only that?

The sentences of `routing/test` and `routing/week` count: the first are by three writers, many of them told sideways; the
second by a fourth, mixed as a service hears them in a week. Those of `routing/dev` are for making the router better. Whoever
works on the router looks at `dev` only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from policies.answering.inquiry import LED_AWAY, Answer, Outcome, Question
from policies.demo.load import load_demo
from policies.evaluation.intervals import interval
from policies.evaluation.metrics import share
from policies.evaluation.run import answer_of
from policies.library import Library
from policies.wording import say
from tests.questions.assistant import Intents
from tests.questions.rounds import TODAY
from tests.questions.sets.shared import lines_of

FOLDER = Path(__file__).with_name("routing")
ORDINARY = "ordinary"
Half = Literal["dev", "test", "week"]

# What each class must come to. Where several classes end alike, each has wording of its own.
OUTCOMES = {
    "emergency": Outcome.EMERGENCY,
    "complaint": Outcome.COMPLAINT,
    "statutory_path": Outcome.STATUTORY_PATH,
    "disclosure_request": Outcome.DISCLOSURE_REQUEST,
    "handoff": Outcome.HANDOFF,
}
WORDINGS = {
    "privacy": ("privacy",),
    "abuse": ("abuse",),
    "injection": ("injection",),
    "smalltalk": ("greeting", "thanks", "about_service", "off_topic"),
}


@dataclass(frozen=True, slots=True)
class Routed:
    """A sentence, the class it belongs to, and the class it was taken for ("ordinary" where it stayed)."""

    text: str
    meant: str
    taken: str


def sentences(half: Half) -> list[tuple[str, str]]:
    """Return (class, sentence) of one half."""
    return [
        (path.stem, row["query"])
        for path in sorted((FOLDER / half).glob("*.jsonl"))
        for row in lines_of(path)
    ]


def route_all(library: Library, half: Half, intents: Intents | None) -> Iterator[Routed]:
    """Ask every sentence of the demonstration library, with the assistant's intents where they are given."""
    load_demo(library.store)
    library.refresh()
    for meant, text in sentences(half):
        intent, sure = (intents or {}).get(text, (None, 0.0))
        question = Question(text, asked_on=TODAY, intent=intent, intent_confidence=sure)
        yield Routed(text, meant, taken_for(answer_of(library.ask(question))))


def taken_for(answer: Answer) -> str:
    """Return the class that an answer speaks of."""
    if answer.outcome not in LED_AWAY:
        return ORDINARY
    for name, keys in WORDINGS.items():
        if answer.summary in {say(f"answering.routes.{key}.summary") for key in keys}:
            return name
    return next((name for name, outcome in OUTCOMES.items() if outcome is answer.outcome), answer.outcome)


def measure_routes(routed: Sequence[Routed]) -> dict[str, Any]:
    """Return recall, precision and their intervals by class, and the share of ordinary questions led away."""
    classes = sorted({each.meant for each in routed} - {ORDINARY})
    ordinary = [each for each in routed if each.meant == ORDINARY]
    away = [(each.text, float(each.taken != ORDINARY), 1.0) for each in ordinary]
    return {
        "sentences": len(routed),
        "accuracy": share(sum(each.meant == each.taken for each in routed), len(routed)),
        "ordinary": len(ordinary),
        "ordinary_led_away": share(sum(hit for _, hit, _ in away), len(away)),
        "ordinary_led_away_interval": interval(away),
        "classes": {name: _class(name, routed) for name in classes},
    }


def _class(name: str, routed: Sequence[Routed]) -> dict[str, Any]:
    meant = [each for each in routed if each.meant == name]
    taken = [each for each in routed if each.taken == name]
    hits = [(each.text, float(each.taken == name), 1.0) for each in meant]
    return {
        "sentences": len(meant),
        "recall": share(sum(hit for _, hit, _ in hits), len(hits)),
        "recall_interval": interval(hits),
        "precision": share(sum(each.meant == name for each in taken), len(taken)),
        "missed_as": dict(Counter(each.taken for each in meant if each.taken != name)),
    }
