"""The life of pairs over HTTP. Routes that work with the store run in the thread pool."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query

from api.admin.pair_schemas import (
    ApproveIn,
    ChangedPairIn,
    ChangeOut,
    EditedOut,
    FindingOut,
    Line,
    PairIn,
    PairOut,
    PairsOut,
    ScheduledOut,
    ScheduleIn,
    StepIn,
    VersionOut,
)
from api.admin.proposing import propose_for
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.problems import documented
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader, Reviewer
from api.security.text import Identifier
from policies.content.editing import Edited
from policies.content.keys import Key
from policies.content.listing import pairs_page
from policies.content.model import PairState
from policies.content.pairs.scheduling import Scheduling
from policies.content.publishing import Publishing
from policies.regression.gate import RegressionGate

router = APIRouter(prefix="/api/v1/admin/pairs", tags=["admin"], dependencies=[DESCRIBED_QUERY])
READING = documented(401, 403, 404, 422, 503)
WRITING = documented(400, 401, 403, 404, 409, 413, 415, 422, 503)


def editing(bridge: Bridge, key: Key) -> Publishing:
    """Return what the owner of a key may do to pairs; publishing goes through the gate of the regression set."""
    gate = RegressionGate(bridge.library, bridge.today)
    return Publishing(bridge.library.store, key.name, today=bridge.today(), gate=gate, known=bridge.known)


def scheduling(bridge: Bridge, key: Key) -> Scheduling:
    """Return what the owner of a key may decide about days to come."""
    gate = RegressionGate(bridge.library, bridge.today)
    return Scheduling(bridge.library.store, key.name, today=bridge.today(), known=bridge.known, gate=gate)


@router.get("", responses=READING)
def list_pairs(
    bridge: BridgeDep,
    key: Reader,
    state: PairState | None = None,
    region: Line | None = None,
    q: Annotated[Line | None, Query(description="Words of the question")] = None,
    after: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> PairsOut:
    """List pairs as they answer, or as drafts where they never did, page by page."""
    found = pairs_page(
        bridge.library.store, after=after, limit=limit, state=state, region=region or None, text=q or None
    )
    following = found[-1].id if len(found) == limit else None
    return PairsOut(items=[PairOut.model_validate(pair) for pair in found], next=following)


@router.get("/waiting", responses=READING)
def list_waiting(bridge: BridgeDep, key: Reader) -> list[PairOut]:
    """List the newest versions that are drafts or wait for a reviewer, changes of published pairs among them."""
    waiting = editing(bridge, key).in_state(PairState.DRAFT, PairState.IN_REVIEW)
    return [PairOut.model_validate(pair) for pair in waiting]


@router.get("/scheduled", responses=READING)
def list_scheduled(bridge: BridgeDep, key: Reader) -> list[ScheduledOut]:
    """List what is published on a day to come, the next first, and what could not be on its day."""
    found = scheduling(bridge, key).every().values()
    return [ScheduledOut.model_validate(each) for each in sorted(found, key=lambda each: each.on)]


@router.post("", status_code=201, responses=WRITING)
def create_pair(pair: PairIn, bridge: BridgeDep, key: Editor, later: BackgroundTasks) -> EditedOut:
    """Write a new pair as a draft; the checks tell what to look at."""
    return _saved(bridge, editing(bridge, key).save_draft(pair.to_pair()), later)


@router.post("/check", responses=WRITING)
def check_pair(pair: PairIn, bridge: BridgeDep, key: Reader) -> list[FindingOut]:
    """Check a pair without saving it: duplicates, contradictions, citations, dates, lengths."""
    return [FindingOut.of(each) for each in editing(bridge, key).check(pair.to_pair())]


@router.get("/{pair_id}", responses=READING)
def read_pair(pair_id: Identifier, bridge: BridgeDep, key: Reader) -> PairOut:
    """Return a pair's newest version, which may wait for approval while an older one answers."""
    return PairOut.model_validate(editing(bridge, key).newest(pair_id))


