"""The figures of the service as the interface gives them out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from policies.answering.inquiry import Outcome

Step = Literal["asked", "policy", "offered", "answered", "helpful"]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ShareOut(_Out):
    """Questions of one department, region or channel, and how many had no answer."""

    name: str
    asked: int
    unanswered: int


class TopicOut(_Out):
    """A field of matters; `week` are the last seven days beside the median of the eight weeks before."""

    name: str
    asked: int
    week: int
    usual: float
    surges: bool


class TimesOut(_Out):
    """Seconds that the library took, of at most 2,000 of the newest questions."""

    median_s: float | None
    p95_s: float | None


class SatisfactionOut(_Out):
    """Verdicts on answers, and marks 1 to 5 for conversations."""

    helpful: int
    unhelpful: int
    rate: float | None
    score: float | None
    scored: int


class HandOffsOut(_Out):
    """Who asked for a person; the median wait in seconds."""

    asked: int
    taken: int
    wait_s: int | None


class CoverageOut(_Out):
    """The library as it is today; `reviewed` counts published pairs by the age of their last review."""

    published: int
    unfounded: int
    reviewed: dict[str, int]
    in_force: int
    unexplained: int


class InsightsOut(_Out):
    """The figures of some days."""

    asked: int
    daily: dict[date, int]
    outcomes: dict[Outcome, int]
    answer_rate: float | None
    found_rate: float | None
    degraded: int
    funnel: list[tuple[str, int]]
    satisfaction: SatisfactionOut
    times: TimesOut
    hand_offs: HandOffsOut
    departments: list[ShareOut]
    regions: list[ShareOut]
    channels: list[ShareOut]
    topics: list[TopicOut]
    coverage: CoverageOut


class WordOut(_Out):
    """A word or a concept of the questions, and in how many questions and conversations it stands."""

    text: str
    is_concept: bool
    questions: int
    conversations: int


class CloudOut(_Out):
    """What was asked about, of at most 5,000 of the newest questions; nothing that fewer than 3 conversations say."""

    read: int
    words: list[WordOut]


class LineOut(_Out):
    """One question, personal data masked."""

    id: str
    asked_at: datetime
    question: str
    outcome: Outcome
    confidence: float
    channel: str
    department: str | None
    region: str | None
    topic: str | None
    helpful: bool | None
