"""Looking over what the assistant is trained on: sentences by hand, their intents and entities.

Reads the files as they are and says where each thing stands, file and line. What only Rasa can find (`bot.check`) is
added by `policies.assistant.checking`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process
from yaml import MarkedYAMLError

from policies.content.checks.finding import Severity
from policies.language.normalise import normalise

ANNOTATION = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_PUNCTUATION = re.compile(r"[\s，。？！、；：,.?!;:~～…“”\"'（）()]+")
_PARTICLES = re.compile(r"[吗呢啊吧呀哦嘛]")
FEWEST = 20
# Sentences of different intents that are alike to this share (normalised edit distance) are likely one sentence.
LIKENESS = 88.0
SHORTEST_ALIKE = 6
MOST_ALIKE = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """An example by hand: its words without marks, its intent, the entities marked in it, and where it stands."""

    text: str
    intent: str
    entities: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class DataFinding:
    """Something to look at: a rule (a key under `assistant.finding` in the wording), its facts, and its place."""

    rule: str
    severity: Severity
    place: str
    facts: dict[str, str] = field(default_factory=dict)

    def as_row(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self) | {"severity": self.severity.value}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look over the training data found: examples by intent, and the findings, the gravest first."""

    counts: dict[str, int]
    findings: tuple[DataFinding, ...]

    def as_row(self) -> dict[str, Any]:
        """Return it as plain values, for keeping."""
        return {"counts": self.counts, "findings": [each.as_row() for each in self.findings]}


def check_data(root: Path) -> Checked:
    """Look over the examples and the domain below a project's root; the files are only read."""
    sentences: list[Sentence] = []
    findings: list[DataFinding] = []
    for path in sorted((root / "nlu_data" / "intents").glob("*.yml")):
        place = path.relative_to(root).as_posix()
        try:
            sentences += read_sentences(path.read_text(encoding="utf-8"), place)
        except (MarkedYAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            findings.append(_broken(place, error))
    intents, entities = _domain(root, "intents"), _domain(root, "entities")
    counts = dict.fromkeys(intents, 0)
    for each in sentences:
        counts[each.intent] = counts.get(each.intent, 0) + 1
    findings += [
        *_intents(counts, intents, sentences),
        *_entities(sentences, entities),
        *_same(sentences),
        *_alike(sentences),
    ]
    return Checked(counts, in_order(findings))


def in_order(findings: Iterable[DataFinding]) -> tuple[DataFinding, ...]:
    """Return findings, the gravest first, otherwise as they came."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda each: order.index(each.severity)))


def read_sentences(text: str, place: str) -> list[Sentence]:
    """Return the examples of a file with the line of each; raises what reading YAML of another shape raises."""
    found = []
    for block in _blocks(text):
        keys = {key.value: value for key, value in block.value}
        if "intent" not in keys:
            continue
        first = keys["examples"].start_mark.line + 2
        for number, line in enumerate(keys["examples"].value.splitlines()):
            marked = line.removeprefix("- ").strip()
            if marked:
                entities = tuple(kind for _, kind in ANNOTATION.findall(marked))
                plain = ANNOTATION.sub(r"\1", marked)
                found.append(Sentence(plain, keys["intent"].value, entities, f"{place}:{first + number}"))
    return found


def _blocks(text: str) -> list[Any]:
    """Return the nodes of a file's blocks, with their places."""
    parts: Any = yaml.compose(text)
    return next((list(value.value) for key, value in parts.value if key.value == "nlu"), [])


def _broken(place: str, error: Exception) -> DataFinding:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return DataFinding("broken_file", Severity.ERROR, f"{place}:{mark.line + 1}" if mark else place)


def _domain(root: Path, part: str) -> list[str]:
    content = yaml.safe_load((root / "bot" / "domain" / f"{part}.yml").read_text(encoding="utf-8"))
    return [next(iter(each)) if isinstance(each, dict) else str(each) for each in content[part]]


def _intents(counts: dict[str, int], intents: list[str], sentences: list[Sentence]) -> Iterator[DataFinding]:
    first = {each.intent: each.place for each in reversed(sentences)}
    for intent, count in counts.items():
        place = first.get(intent, "bot/domain/intents.yml")
        if intent not in intents:
            yield DataFinding("unknown_intent", Severity.ERROR, place, {"intent": intent})
        elif count == 0:
            yield DataFinding("no_examples", Severity.ERROR, place, {"intent": intent})
        elif count < FEWEST:
            facts = {"intent": intent, "count": str(count), "least": str(FEWEST)}
            yield DataFinding("few_examples", Severity.WARNING, place, facts)


def _entities(sentences: list[Sentence], known: list[str]) -> Iterator[DataFinding]:
    for each in sentences:
        for entity in sorted(set(each.entities) - set(known)):
            yield DataFinding(
                "unknown_entity", Severity.ERROR, each.place, {"entity": entity, "text": each.text}
            )


def _same(sentences: list[Sentence]) -> Iterator[DataFinding]:
    by_key: dict[str, list[Sentence]] = defaultdict(list)
    for each in sentences:
        by_key[_PUNCTUATION.sub("", normalise(each.text)).lower() or each.text].append(each)
    for found in by_key.values():
        for other in found[1:]:
            is_torn = other.intent != found[0].intent
            facts = {
                "text": other.text,
                "intent": other.intent,
                "other": found[0].intent,
                "at": found[0].place,
            }
            rule = "same_in_two" if is_torn else "same_twice"
            yield DataFinding(rule, Severity.ERROR if is_torn else Severity.INFO, other.place, facts)


def _alike(sentences: list[Sentence]) -> list[DataFinding]:
    """Return the sentences of different intents that are nearly the same, the most alike first."""
    told = [(each, _key(each.text)) for each in sentences]
    long = [(each, key) for each, key in told if len(key) >= SHORTEST_ALIKE]
    keys = [key for _, key in long]
    likeness = process.cdist(keys, keys, scorer=fuzz.ratio, score_cutoff=LIKENESS, workers=1)
    found = []
    for row, column in zip(*likeness.nonzero(), strict=True):
        one, other = long[row][0], long[column][0]
        if row < column and one.intent != other.intent and keys[row] != keys[column]:
            found.append((float(likeness[row, column]), one, other))
    found.sort(key=lambda each: (-each[0], each[1].place))
    return [
        DataFinding(
            "alike",
            Severity.WARNING,
            other.place,
            {
                "text": other.text, "intent": other.intent, "like": one.text, "other": one.intent, "at": one.place,
                "share": f"{share:.0f}",
            },
        )
        for share, one, other in found[:MOST_ALIKE]
    ]  # fmt: skip


def _key(text: str) -> str:
    return _PARTICLES.sub("", _PUNCTUATION.sub("", normalise(text))).lower() or text
