"""The sentences from which it is learned where questions belong, each with the group that it was written in.

`nlu_data/routes/*.txt`: one file a class. `# …` begins a group, a line gives sentences: `[a|b]` stands for one of
several parts. A fixed draw combines them `MOST` times, oftener where a list is longer or a number before the line says
so (`120: [a|b]…`), so that every part comes up. A line that begins with `= ` is taken as it stands.

`nlu_data/routes/told/*.txt`: one file a class, a line a sentence as somebody says it, every one thought of by itself.
`nlu_data/paraphrases`: ordinary questions in many words.
"""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from policies.answering import belonging
from policies.language.normalise import normalise
from policies.language.paraphrases import paraphrases
from policies.settings import ROOT

ROUTES = ROOT / "nlu_data" / "routes"
INTENTS = ROOT / "nlu_data" / "intents"
TOLD = ROUTES / "told"
CONCEPTS = ROOT / "nlu_data" / "dictionary" / "concepts"
DEMO_PAIRS = ROOT / "policies" / "demo" / "pairs"
# Ordinary questions as people tell them: stories, speech recognisers, mistakes.
ASKED_OF_PAIRS = tuple(
    ROOT / "tests" / "questions" / name for name in ("fresh_demo.jsonl", "hard_demo.jsonl")
)
# Answers to a question of ours stand for nothing by themselves.
LEFT_OUT = frozenset({"affirm", "deny", "change_region"})
MOST = 20
# What a sentence counts: told by itself, written for the assistant, drawn from parts, made from the dictionary.
TOLD_SO, WRITTEN, DRAWN, FROM_WORDS = 2.0, 1.0, 0.7, 0.4
# Words that are the matter of a question wherever such a thing is asked of them.
ASKED = re.findall(
    r"\S+",
    "怎么办理 需要什么材料 在哪办 多少钱 有什么条件 流程是什么 什么时候 哪个部门负责 是什么意思 怎么申请 标准是多少 要多久"
    " 怎么查 有补贴吗 最新规定 能不能办 找谁 怎么弄 归哪里管 要带什么 最新政策 网上能办吗 谁可以申请 有什么用",
)
# Fields whose words alone may be a grievance or a danger, and kinds of words that are no matter.
GRIEVANCES = frozenset(
    {"law_petition", "city_management", "environment", "safety", "public_security", "market", "property"}
)
# Groups about these may be asked by somebody who wants just that: they say nothing of where a sentence belongs.
OTHER_PATHS = re.compile(
    "信访|复议|诉讼|起诉|上诉|仲裁|赔偿|法院|执行|监察|纪检|检举|举报|投诉|信息公开|依申请|个人信息|报警|火灾|火警|急救|自救|逃生|避险|诈骗|家庭暴力|走失|救援"
)
NO_MATTER = frozenset({"facet", "person", "time", "place", "department"})
_PART = re.compile(r"\[([^\]]*)\]")
_COUNT = re.compile(r"(\d+): ")
_ENTITY = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A normalised sentence, its class, the group it was written in, and how much it counts in training."""

    text: str
    label: str
    group: str
    weight: float = WRITTEN


def sentences() -> list[Sentence]:
    """Return all sentences, each text once: where two files disagree, the routes are right."""
    known: dict[str, Sentence] = {}
    for sentence in itertools.chain(_routes(), _told(), _intents(), _demo(), _asked(), _ways(), _words()):
        known.setdefault(sentence.text, sentence)
    known.pop("", None)
    return list(known.values())


def away() -> frozenset[str]:
    """Return the classes that lead away."""
    return frozenset(path.stem for path in ROUTES.glob("*.txt")) - {belonging.POLICY}


def drawn(line: str) -> list[str]:
    """Return the sentences of a line."""
    if line.startswith("= "):
        return [line[2:]]
    count = _COUNT.match(line)
    line = line[count.end() :] if count else line
    parts = [part.split("|") if place % 2 else [part] for place, part in enumerate(_PART.split(line))]
    most = int(count[1]) if count else max(MOST, *map(len, parts))
    draw = random.Random(line)  # noqa: S311 - a draw, no secret
    decks = [_deck(part, most, draw) for part in parts]
    return sorted({"".join(row) for row in zip(*decks, strict=True)})


def _deck(part: list[str], size: int, draw: random.Random) -> list[str]:
    """Return as many parts as asked for, each once before any comes again."""
    deck: list[str] = []
    while len(deck) < size:
        deck += draw.sample(part, len(part))
    return deck[:size]


def _routes() -> Iterator[Sentence]:
    for path in sorted(ROUTES.glob("*.txt")):
        group = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                group = f"{path.stem}: {line[2:]}"
            else:
                yield from (Sentence(normalise(text), path.stem, group, DRAWN) for text in drawn(line))


def _told() -> Iterator[Sentence]:
    for path in sorted(TOLD.glob("*.txt")):
        for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            yield Sentence(normalise(line), path.stem, f"{path.stem} told {place // 10}", TOLD_SO)


def _ways() -> Iterator[Sentence]:
    for group in paraphrases():
        if OTHER_PATHS.search(f"{group.official} {group.terms}"):
            continue
        for text in (group.official, *group.ways):
            yield Sentence(normalise(text), belonging.POLICY, group.official, FROM_WORDS)


def _intents() -> Iterator[Sentence]:
    classes = away()
    for path in sorted(INTENTS.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            intent = block.get("intent")
            if intent and intent not in LEFT_OUT:
                label = intent if intent in classes else belonging.POLICY
                lines = (line[2:] for line in block["examples"].splitlines() if line.startswith("- "))
                for place, line in enumerate(lines):
                    yield Sentence(normalise(_ENTITY.sub(r"\1", line)), label, f"{path.stem} {place // 10}")


def _demo() -> Iterator[Sentence]:
    for path in sorted(DEMO_PAIRS.glob("*.yml")):
        for pair in yaml.safe_load(path.read_text(encoding="utf-8")):
            for text in (pair["question"], *pair.get("similar", ())):
                yield Sentence(normalise(text), belonging.POLICY, pair["question"])


def _asked() -> Iterator[Sentence]:
    for path in ASKED_OF_PAIRS:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["positive_ids"]:
                yield Sentence(normalise(row["query"]), belonging.POLICY, row["positive_ids"][0])


def _words() -> Iterator[Sentence]:
    for path in sorted(CONCEPTS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            concept = json.loads(line)
            if concept["type"] not in NO_MATTER:
                draw = random.Random(line)  # noqa: S311 - a draw, no secret
                texts = [
                    concept["concept"] + draw.choice(ASKED),
                    draw.choice(concept["ways"]) + draw.choice(ASKED),
                ]
                if path.stem not in GRIEVANCES:
                    texts += [concept["concept"], draw.choice(concept["ways"])]
                for text in texts:
                    yield Sentence(normalise(text), belonging.POLICY, f"{path.stem} words", FROM_WORDS)
