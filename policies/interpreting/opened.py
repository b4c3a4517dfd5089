"""An interpretation as a whole: its parts, the clauses that each speaks of, what it explains, who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policies.content.model import Clause, Disclosure, Interpretation, Policy, Status
from policies.content.store import Store
from policies.errors import PolicyNotFound
from policies.gaps.features import Speech
from policies.interpreting.clauses import Near, nearest_clauses


@dataclass(frozen=True, slots=True)
class Basis:
    """A clause that a part speaks of."""

    policy: Policy
    clause: Clause


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an interpretation, a question with its answer where it is written so."""

    heading: str
    text: str
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A document that is explained, with its validity on the day."""

    policy: Policy
    status: Status
    holds: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An interpretation as a whole.

    Attributes:
        is_open: everybody may read it: it is 主动公开 and so is everything that it explains.
        holds: something that it explains is the rule today; an interpretation of what has lapsed explains nothing.
    """

    text: Interpretation
    documents: tuple[Explained, ...]
    passages: tuple[Passage, ...]
    is_open: bool
    holds: bool


def opened(store: Store, interpretation_id: str, speech: Speech, today: date) -> Opened:
    """Return an interpretation as a whole.

    Raises:
        InterpretationNotFound: there is none.
    """
    text = store.interpretation(interpretation_id)
    policies = list(_policies(store, text.explains))
    documents = tuple(Explained(each, each.status_on(today), each.holds_on(today)) for each in policies)
    words = [f"{heading}\n{said}" for heading, said in text.passages]
    near = [(policy, nearest_clauses(policy, words, speech)) for policy in policies]
    passages = tuple(
        Passage(heading, _without(heading, said), _basis(place, near))
        for place, (heading, said) in enumerate(text.passages)
    )
    every = [text.disclosure, *(each.disclosure for each in policies)]
    return Opened(
        text,
        documents,
        passages,
        is_open=all(each is Disclosure.PUBLIC for each in every),
        holds=any(each.holds for each in documents),
    )


def _policies(store: Store, identifiers: Iterable[str]) -> Iterable[Policy]:
    for each in identifiers:
        try:
            yield store.policy(each)
        except PolicyNotFound:  # deleted since the interpretation was read
            continue


def _basis(place: int, near: Sequence[tuple[Policy, Sequence[Near | None]]]) -> Basis | None:
    found = [(policy, each) for policy, clauses in near if (each := clauses[place]) is not None]
    best = max(found, key=lambda each: each[1].likeness, default=None)
    return Basis(best[0], best[1].clause) if best is not None else None


def _without(heading: str, words: str) -> str:
    """Return a part's words without its heading, where they begin with it: it is shown above them."""
    first, _, rest = words.partition("\n")
    return rest if rest and heading and first.rstrip(" 。：:？?").endswith(heading.rstrip("？?")) else words
