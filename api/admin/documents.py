"""Documents in, and what staff decide about them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile

from api.admin.draft_schemas import DraftOut, DraftsIn
from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.admin.schemas import DocumentOut, DocumentsOut, FiledOut, StatusIn
from api.admin.uploads import kept_for_a_while
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from api.security.text import Identifier
from policies.content.filing import FiledDocument, file_documents
from policies.content.listing import policies_page
from policies.content.overriding import override_status
from policies.content.store import Store
from policies.drafting.drafting import Drafting, demand_open
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/documents", tags=["admin"], dependencies=[DESCRIBED_QUERY])
MOST_FILES = 50


@router.get("", responses=READING)
def list_documents(
    bridge: BridgeDep,
    key: Reader,
    q: Annotated[Line | None, Query(description="Words of the title, or a 文号")] = None,
    after: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> DocumentsOut:
    """List documents with their validity today, those disclosed on request among them, page by page."""
    store, day = bridge.library.store, bridge.today()
    found = policies_page(store, after=after, limit=limit, text=q or None)
    items = [DocumentOut.of(policy, day, explained=_is_explained(store, policy.id)) for policy in found]
    return DocumentsOut(items=items, next=found[-1].id if len(found) == limit else None)


@router.post("", responses=WRITING)
def upload_documents(
    bridge: BridgeDep,
    key: Editor,
    files: Annotated[list[UploadFile], File(min_length=1, max_length=MOST_FILES)],
) -> list[FiledOut]:
    """Read documents and interpretations: web pages, Word, PDF, workbooks, text, Markdown, or a zip of them.

    A file at fault is reported with its reason; the others go in.
    """
    with kept_for_a_while(files) as paths:
        return [_told(each) for each in file_documents(bridge.library.store, paths)]


@router.put("/{policy_id}/status", responses=WRITING)
def decide_status(policy_id: Identifier, decision: StatusIn, bridge: BridgeDep, key: Editor) -> DocumentOut:
    """Set a document's validity by hand, with the reason, or take such a decision back."""
    store = bridge.library.store
    policy = override_status(store, policy_id, decision.status, decision.reason, key.name, decision.since)
    return DocumentOut.of(policy, bridge.today(), explained=_is_explained(store, policy.id))


@router.post("/{policy_id}/drafts", responses=WRITING)
def draft_pairs(policy_id: Identifier, wanted: DraftsIn, bridge: BridgeDep, key: Editor) -> list[DraftOut]:
    """Draft pairs from a document's clauses. Nothing is published; what a stored pair answers is named, not drafted.

    `dry_run` shows what would be drafted; `questions` names the ones to save.
    """
    library, today = bridge.library, bridge.today()
    policy = library.store.policy(policy_id)
    demand_open(policy, today)
    drafting = Drafting(library.store, library.dictionary, bridge.known)
    proposals = drafting.propose(policy)
    saved = [] if wanted.dry_run else drafting.save(policy, key.name, today, wanted.questions)
    ids = {pair.question: pair.id for pair in saved}
    return [DraftOut.of(each, ids.get(each.pair.question)) for each in proposals]


def _is_explained(store: Store, policy_id: str) -> bool:
    return bool(store.interpretations_of(policy_id))


def _told(each: FiledDocument) -> FiledOut:
    reason = say(f"errors.{each.error.reason}", **each.error.facts) if each.error is not None else None
    return FiledOut(
        name=each.where,
        result=each.result,
        id=each.source_id,
        title=each.document.title if each.document is not None else None,
        reason=reason,
    )
