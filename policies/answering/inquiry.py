"""The data that walks through the answering stages. Stages take an `Inquiry` and give an `Inquiry`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from policies.content.model import Facet


class Outcome(StrEnum):
    """How a question ended. A "no" is an outcome, never an exception."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    QUOTED = "quoted"
    NEEDS_DETAIL = "needs_detail"
    NOT_FOUND = "not_found"
    NOT_IN_FORCE = "not_in_force"
    OUT_OF_SCOPE = "out_of_scope"
    COMPLAINT = "complaint"
    EMERGENCY = "emergency"
    STATUTORY_PATH = "statutory_path"
    DISCLOSURE_REQUEST = "disclosure_request"
    HANDOFF = "handoff"
    PAUSED = "paused"


# The endings that lead a question away from the library before any pair can answer it.
LED_AWAY = frozenset(
    {
        Outcome.OUT_OF_SCOPE,
        Outcome.COMPLAINT,
        Outcome.EMERGENCY,
        Outcome.STATUTORY_PATH,
        Outcome.DISCLOSURE_REQUEST,
        Outcome.HANDOFF,
    }
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn: what was asked and which pair or policy answered it."""

    question: str
    qa_id: str | None = None
    policy_id: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked, and what is known about the asking.

    Attributes:
        text: as typed or heard, personal data already masked.
        asked_on: the day for which validity is judged.
        region: full region name, or None where it is not known.
        history: earlier turns, oldest first.
        intent: the intent that Rasa understood, or None where the library is asked directly.
        intent_confidence: 0 to 1.
        entities: entity values from Rasa by name (region, audience, topic, doc_number, department, year,
            amount, facet).
        choice: identifier of the pair whose button the person pressed.
        viewer: staff may see documents disclosed on request.
        is_as_of: `asked_on` is another day than the one on which the question is asked; the answer says so.
    """

    text: str
    asked_on: date
    region: str | None = None
    audience: str | None = None
    history: tuple[Turn, ...] = ()
    intent: str | None = None
    intent_confidence: float = 0.0
    entities: dict[str, str] = field(default_factory=dict)
    choice: str | None = None
    viewer: Literal["citizen", "staff"] = "citizen"
    is_as_of: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the library made of the question's words.

    Attributes:
        text: the normalised question that is searched (fillers removed, follow-up resolved).
        earlier: what was talked about before, where the question may lean on it.
        may_add: the question tells of a circumstance and asks barely (我退休了，怎么弄): `earlier` belongs to it where the
            library knows something of both.
        matter: what a follow-up keeps of what was talked about, without the words that ask; "" for other questions.
        instead: what a follow-up puts in the place of what was talked about: 换成农民工呢; "" for other questions.
        focus: condensed queries of a long question, the best first; empty for a short one. They are
            searched beside `text`.
        official: the same question with everyday words replaced by the official ones.
        terms: words after segmentation.
        entities: values by name: the library's own and Rasa's.
        route: where the question may have to go, the key of a route.
        prefers: which kind of source the question asks for.
        doc_numbers: 文号 named in the question, in canonical form.
    """

    text: str
    earlier: str = ""
    may_add: bool = False
    matter: str = ""
    instead: str = ""
    focus: tuple[str, ...] = ()
    official: str = ""
    terms: tuple[str, ...] = ()
    entities: dict[str, str] = field(default_factory=dict)
    route: str | None = None
    facet: Facet | None = None
    topic: str | None = None
    prefers: Literal["pair", "policy", "interpretation"] = "pair"
    doc_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may answer: `score` orders, `parts` show where the score comes from."""

    qa_id: str
    question: str
    matched: str
    score: float
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause or a passage of an interpretation that may be quoted; `beside` is the share of its score that is not its words'."""

    kind: Literal["policy", "interpretation"]
    source_id: str
    clause_path: str
    quote: str
    score: float
    beside: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as shown. `highlight` is a (start, end) character range of `quote`."""

    kind: Literal["policy", "interpretation", "pair"]
    source_id: str
    title: str
    status: str
    doc_number: str | None = None
    clause: str | None = None
    quote: str = ""
    highlight: tuple[int, int] | None = None
    issuer: str | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    url: str | None = None
    disclosure: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `question` carries the pair's real title, `qa_id` its identifier."""

    kind: Literal["question", "none_of_these", "handoff", "region"]
    label: str
    qa_id: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """The department to turn to."""

    name: str
    phone: str | None = None
    hours: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service says.

    `confidence` is calibrated, 0 to 1, the same number everywhere; `region` is the one the person named or
    chose, for the next turns to remember.
    """

    outcome: Outcome
    confidence: float
    summary: str
    detail: tuple[tuple[Facet, str], ...] = ()
    speech: str = ""
    citations: tuple[Citation, ...] = ()
    department: Contact | None = None
    choices: tuple[Choice, ...] = ()
    related: tuple[Choice, ...] = ()
    notices: tuple[str, ...] = ()
    checked_on: date | None = None
    qa_id: str | None = None
    topic: str | None = None
    region: str | None = None
    is_demo: bool = False
    trace_id: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: which stage, what it found, how long it took."""

    stage: str
    finding: str
    ms: float


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question on its way to an answer; frozen, replaced by every stage."""

    question: Question
    reading: Reading
    candidates: tuple[Candidate, ...] = ()
    passages: tuple[Passage, ...] = ()
    draft: Answer | None = None
    answer: Answer | None = None
    trace: tuple[Step, ...] = ()
