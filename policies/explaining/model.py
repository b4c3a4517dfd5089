"""An explanation as data: what was read, what was found, what spoke for and against each find."""

from __future__ import annotations

from dataclasses import dataclass

from policies.answering.inquiry import Inquiry, Reading
from policies.language.dictionary import Trial


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sum: a feature's value and its weight."""

    name: str
    value: float
    weight: float

    @property
    def amount(self) -> float:
        """What it adds to the sum."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Looked:
    """A pair that was looked at.

    Attributes:
        qa_id: which; `question` is its title, `matched` the stored question that fits best.
        score: the search's own score.
        rank: the sum that orders.
        fate: "answers", "offered", "related" or "left".
        reasons: why it does not answer, the weightiest first: keys of `explaining.reasons`.
        parts: what `rank` is made of, the greatest first.
    """

    qa_id: str
    question: str
    matched: str
    score: float
    rank: float
    fate: str
    reasons: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure the first candidate is.

    Attributes:
        single: the pair has but one question, and is judged as such pairs are.
        confidence: that it is right, 0 to 1; from `high` on it answers.
        offer: that one of the first three is right; from `low` on they are offered.
        parts: what the confidence's logit is made of, the greatest first.
    """

    single: bool
    confidence: float
    high: float
    offer: float
    low: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that was looked at.

    Attributes:
        support: how likely it holds the answer; from `enough` on it is quoted.
        fate: "quoted" or "left".
        reasons: why it is not quoted, keys of `explaining.reasons`.
        quote: its words; "" where citizens may not read the document.
    """

    kind: str
    source_id: str
    title: str
    clause: str
    quote: str
    support: float
    enough: float
    fate: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A question's whole way.

    Attributes:
        inquiry: as it was answered, with its trace.
        reading: what was made of the words, as pairs were looked up with it.
        trial: how the words are cut, and the official words behind them.
        routes: (class, share) of the classes that weigh most; "policy" is an ordinary question.
        looked: pairs, the best first; those that a region shut out come last.
        judged: None where no pair was found.
        cited: passages, the best supported first.
    """

    inquiry: Inquiry
    reading: Reading
    trial: Trial
    routes: tuple[tuple[str, float], ...]
    looked: tuple[Looked, ...]
    judged: Judged | None
    cited: tuple[Cited, ...]
