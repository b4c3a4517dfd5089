"""What a call was about, once it has ended."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.hotline.calls import Call
from policies.answering.inquiry import Outcome

Ending = Literal["answered", "partly_answered", "unanswered", "transferred", "no_question"]
# An answer, or the way that the matter has to take.
ANSWERED = frozenset(
    {
        Outcome.ANSWERED,
        Outcome.QUOTED,
        Outcome.NOT_IN_FORCE,
        Outcome.STATUTORY_PATH,
        Outcome.DISCLOSURE_REQUEST,
        Outcome.COMPLAINT,
    }
)
# Steps on the way to an answer, which are no questions left open.
ON_THE_WAY = frozenset({Outcome.CLARIFY, Outcome.NEEDS_DETAIL})
TRANSFERRED = frozenset({Outcome.HANDOFF, Outcome.EMERGENCY, Outcome.PAUSED})


class AskedOut(BaseModel):
    """A question of the call, personal data masked, and what answered it."""

    question: str
    outcome: Outcome
    summary: str
    qa_id: str | None


class SummaryOut(BaseModel):
    """A call that has ended."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "call_id": "3f1f6f0c9f6b4a2f8f5b6f0d2c1a9e77",
                    "questions": [
                        {
                            "question": "示例补贴怎么申请",
                            "outcome": "answered",
                            "summary": "可以，示例人员凭身份证即可办理。",
                            "qa_id": "q-example",
                        }
                    ],
                    "answers_given": 1,
                    "outcome": "answered",
                    "tags": ["医保", "示范市医疗保障局"],
                    "satisfaction": 5,
                    "work_orders": ["GD990101-20261127-0001"],
                }
            ]
        }
    )

    call_id: str
    questions: list[AskedOut]
    answers_given: int = Field(ge=0)
    outcome: Ending = Field(description="How the call as a whole ended.")
    tags: list[str] = Field(description="Topics and departments of the answers, each once.")
    satisfaction: int | None = Field(description="1 very bad, 5 very good; null where it was not told.")
    work_orders: list[str] = Field(description="Numbers of the orders that were made from the call.")


def summary_of(call: Call, work_orders: list[str]) -> SummaryOut:
    """Return the summary of a call and the orders made from it."""
    cards = [card for _, card in call.answered]
    named = (name for card in cards for name in (card["topic"], (card["department"] or {}).get("name")))
    return SummaryOut(
        call_id=call.id,
        questions=[_asked(question, card) for question, card in call.answered],
        answers_given=sum(card["outcome"] in ANSWERED for card in cards),
        outcome=ending_of(call),
        tags=list(dict.fromkeys(name for name in named if name)),
        satisfaction=call.satisfaction,
        work_orders=work_orders,
    )


def _asked(question: str, card: dict[str, Any]) -> AskedOut:
    return AskedOut(question=question, outcome=card["outcome"], summary=card["summary"], qa_id=card["qa_id"])


def ending_of(call: Call) -> Ending:
    """Return how a call ended as a whole."""
    cards = [card for _, card in call.answered]
    outcomes = [card["outcome"] for card in cards if card["outcome"] not in ON_THE_WAY]
    if not cards:
        return "no_question"
    if TRANSFERRED & set(outcomes):
        return "transferred"
    answered = sum(outcome in ANSWERED for outcome in outcomes)
    if not answered:
        return "unanswered"
    return "answered" if answered == len(outcomes) else "partly_answered"
