"""Questions of published pairs as training data.

The library exports a YAML list of `{question: text, facet: code or null}`. The facet names the intent. A question
without a facet is left out: a guessed label teaches a wrong one. No intent takes in more questions than it has
examples by hand, so that a large library does not drown them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Dict, List, Set

import yaml

INTENT_OF_FACET = {
    "who": "ask_eligibility",
    "conditions": "ask_eligibility",
    "materials": "ask_materials",
    "procedure": "ask_procedure",
    "amount": "ask_amount",
    "deadline": "ask_deadline",
    "place": "ask_place_phone",
    "phone": "ask_place_phone",
    "why": "ask_interpretation",
    "department": "ask_department",
    "what": "ask_policy",
    "can": "ask_policy",
    "note": "ask_policy",
}
_LONGEST = 80
_ANNOTATION = re.compile(r"\[([^\]]+)\]\([^)]+\)")


class BadQuestions(Exception):
    """An export that is not a list of questions with their facets; says which entry."""


def examples_by_intent(folder: Path) -> Dict[str, Set[str]]:
    """Return the hand-written examples as plain text, by intent."""
    found: Dict[str, Set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                lines = (line[2:].strip() for line in block["examples"].splitlines())
                found[block["intent"]].update(_ANNOTATION.sub(r"\1", line) for line in lines)
    return found


def read_questions(path: Path) -> Dict[str, Set[str]]:
    """Return the exported questions by intent; raise BadQuestions where the file has another shape."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    if not isinstance(entries, list):
        raise BadQuestions(f"{path}: not a list")
    found: Dict[str, Set[str]] = defaultdict(set)
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
            raise BadQuestions(f"{path}: entry {number} has no question")
        facet = entry.get("facet")
        if facet is not None and facet not in INTENT_OF_FACET:
            raise BadQuestions(f"{path}: entry {number} has an unknown facet {facet!r}")
        question = " ".join(entry["question"].split()).strip("- ")
        if facet is not None and 0 < len(question) <= _LONGEST and not set("[]{}") & set(question):
            found[INTENT_OF_FACET[facet]].add(question)
    return found


def chosen_questions(by_hand: Dict[str, Set[str]], exported: Dict[str, Set[str]]) -> Dict[str, List[str]]:
    """Return the questions to add: new ones with one label, as many as there are by hand, the same every time."""
    known = set().union(*by_hand.values())
    labels = Counter(question for questions in exported.values() for question in questions)
    chosen = {}
    for intent, questions in sorted(exported.items()):
        fresh = [each for each in questions if each not in known and labels[each] == 1]
        fresh.sort(key=lambda each: hashlib.sha256(each.encode()).digest())
        chosen[intent] = fresh[: len(by_hand.get(intent, ()))]
    return chosen


def write_training_data(chosen: Dict[str, List[str]], path: Path) -> None:
    """Write `chosen` as Rasa NLU YAML."""
    blocks = [
        {"intent": intent, "examples": "".join(f"- {each}\n" for each in questions)}
        for intent, questions in chosen.items()
        if questions
    ]
    text = yaml.safe_dump(
        {"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False, width=10_000
    )
    path.write_text(text, encoding="utf-8")
