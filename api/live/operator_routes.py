"""The desk over HTTP: the queue, one's visitors, presence, canned phrases; for keys and people with the role operator."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool

from api.dependencies import BridgeDep
from api.live.operator_schemas import (
    CloseIn,
    ConversationOut,
    HandoffOut,
    PhraseCode,
    PhraseIn,
    PhraseOut,
    PresenceIn,
    PresenceOut,
    QueueOut,
    SayIn,
    SuggestionOut,
    TransferIn,
    handoff_out,
    suggestion_out,
    turn_out,
)
from api.live.visitor_routes import After
from api.live.visitor_schemas import EntryOut
from api.problems import documented
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Operator as OperatorKey
from api.security.text import Identifier
from policies.content.keys import Key
from policies.content.live.model import Author, Operator
from policies.content.live.phrases import Phrase

router = APIRouter(prefix="/api/v1/live", tags=["live"], dependencies=[DESCRIBED_QUERY])
LOOKING = documented(401, 403, 404, 422, 503)
DOING = documented(400, 401, 403, 404, 409, 413, 415, 422, 503)
Code = Annotated[PhraseCode, Path(description="What is typed after the slash.")]


def operator_of(key: Key) -> Operator:
    """Return who works with a key: visitors see the key's name."""
    return Operator(key.id, key.name)


@router.get("/queue", responses=LOOKING)
async def read_queue(bridge: BridgeDep, key: OperatorKey) -> QueueOut:
    """List who waits, one's own visitors and all that are not over, and tell how long it takes."""
    return QueueOut.model_validate(await bridge.live.queue(operator_of(key)), from_attributes=True)


@router.get("/handoffs/{handoff_id}", responses=LOOKING)
async def read_conversation(handoff_id: Identifier, bridge: BridgeDep, key: OperatorKey) -> ConversationOut:
    """Show a hand-off with the conversation before it: questions, answers with their traces, words of people."""
    found, history = await bridge.live.look_at(handoff_id)
    return ConversationOut(
        handoff=handoff_out(found),
        turns=[turn_out(each) for each in history.turns],
        entries=[EntryOut.model_validate(each) for each in history.entries],
    )


@router.get("/handoffs/{handoff_id}/entries", responses=LOOKING)
async def read_entries(
    handoff_id: Identifier, bridge: BridgeDep, key: OperatorKey, after: After = 0
) -> list[EntryOut]:
    """Read on in a hand-off, at most 500 entries."""
    await run_in_threadpool(bridge.live.handoffs.get, handoff_id)
    return [EntryOut.model_validate(each) for each in await bridge.live.entries(handoff_id, after)]


@router.post("/handoffs/{handoff_id}/claim", responses=DOING)
async def claim_handoff(handoff_id: Identifier, bridge: BridgeDep, key: OperatorKey) -> HandoffOut:
    """Take a visitor who waits; of several who try, one gets it and the others 409."""
    return handoff_out(await bridge.live.claim(handoff_id, operator_of(key)))


@router.post("/handoffs/{handoff_id}/messages", responses=DOING)
async def send_words(handoff_id: Identifier, said: SayIn, bridge: BridgeDep, key: OperatorKey) -> EntryOut:
    """Send words to one's visitor; the same `client_id` again sends nothing twice."""
    entry = await bridge.live.say(handoff_id, operator_of(key), said.text, said.client_id)
    return EntryOut.model_validate(entry)


@router.post("/handoffs/{handoff_id}/typing", status_code=204, responses=DOING)
async def tell_typing(handoff_id: Identifier, bridge: BridgeDep, key: OperatorKey) -> None:
    """Tell the visitor that one is typing."""
    await bridge.live.mine(handoff_id, operator_of(key))
    await bridge.live.type(handoff_id, Author.OPERATOR)


@router.post("/handoffs/{handoff_id}/transfer", responses=DOING)
async def transfer_handoff(
    handoff_id: Identifier, to: TransferIn, bridge: BridgeDep, key: OperatorKey
) -> HandoffOut:
    """Pass one's visitor on to a colleague who is there or to a department's people; the place is kept."""
    return handoff_out(
        await bridge.live.transfer(
            handoff_id, operator_of(key), colleague_id=to.operator_id, department=to.department
        )
    )


@router.post("/handoffs/{handoff_id}/close", responses=DOING)
async def close_handoff(
    handoff_id: Identifier, told: CloseIn, bridge: BridgeDep, key: OperatorKey
) -> HandoffOut:
    """End it; the service answers the visitor's next question again."""
    return handoff_out(await bridge.live.close(handoff_id, operator_of(key), told.ending))


@router.get("/handoffs/{handoff_id}/suggestions", responses=LOOKING)
async def suggest_answers(handoff_id: Identifier, bridge: BridgeDep, key: OperatorKey) -> list[SuggestionOut]:
    """Suggest published pairs that may answer what the visitor said last, best first."""
    return [suggestion_out(each) for each in await bridge.live.suggestions(handoff_id)]


@router.get("/presence", responses=LOOKING)
async def read_presence(bridge: BridgeDep, key: OperatorKey) -> list[PresenceOut]:
    """List the operators of the last day, those who take hand-offs now first."""
    return [PresenceOut.model_validate(each) for each in await bridge.live.colleagues()]


@router.put("/presence", responses=DOING)
async def tell_presence(told: PresenceIn, bridge: BridgeDep, key: OperatorKey) -> PresenceOut:
    """Say whether one takes hand-offs. Every call here counts as a sign of life for a minute."""
    found = await bridge.live.be(
        operator_of(key), told.state, back_at=told.back_at, department=told.department
    )
    return PresenceOut.model_validate(found)


@router.get("/phrases", responses=LOOKING)
def list_phrases(bridge: BridgeDep, key: OperatorKey) -> list[PhraseOut]:
    """List the canned phrases by code."""
    return [PhraseOut.model_validate(each) for each in bridge.live.phrases.every()]


@router.put("/phrases/{code}", responses=DOING)
def save_phrase(code: Code, phrase: PhraseIn, bridge: BridgeDep, key: OperatorKey) -> PhraseOut:
    """Save a canned phrase for everybody at the desk."""
    return PhraseOut.model_validate(bridge.live.phrases.save(Phrase(code, phrase.text), key.name))


@router.delete("/phrases/{code}", status_code=204, responses=DOING)
def delete_phrase(code: Code, bridge: BridgeDep, key: OperatorKey) -> None:
    """Take a canned phrase away."""
    bridge.live.phrases.delete(code, key.name)
