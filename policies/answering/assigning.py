"""Which department a matter belongs to, with the reason: for whoever hands work on, who may decide otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.answering.evidence import best_sentence
from policies.answering.inquiry import Inquiry
from policies.answering.shelf import Shelf
from policies.answering.sources import clause_of, contact, titled
from policies.content.model import Responsibility
from policies.wording import say

# Pairs that are hardly about the same say nothing.
LEAST_LIKE, MOST_PAIRS = 0.25, 5
# A clause counts where a sentence of it holds so much of the matter.
LEAST_FIT, MOST_PASSAGES = 0.4, 6
# So much must speak for a department, and so large a part of everything that speaks for any.
ENOUGH, SHARE = 0.4, 0.5
WORTH_OF_A_HELPER = 0.3
# Nothing that is looked up weighs as much as being named.
NAMED = 100.0
_PLACEHOLDER = re.compile("〔[^〕]*〕")
_END = re.compile("[，。；！？,;!?\\n]+")
# What says that somebody complains, and not of what.
_NO_MATTER = re.compile(
    "我们?|你们|[要想再请]|投诉|举报|反映|反应|一下|一次|处理|结果|不满意?|给?解决|上次|没人管?"
)
SHORTEST_PART, MOST_PARTS = 4, 5


@dataclass(frozen=True, slots=True)
class Suggested:
    """A department by its name in the directory, why it seems responsible, and how much speaks for it."""

    department: str
    why: str
    weight: float = NAMED


@dataclass(frozen=True, slots=True)
class _Voice:
    department: str
    weight: float
    why: str


def responsible(shelf: Shelf, inquiry: Inquiry) -> Suggested | None:
    """Return the department that a matter likely belongs to; None where that is not clear.

    One that the words name comes first; then what the responsibility marks of fitting clauses (市医保局牵头) and the
    departments of like questions say together.

    Args:
        shelf: where the directory is read.
        inquiry: the matter, with its nearest pairs and passages.
    """
    named = shelf.department(inquiry.reading.entities.get("department", ""))
    if named is not None:
        return Suggested(named.name, say("orders.why.named", department=named.name))
    voices = [*_marks(shelf, inquiry), *_pairs(shelf, inquiry)]
    weights: dict[str, float] = defaultdict(float)
    for voice in voices:
        weights[voice.department] += voice.weight
    best = max(weights, key=lambda name: weights[name], default=None)
    if best is None or weights[best] < max(ENOUGH, SHARE * sum(weights.values())):
        return None
    strongest = max((each for each in voices if each.department == best), key=lambda each: each.weight)
    return Suggested(best, strongest.why, weights[best])


def clearest(found: Iterable[Suggested | None]) -> Suggested | None:
    """Return the suggestion for which most speaks; None where there is none."""
    return max(filter(None, found), key=lambda each: each.weight, default=None)


def parts_of(text: str) -> list[str]:
    """Return what is looked up for somebody's words: all of them, and their first clauses one by one.

    People tell a matter among much else; one clause of it often names it better than everything together.
    """
    whole = _PLACEHOLDER.sub("", text).strip()
    clauses = [each.strip() for each in _END.split(whole)]
    long_enough = [each for each in clauses if len(_NO_MATTER.sub("", each)) >= SHORTEST_PART]
    return list(dict.fromkeys([whole or text, *long_enough[:MOST_PARTS]]))


def _marks(shelf: Shelf, inquiry: Inquiry) -> Iterator[_Voice]:
    for passage in inquiry.passages[:MOST_PASSAGES]:
        policy = shelf.policy(passage.source_id) if passage.kind == "policy" else None
        clause = clause_of(policy, passage.clause_path) if policy is not None else None
        fit = best_sentence(inquiry.reading, passage.quote).fit
        if policy is None or clause is None or fit < LEAST_FIT or not _is_here(shelf, inquiry, policy.region):
            continue
        for mark in clause.responsibilities:
            known = _in_directory(shelf, mark.department, policy.region)
            if known is not None:
                place = f"{titled(policy.title)}{clause.path}"
                why = say("orders.why.marked", place=place, department=mark.department, role=mark.role)
                yield _Voice(known, fit * _worth(mark), why)


def _pairs(shelf: Shelf, inquiry: Inquiry) -> Iterator[_Voice]:
    for candidate in inquiry.candidates[:MOST_PAIRS]:
        pair = shelf.pair(candidate.qa_id)
        if pair is None or candidate.score < LEAST_LIKE or not _is_here(shelf, inquiry, pair.region):
            continue
        known = _in_directory(shelf, pair.department, pair.region)
        if known is not None:
            yield _Voice(known, candidate.score, say("orders.why.asked", question=pair.question))


def _worth(mark: Responsibility) -> float:
    return WORTH_OF_A_HELPER if "配合" in mark.role else 1.0


def _is_here(shelf: Shelf, inquiry: Inquiry, region: str | None) -> bool:
    """Tell whether a text may speak for where the matter is: a district's only for its own people."""
    tree, own = shelf.regions(), inquiry.question.region
    return not tree.is_district(region) or (own is not None and region in tree.lineage(own))


def _in_directory(shelf: Shelf, name: str | None, region: str | None) -> str | None:
    found = contact(shelf, name, region=region)
    known = shelf.department(found.name) if found is not None else None
    return known.name if known is not None else None
