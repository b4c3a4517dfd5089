"""What questions are about, in words and concepts; nothing that only one or two people said, so that nobody is recognised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from policies.answering.scoring.crowd import GENERIC
from policies.answering.scoring.features import core
from policies.insights.model import Line
from policies.language.dictionary import Dictionary
from policies.language.normalise import normalise
from policies.search.speech import spoken

# So many conversations must say it.
LEAST = 3
MOST_READ = 5_000
MOST_SHOWN = 60
_MASKED = re.compile(r"〔[^〕]*〕")
_WORD = re.compile(r"[一-鿿]{2,8}")
# What holds one of these is a way of speaking: 退不退, 批下来了.
_SPOKEN = re.compile(r"[的了吗呢吧啊能怎咋哪么没不给我你他]")
_SURE = 0.3
# What weighs less in speech is said in questions about anything: 我妈, 听说.
_TELLING = 0.5


@dataclass(frozen=True, slots=True)
class CloudWord:
    """A word that people said, or a concept that they meant; in how many questions and conversations."""

    text: str
    is_concept: bool
    questions: int
    conversations: int


@dataclass(frozen=True, slots=True)
class Cloud:
    """The words of some questions, those of most conversations first.

    Attributes:
        read: how many questions were read.
        words: at most 60.
    """

    read: int
    words: tuple[CloudWord, ...]


def cloud_of(asked: Iterable[tuple[str, Line]], dictionary: Dictionary) -> Cloud:
    """Return what questions are about.

    Args:
        asked: conversation and question.
        dictionary: what cuts questions and knows concepts.
    """
    said_in: dict[tuple[str, bool], set[str]] = defaultdict(set)
    questions: dict[tuple[str, bool], int] = defaultdict(int)
    read = 0
    for conversation, line in asked:
        read += 1
        for named in named_in(line.question, dictionary).items():
            said_in[named].add(conversation)
            questions[named] += 1
    enough = [named for named, told in said_in.items() if len(told) >= LEAST]
    words = [CloudWord(*named, questions[named], len(said_in[named])) for named in enough]
    ordered = sorted(words, key=lambda each: (-each.conversations, -each.questions, each.text))
    return Cloud(read, tuple(ordered[:MOST_SHOWN]))


def named_in(question: str, dictionary: Dictionary) -> dict[str, bool]:
    """Return what a masked question is about: concepts (True), and words that belong to none of them (False)."""
    clean = normalise(_MASKED.sub(" ", question))
    heard = dictionary.lexicon.official(clean)
    concepts = [
        each
        for each in heard
        if each.type != "facet" and (each.weight >= _SURE or each.way == normalise(each.name))
    ]
    named = {each.name: True for each in concepts}
    meant = "\n".join(word for each in heard for word in (each.way, normalise(each.name)))
    for word in dictionary.segmenter.words(clean):
        if _WORD.fullmatch(word) and word not in meant and _tells(word):
            named.setdefault(word, False)
    return named


def _tells(word: str) -> bool:
    if _SPOKEN.search(word):
        return False
    return bool(GENERIC.sub("", core(word)).strip()) and spoken().weight("words", word) >= _TELLING
