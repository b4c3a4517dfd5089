"""Calls over HTTP, for the telephone system of a hotline; every address asks for its key."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool

from api.dependencies import BridgeDep
from api.hotline.schemas import CallIn, CallOut, EndIn, SpokenOut, UtteranceIn, told
from api.hotline.service import Heard
from api.hotline.summary import SummaryOut, summary_of
from api.hotline.telling import tell, tell_heard, what_of
from api.problems import documented
from api.security.staff import CallsKey
from api.security.text import Identifier

router = APIRouter(prefix="/api/v1/hotline", tags=["hotline"])
AsSsml = Annotated[bool, Query(alias="ssml", description="Give the speech as SSML too.")]


@router.post("/calls", status_code=201, responses=documented(400, 401, 403, 413, 415, 422, 503))
async def begin_call(call: CallIn, bridge: BridgeDep, key: CallsKey, as_ssml: AsSsml = False) -> CallOut:
    """Begin a call; read the greeting and listen. Operators see it at once."""
    opened, greeting = await run_in_threadpool(
        bridge.hotline.open, key, call.region, call.idempotency_key, call.caller
    )
    await tell(bridge.live.bus, "opened", opened.id)
    return CallOut(call_id=opened.id, **told(greeting, as_ssml))


@router.post("/calls/{call_id}/utterances", responses=documented(400, 401, 403, 404, 413, 415, 422, 503))
async def hear_utterance(
    call_id: Identifier, heard: UtteranceIn, bridge: BridgeDep, key: CallsKey, as_ssml: AsSsml = False
) -> SpokenOut:
    """Answer what the caller said or pressed.

    继续 reads on, 再说一遍 repeats, 拼一下 spells 文号, names and numbers, 慢一点 repeats in shorter parts, 再见 ends.
    While an operator has the call nothing is said and `next` is transfer, but for an emergency.
    """
    turn = Heard(heard.idempotency_key, heard.text, heard.dtmf, heard.final, heard.asr_confidence)
    reply = await run_in_threadpool(bridge.hotline.hear, call_id, key.id, turn)
    if heard.final:
        await tell(bridge.live.bus, what_of(reply), call_id)
    else:
        await tell_heard(bridge.live.bus, call_id, heard.text or "")
    return SpokenOut(**told(reply, as_ssml))


@router.post("/calls/{call_id}/end", responses=documented(400, 401, 403, 404, 413, 415, 422, 503))
async def end_call(call_id: Identifier, ending: EndIn, bridge: BridgeDep, key: CallsKey) -> SummaryOut:
    """End a call and tell what it was about; told again, it tells the same."""
    ended = await run_in_threadpool(bridge.hotline.end, call_id, key.id, ending.satisfaction)
    await tell(bridge.live.bus, "ended", call_id)
    return summary_of(ended, await run_in_threadpool(bridge.orders.numbers_of, ended.id))