@router.put("/{pair_id}", responses=WRITING)
def change_pair(
    pair_id: Identifier, pair: ChangedPairIn, bridge: BridgeDep, key: Editor, later: BackgroundTasks
) -> EditedOut:
    """Save a change as a draft; a published pair goes on answering as it is until the change is approved."""
    content = PairIn(**pair.model_dump(exclude={"version", "note"}))
    edited = editing(bridge, key).save_draft(content.to_pair(pair_id), pair.version, pair.note)
    return _saved(bridge, edited, later)


@router.post("/{pair_id}/submit", responses=WRITING)
def submit_pair(pair_id: Identifier, step: StepIn, bridge: BridgeDep, key: Editor) -> EditedOut:
    """Hand a draft to the reviewers."""
    return EditedOut.of(editing(bridge, key).submit(pair_id, step.version, step.note))


@router.post("/{pair_id}/approve", responses=WRITING)
def approve_pair(pair_id: Identifier, step: ApproveIn, bridge: BridgeDep, key: Reviewer) -> EditedOut:
    """Publish what another person has written; it answers everywhere within a second."""
    return EditedOut.of(editing(bridge, key).approve(pair_id, step.version, step.note, step.waived))


@router.put("/{pair_id}/schedule", responses=WRITING)
def schedule_pair(pair_id: Identifier, step: ScheduleIn, bridge: BridgeDep, key: Reviewer) -> EditedOut:
    """Publish on a day what another person has written; a published pair answers as it is until then."""
    return EditedOut.of(scheduling(bridge, key).put(pair_id, step.version, step.on, step.note, step.waived))


@router.delete("/{pair_id}/schedule", status_code=204, responses=WRITING)
def call_schedule_off(pair_id: Identifier, bridge: BridgeDep, key: Reviewer) -> None:
    """Publish it on no day; it waits for a reviewer again."""
    scheduling(bridge, key).call_off(pair_id)


@router.post("/{pair_id}/send-back", responses=WRITING)
def send_pair_back(pair_id: Identifier, step: StepIn, bridge: BridgeDep, key: Reviewer) -> EditedOut:
    """Send what waits for review back to its editor, with the reason."""
    return EditedOut.of(editing(bridge, key).send_back(pair_id, step.version, step.note))


@router.post("/{pair_id}/archive", responses=WRITING)
def archive_pair(pair_id: Identifier, step: StepIn, bridge: BridgeDep, key: Reviewer) -> EditedOut:
    """Take a pair out of use, with the reason; it stops answering everywhere within a second."""
    return EditedOut.of(editing(bridge, key).archive(pair_id, step.version, step.note))


@router.post("/{pair_id}/discard", responses=WRITING)
def discard_change(pair_id: Identifier, step: StepIn, bridge: BridgeDep, key: Editor) -> EditedOut:
    """Give up a waiting change of a published pair."""
    return EditedOut.of(editing(bridge, key).discard(pair_id, step.version, step.note))


@router.post("/{pair_id}/restore/{number}", responses=WRITING)
def restore_version(
    pair_id: Identifier, number: int, step: StepIn, bridge: BridgeDep, key: Editor
) -> EditedOut:
    """Take up an older version as a draft; it goes through review like any change."""
    return EditedOut.of(editing(bridge, key).restore(pair_id, number, step.version, step.note))


@router.get("/{pair_id}/versions", responses=READING)
def list_versions(pair_id: Identifier, bridge: BridgeDep, key: Reader) -> list[VersionOut]:
    """Return everything that was done to a pair, oldest first, with what changed each time."""
    return [VersionOut.of(each) for each in editing(bridge, key).history(pair_id)]


@router.get("/{pair_id}/diff", responses=READING)
def compare_versions(
    pair_id: Identifier,
    bridge: BridgeDep,
    key: Reader,
    older: Annotated[int, Query(ge=1)],
    newer: Annotated[int, Query(ge=1)],
) -> list[ChangeOut]:
    """Return what differs between two versions, field by field."""
    return [ChangeOut.of(each) for each in editing(bridge, key).diff(pair_id, older, newer)]


def _saved(bridge: Bridge, edited: Edited, later: BackgroundTasks) -> EditedOut:
    """Return what was saved; similar questions are proposed for it, those of the site's model after the answer."""
    later.add_task(propose_for(bridge, edited.pair))
    return EditedOut.of(edited)
