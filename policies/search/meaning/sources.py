"""What the space is learned from: our own texts that say one thing in many ways.

Groups of questions that ask the same (`nlu_data/paraphrases`), and the concepts of the delivered dictionary with what people
call them. No library takes part, neither a site's nor the demonstration's: the space is the same everywhere, and what is measured
on the demonstration library holds for others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from policies.language.normalise import normalise
from policies.language.paraphrases import FOLDER as PARAPHRASES
from policies.language.paraphrases import paraphrases
from policies.search.meaning.space import DIMENSIONS, LEAST
from policies.settings import ROOT

CONCEPTS = ROOT / "nlu_data" / "dictionary" / "concepts"
# Another way of learning from the same texts gets another number.
WAY = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is said in many ways.

    Attributes:
        official: its question or name in the state's words.
        answer: what an answer says of it, "" where nothing does.
        ways: how people ask for it or call it.
    """

    official: str
    answer: str
    ways: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything that is said of it, its official question twice."""
        parts = (self.official, self.official, *self.ways, self.answer)
        return "\n".join(part for part in parts if part)


def fingerprint() -> str:
    """Return what tells the texts of now from all others; reads every file, parses none."""
    digest = hashlib.blake2b(f"{WAY} {DIMENSIONS} {LEAST}".encode(), digest_size=8)
    files = (*PARAPHRASES.glob("*.jsonl"), *CONCEPTS.glob("*.jsonl"))
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def matters() -> Iterator[Matter]:
    """Give every matter that people ask about."""
    for group in paraphrases():
        yield Matter(group.official, group.terms, group.ways)


def names() -> Iterator[Matter]:
    """Give every concept of the delivered dictionary: names, nothing that is asked."""
    for path in sorted(CONCEPTS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            concept = json.loads(line)
            yield Matter(concept["concept"], "", tuple(concept["ways"]))


@cache
def taught() -> frozenset[str]:
    """Return what the space was taught of names: every concept of the delivered dictionary and its ways, normalised."""
    return frozenset(normalise(text) for each in names() for text in (each.official, *each.ways))
