"""Explanations of answers as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.security.text import Day, Identifier, Legible, QuestionText
from policies.answering.card import card
from policies.answering.inquiry import Step
from policies.explaining.findings import about, told
from policies.explaining.model import Explained
from policies.explaining.tracing import Difference, Traced

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Legible]


class TryIn(BaseModel):
    """A question to try, as somebody would ask it."""

    model_config = ConfigDict(extra="forbid")

    text: QuestionText
    region: Name | None = None
    audience: Name | None = None
    on: Day | None = Field(default=None, description="The day of asking; today where it is not named.")
    staff: bool = Field(
        default=False, description="Asked by staff, who may see what is disclosed on request."
    )


class ExpectedIn(BaseModel):
    """Which pair should have answered a question."""

    model_config = ConfigDict(extra="forbid")

    pair_id: Identifier
    text: QuestionText


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class PartOut(_Out):
    """One part of a sum."""

    name: str
    value: float
    weight: float
    amount: float


class LookedOut(_Out):
    """A pair that was looked at."""

    qa_id: str
    question: str
    matched: str
    score: float
    rank: float
    fate: str
    reasons: list[str]
    parts: list[PartOut]


class JudgedOut(_Out):
    """How sure the first pair is, and the thresholds it is measured against."""

    single: bool
    confidence: float
    high: float
    offer: float
    low: float
    parts: list[PartOut]


class CitedOut(_Out):
    """A passage that was looked at."""

    kind: str
    source_id: str
    title: str
    clause: str
    quote: str
    support: float
    enough: float
    fate: str
    reasons: list[str]


class StepOut(_Out):
    """A stage, what it is for, and what it found: as it was noted, and in words."""

    stage: str
    about: str
    finding: str
    told: str
    ms: float

    @classmethod
    def of(cls, step: Step) -> StepOut:
        """Return a stage with its words."""
        return cls(stage=step.stage, about=about(step), finding=step.finding, told=told(step), ms=step.ms)


class ConceptOut(BaseModel):
    """What was said, and the official words behind it."""

    said: str
    official: str


class ExplainedOut(BaseModel):
    """An answer, and why it is this one."""

    answer: dict[str, Any]
    text: str = Field(description="The question as it was read.")
    facet: str | None
    entities: dict[str, str]
    words: list[str]
    concepts: list[ConceptOut]
    added: list[str] = Field(description="Official words that the search adds.")
    routes: dict[str, float]
    steps: list[StepOut]
    pairs: list[LookedOut]
    judged: JudgedOut | None
    passages: list[CitedOut]

    @classmethod
    def of(cls, explained: Explained) -> ExplainedOut:
        """Return an explanation as JSON."""
        answer, reading, trial = explained.inquiry.answer, explained.reading, explained.trial
        return cls(
            answer=card(answer) if answer is not None else {},
            text=reading.text,
            facet=reading.facet.value if reading.facet else None,
            entities=reading.entities,
            words=list(trial.words),
            concepts=[ConceptOut(said=each.way, official=each.name) for each in trial.concepts],
            added=list(trial.added),
            routes=dict(explained.routes),
            steps=[StepOut.of(each) for each in explained.inquiry.trace],
            pairs=[LookedOut.model_validate(each) for each in explained.looked],
            judged=JudgedOut.model_validate(explained.judged) if explained.judged else None,
            passages=[CitedOut.model_validate(each) for each in explained.cited],
        )


class TurnAskedOut(_Out):
    """A turn of the same conversation."""

    message_id: str
    question: str
    outcome: str


class DifferenceOut(_Out):
    """What would be said otherwise now."""

    part: str
    before: str
    now: str


class TracedOut(BaseModel):
    """An answer that somebody got, personal data masked, and what would be said now."""

    message_id: str
    conversation_id: str
    asked_at: datetime
    channel: str
    region: str | None
    audience: str | None
    question: str
    shown: dict[str, Any]
    steps: list[StepOut]
    turns: list[TurnAskedOut]
    degraded: bool
    now: dict[str, Any]
    differences: list[DifferenceOut]

    @classmethod
    def of(cls, traced: Traced, now: dict[str, Any], found: tuple[Difference, ...]) -> TracedOut:
        """Return an answer beside the one of now."""
        names = ("message_id", "conversation_id", "asked_at", "channel", "region", "audience")
        more = ("question", "shown", "degraded")
        return cls(
            **{name: getattr(traced, name) for name in (*names, *more)},
            steps=[StepOut.of(each) for each in traced.steps],
            turns=[TurnAskedOut.model_validate(each) for each in traced.turns],
            now=now,
            differences=[DifferenceOut.model_validate(each) for each in found],
        )
