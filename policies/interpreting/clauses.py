"""Which clause of a document some words are about: the one they name, else the one that is likest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from policies.content.model import Clause, Policy
from policies.drafting.provisions import body
from policies.gaps.features import Speech, Vector, likeness, vectors_of
from policies.ingest.tree import PREFACE, TAIL

# Likeness from which words are about a clause; questions of one matter have 0.15 between them (decision 34).
ENOUGH = 0.12
_NAMED = re.compile(r"第[一二三四五六七八九十百零\d]+条")


@dataclass(frozen=True, slots=True)
class Near:
    """A clause with its likeness to the words, 1 where they name it."""

    clause: Clause
    likeness: float


def nearest_clauses(policy: Policy, texts: Sequence[str], speech: Speech) -> list[Near | None]:
    """Return for each text the clause of a document that it is about; None where none comes near.

    Args:
        policy: the document.
        texts: the words; many at once, since the clauses are read anew for each call.
        speech: what reads words.
    """
    said = (each for each in policy.clauses if not each.path.startswith((PREFACE, TAIL)))
    clauses = [each for each in said if body(each)]  # a chapter's heading rules nothing
    if not clauses or not texts:
        return [None] * len(texts)
    vectors = vectors_of([*(f"{each.heading} {each.text}" for each in clauses), *texts], speech)
    known = list(zip(clauses, vectors[: len(clauses)], strict=True))
    return [
        _named(clauses, text) or _likest(known, vector)
        for text, vector in zip(texts, vectors[len(clauses) :], strict=True)
    ]


def printed(policy: Policy, clause: Clause) -> str:
    """Return a clause's text, with the list that it opens where it ends in a colon."""
    if not clause.text.rstrip().endswith(("：", ":")):
        return clause.text
    place = next((place for place, each in enumerate(policy.clauses) if each.path == clause.path), None)
    after = policy.clauses[place + 1 :] if place is not None else ()
    below = takewhile(lambda each: each.level > clause.level, after)
    return "\n".join([clause.text, *(each.text for each in below)])


def _named(clauses: Sequence[Clause], text: str) -> Near | None:
    for name in _NAMED.findall(text):
        for clause in clauses:
            if clause.path.split("/")[-1] == name:
                return Near(clause, 1.0)
    return None


def _likest(known: Sequence[tuple[Clause, Vector]], vector: Vector) -> Near | None:
    best = max(
        (Near(clause, likeness(vector, each)) for clause, each in known), key=lambda near: near.likeness
    )
    return best if best.likeness >= ENOUGH else None
