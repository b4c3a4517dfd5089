"""What operators send and see of hand-offs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from api.chat.schemas import ClientId
from api.live.suggesting import Suggestion
from api.live.visitor_schemas import EntryOut
from api.security.text import Identifier, QuestionText, ShortText
from policies.content.live.history import AnsweredTurn
from policies.content.live.model import (
    Ending,
    Handoff,
    HandoffState,
    PresenceState,
)


def _in_our_days(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2100:
        raise PydanticCustomError("moment", "no moment of our days")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_our_days)]


class HandoffOut(BaseModel):
    """A hand-off as the desk sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    conversation_id: str
    state: HandoffState
    region: str | None
    department: str | None = Field(description="Whose people are to take it.")
    addressed_to: str | None = Field(description="The operator with the first right to it.")
    entered_at: datetime
    seen_at: datetime = Field(description="The last sign of life of the visitor's page.")
    claimed_at: datetime | None
    claimed_by: str | None
    claimed_name: str | None
    closed_at: datetime | None
    ending: Ending | None
    transfers: list[dict[str, str]]
    entries: int = Field(description="The position of the newest entry.")


class TimesOut(BaseModel):
    """How the queue is doing."""

    model_config = ConfigDict(from_attributes=True)

    waiting: int
    served: int
    longest_wait_s: int | None
    median_wait_s: int | None


class QueueOut(BaseModel):
    """The queue as an operator sees it."""

    model_config = ConfigDict(from_attributes=True)

    waiting: list[HandoffOut] = Field(description="Those addressed to the caller first, then longest first.")
    mine: list[HandoffOut]
    every: list[HandoffOut] = Field(description="All that are not over.")
    times: TimesOut


class TurnOut(BaseModel):
    """A question to the service, its answer and the steps that led there."""

    model_config = ConfigDict(from_attributes=True)

    message_id: str
    at: datetime
    question: str
    card: dict[str, Any]
    degraded: bool
    trace: list[dict[str, Any]]


class ConversationOut(BaseModel):
    """A hand-off with the whole conversation around it."""

    handoff: HandoffOut
    turns: list[TurnOut]
    entries: list[EntryOut] = Field(
        description="What was said with people, earlier hand-offs of it included."
    )


class SayIn(BaseModel):
    """Words to the visitor."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "您好，请问您在哪个区县参保？", "client_id": "b" * 32}]},
    )

    text: QuestionText = Field(
        description="Personal data is masked; telephone numbers of the directory stay."
    )
    client_id: ClientId


class TransferIn(BaseModel):
    """To whom a visitor is passed on, one of them."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"department": "示范市民政局"}]}
    )

    operator_id: Identifier | None = None
    department: ShortText | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.operator_id is None) is (self.department is None):
            raise PydanticCustomError("colleague_or_department", "a colleague or a department")
        return self


class CloseIn(BaseModel):
    """How a hand-off ends."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"ending": "resolved"}]})

    ending: Ending


class PresenceIn(BaseModel):
    """What an operator says of themselves."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"state": "present"}]})

    state: PresenceState
    back_at: Moment | None = Field(default=None, description="For one who is away; with its zone.")
    department: ShortText | None = None


class PresenceOut(BaseModel):
    """An operator as the desk sees them."""

    model_config = ConfigDict(from_attributes=True)

    operator_id: str
    name: str
    department: str | None
    state: PresenceState
    back_at: datetime | None
    seen_at: datetime
    is_there: bool = Field(description="Takes hand-offs at this moment.")


class PhraseIn(BaseModel):
    """The words of a canned phrase."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "您好，请问有什么可以帮您？"}]}
    )

    text: QuestionText


class PhraseOut(BaseModel):
    """A canned phrase."""

    model_config = ConfigDict(from_attributes=True)

    code: str = Field(examples=["hi"])
    text: str


class SuggestionOut(BaseModel):
    """A published pair that may answer what the visitor said last."""

    qa_id: str
    question: str
    summary: str
    speech: str
    score: float


PhraseCode = Annotated[str, StringConstraints(min_length=1, max_length=32)]


def handoff_out(found: Handoff) -> HandoffOut:
    """Return a hand-off for the desk."""
    return HandoffOut.model_validate(found)


def turn_out(turn: AnsweredTurn) -> TurnOut:
    """Return a turn for the desk."""
    return TurnOut.model_validate(turn)


def suggestion_out(found: Suggestion) -> SuggestionOut:
    """Return a suggestion."""
    pair = found.pair
    return SuggestionOut(
        qa_id=pair.id or "",
        question=pair.question,
        summary=pair.summary,
        speech=pair.speech or pair.summary,
        score=round(found.score, 4),
    )
