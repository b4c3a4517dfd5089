"""What comes in and goes out of a hand-off, for visitors and for operators."""

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
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from api.chat.schemas import ClientId
from api.live.service import Suggestion
from api.live.visits import Visit
from api.security.text import Identifier, QuestionText, ShortText
from policies.content.live.history import AnsweredTurn
from policies.content.live.model import (
    Author,
    Ending,
    Entry,
    EntryKind,
    Handoff,
    HandoffState,
    PresenceState,
)


def _in_our_days(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2100:
        raise PydanticCustomError("moment", "no moment of our days")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_our_days)]
ENTRY: JsonDict = {
    "position": 3,
    "kind": "message",
    "author": "operator",
    "name": "王晓",
    "text": "您好，请问您在哪个区县参保？",
    "card": None,
    "at": "2026-11-23T02:00:05Z",
}
VISIT: JsonDict = {
    "handoff_id": "h-0123456789abcdef",
    "conversation_id": "3f1f6f0c9f6b4a2f8f5b6f0d2c1a9e77",
    "state": "waiting",
    "place": 2,
    "median_wait_s": 45,
    "operator": None,
    "newest": 1,
    "entries": [],
}


class EntryOut(BaseModel):
    """One thing that happened: words, an answer of the service, or a change of state."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [ENTRY]})

    position: int = Field(description="Counts from 1 within the hand-off; read on with it.")
    kind: EntryKind
    author: Author
    name: str | None = Field(description="Of the operator, or of who it was passed on to.")
    text: str
    card: dict[str, Any] | None = Field(description="The answer card, where the service answered.")
    at: datetime


class EnterIn(BaseModel):
    """Asking for a person."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"client_id": "a" * 32}]})

    client_id: ClientId = Field(description="The sender's own identifier; sent again, nothing is doubled.")
    conversation_id: Identifier | None = Field(
        default=None, description="As returned with an answer; left out where nothing was asked yet."
    )
    region: ShortText | None = None


class VisitOut(BaseModel):
    """A hand-off as its visitor sees it."""

    model_config = ConfigDict(json_schema_extra={"examples": [VISIT]})

    handoff_id: str
    conversation_id: str
    state: HandoffState
    place: int | None = Field(description="In the queue, from 1; null where it does not wait.")
    median_wait_s: int | None = Field(description="How long others waited lately.")
    operator: str | None = Field(description="The name of who serves.")
    newest: int = Field(description="The position up to which everything is told.")
    entries: list[EntryOut] = Field(description="What happened after the position that was asked for.")


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


def visit_out(visit: Visit) -> VisitOut:
    """Return what a visitor may see; how the operator ended it is not told."""
    found = visit.handoff
    return VisitOut(
        handoff_id=found.id,
        conversation_id=found.conversation_id,
        state=found.state,
        place=visit.place,
        median_wait_s=visit.median_wait_s,
        operator=found.claimed_name,
        newest=visit.newest,
        entries=[entry_for_visitor(each) for each in visit.entries],
    )


def entry_for_visitor(entry: Entry) -> EntryOut:
    """Return an entry without what is for the desk only."""
    shown = EntryOut.model_validate(entry)
    if entry.kind is EntryKind.CLOSED:
        return shown.model_copy(update={"text": ""})
    return shown


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
