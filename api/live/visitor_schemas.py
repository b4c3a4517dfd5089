"""What a visitor sends and sees of a hand-off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.chat.schemas import ClientId
from api.live.visits import Visit
from api.security.text import Identifier, ShortText
from policies.content.live.model import Author, Entry, EntryKind, HandoffState

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
