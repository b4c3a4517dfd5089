"""What is done to a work order, one address for each deed; every one names the version it was decided on."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from api.admin.pair_schemas import FindingOut
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Operator, may_call
from api.security.text import Identifier
from api.workorders.people import OrderWorker, acting
from api.workorders.routes import WRITING
from api.workorders.schemas import (
    AssignIn,
    CallBackIn,
    ChangeIn,
    DraftedOut,
    EditIn,
    OrderOut,
    ReplyIn,
    StatusIn,
    UrgeIn,
)
from api.workorders.telling import told
from policies.content.keys import Key
from policies.content.orders.drafting import OrderDrafts
from policies.content.orders.life import STEPS, OrderAction
from policies.content.orders.work_orders import Edits

router = APIRouter(prefix="/api/v1/workorders/{number}", tags=["workorders"], dependencies=[DESCRIBED_QUERY])


@router.patch("", responses=WRITING)
def edit_order(number: Identifier, edit: EditIn, bridge: BridgeDep, key: Operator) -> OrderOut:
    """Correct kind, summary, place, region, urgency or deadline; what was before stands in the history."""
    edits = Edits(edit.kind, edit.summary, edit.place, edit.region, edit.is_urgent, edit.due_on)
    return told(bridge.orders.edit(number, acting(key), edits, edit.version, edit.note), bridge.today())


@router.post("/assign", responses=WRITING)
def assign_order(number: Identifier, given: AssignIn, bridge: BridgeDep, key: Operator) -> OrderOut:
    """Give the order to a department (派单), to the suggested one where none is named."""
    order = bridge.orders.assign(number, acting(key), given.department or None, given.version, given.note)
    return told(order, bridge.today())


@router.post("/status", responses=WRITING)
def change_status(number: Identifier, step: StatusIn, bridge: BridgeDep, key: OrderWorker) -> OrderOut:
    """Accept, return, transfer or reopen; a department accepts and returns, an operator does all."""
    action = _allowed(key, OrderAction(step.action))
    return told(bridge.orders.step(number, action, acting(key), step.version, step.note), bridge.today())


@router.post("/urge", responses=WRITING)
def urge_order(number: Identifier, urging: UrgeIn, bridge: BridgeDep, key: Operator) -> OrderOut:
    """Urge the order (催办); counted with its time."""
    return told(bridge.orders.urge(number, acting(key), note=urging.note), bridge.today())


@router.post("/reply", responses=WRITING)
def reply_to_order(number: Identifier, reply: ReplyIn, bridge: BridgeDep, key: OrderWorker) -> OrderOut:
    """Keep what the department answers (答复)."""
    return told(bridge.orders.reply(number, acting(key), reply.text, reply.version), bridge.today())


@router.post("/call-back", responses=WRITING)
def call_back(number: Identifier, call: CallBackIn, bridge: BridgeDep, key: Operator) -> OrderOut:
    """Note how the call-back (回访) went; where nobody was reached the order waits for another."""
    order = bridge.orders.call_back(
        number, acting(key), call.satisfaction, call.reached, call.version, call.note
    )
    return told(order, bridge.today())


@router.post("/close", responses=WRITING)
def close_order(number: Identifier, change: ChangeIn, bridge: BridgeDep, key: Operator) -> OrderOut:
    """Close the order (办结); without a call-back it needs a reason."""
    order = bridge.orders.step(number, OrderAction.CLOSE, acting(key), change.version, change.note)
    return told(order, bridge.today())


@router.post("/draft", status_code=201, responses=WRITING)
def draft_pair(number: Identifier, change: ChangeIn, bridge: BridgeDep, key: OrderWorker) -> DraftedOut:
    """Make a draft Q&A pair of the department's reply; it is never published by itself."""
    drafts = OrderDrafts(bridge.library.store, bridge.known, bridge.today)
    drafted = drafts.draft(number, acting(key), change.version)
    return DraftedOut(
        pair_id=drafted.pair.id,
        question=drafted.pair.question,
        order=told(drafted.order, bridge.today()),
        findings=[FindingOut.of(each) for each in drafted.findings],
    )


def _allowed(key: Key, action: OrderAction) -> OrderAction:
    if not may_call(key, *STEPS[action].by):
        raise HTTPException(403)
    return action
