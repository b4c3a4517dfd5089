"""Documents in, and what staff decide about them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile
from starlette.responses import StreamingResponse

from api.admin.document_schemas import (
    CitingOut,
    ClauseOut,
    DocumentOut,
    DocumentsOut,
    FiledOut,
    ForesightOut,
    RelationOut,
    StatusIn,
    WholeDocumentOut,
)
from api.admin.draft_schemas import DraftOut, DraftsIn
from api.admin.filing import MOST_FILES, filed_line_by_line
from api.admin.gaps import GapReader, seen_by
from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.admin.uploads import kept_for_a_while
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor
from api.security.text import Identifier
from policies.content.documents.citing import citing
from policies.content.documents.listing import documents_after
from policies.content.documents.relations import relations
from policies.content.documents.wanted import WantedDocuments, owner_of
from policies.content.filing import Origin, file_documents
from policies.content.keys import Key
from policies.content.model import Disclosure, Policy, Status
from policies.content.overriding import decide, foresee_decision
from policies.content.store import Store
from policies.drafting.drafting import Drafting, demand_open
from policies.errors import PolicyNotFound

router = APIRouter(prefix="/api/v1/admin/documents", tags=["admin"], dependencies=[DESCRIBED_QUERY])
OWN = ("index_number", "category", "written_on", "published_on", "source_url", "source_name")
LINES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "One JSON object a line (ProgressOut), as documents are read",
        "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
    }
}


@router.get("", responses=READING)
def list_documents(
    bridge: BridgeDep,
    key: GapReader,
    q: Annotated[Line | None, Query(description="Words of the title, or a 文号")] = None,
    region: Line | None = None,
    issuer: Line | None = None,
    category: Line | None = None,
    status: Annotated[Status | None, Query(description="The validity today")] = None,
    disclosure: Disclosure | None = None,
    explained: Annotated[bool | None, Query(description="Whether an interpretation explains it")] = None,
    after: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> DocumentsOut:
    """List documents with their validity today, those disclosed on request among them, page by page.

    A liaison sees the own department's.
    """
    store, day = bridge.library.store, bridge.today()
    exactly = {"region": region or None, "issuer": issuer or None, "category": category or None}
    wanted = WantedDocuments(
        text=q or None,
        status=status,
        disclosure=disclosure,
        explained=explained,
        owner=owner_of(store, seen_by(key)),
        **exactly,
    )
    found = documents_after(store, wanted, day, after, limit)
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
        filed = file_documents(bridge.library.store, paths, origin=Origin(key.name))
        return [FiledOut.of(each) for each in filed]


@router.post("/filing", responses={**WRITING, **LINES}, response_class=StreamingResponse)
def file_line_by_line(
    bridge: BridgeDep,
    key: Editor,
    files: Annotated[list[UploadFile], File(min_length=1, max_length=MOST_FILES)],
) -> StreamingResponse:
    """Read documents as an upload does, and tell line by line how far it is: each line a `ProgressOut`."""
    lines = filed_line_by_line(bridge, files, Origin(key.name))
    return StreamingResponse(lines, media_type="application/x-ndjson")


@router.get("/{policy_id}", responses=READING)
def read_document(policy_id: Identifier, bridge: BridgeDep, key: GapReader) -> WholeDocumentOut:
    """Return a document with its clauses, its ties to others and the pairs that rest on it."""
    store, day = bridge.library.store, bridge.today()
    policy = document_for(bridge, key, policy_id)
    head = DocumentOut.of(policy, day, explained=_is_explained(store, policy.id))
    with store.engine.connect() as connection:
        pairs = citing(connection, policy.id)
    department = seen_by(key)
    return WholeDocumentOut(
        **head.model_dump(),
        **{name: getattr(policy, name) for name in OWN},
        text=[ClauseOut.model_validate(each) for each in policy.clauses],
        relations=[RelationOut.model_validate(each) for each in relations(store, policy)],
        cited_by=[CitingOut.model_validate(each) for each in pairs if department in (None, each.department)],
    )


@router.put("/{policy_id}/status", responses=WRITING)
def decide_status(policy_id: Identifier, decision: StatusIn, bridge: BridgeDep, key: Editor) -> DocumentOut:
    """Set a document's validity by hand, with the reason, or take such a decision back."""
    store = bridge.library.store
    policy = decide(store, policy_id, decision.to_decision(), key.name)
    return DocumentOut.of(policy, bridge.today(), explained=_is_explained(store, policy.id))


@router.post("/{policy_id}/status/foresight", responses=WRITING)
def foresee_status(policy_id: Identifier, decision: StatusIn, bridge: BridgeDep, key: Editor) -> ForesightOut:
    """Tell what a decision on a document's validity would lead to; nothing is changed."""
    store, today = bridge.library.store, bridge.today()
    return ForesightOut.of(foresee_decision(store, policy_id, decision.to_decision(), today))


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
    saved = (
        [] if wanted.dry_run else drafting.save(policy, key.name, today, wanted.questions, wanted.reworded)
    )
    ids = {pair.question: pair.id for pair in saved}
    worded = {
        each.pair.question: wanted.reworded.get(each.pair.question, each.pair.question) for each in proposals
    }
    return [DraftOut.of(each, ids.get(worded[each.pair.question])) for each in proposals]


def document_for(bridge: Bridge, key: Key, policy_id: str) -> Policy:
    """Return a document that somebody may see.

    Raises:
        PolicyNotFound: there is none, or it is another department's than the only one that may be seen.
    """
    store = bridge.library.store
    policy = store.policy(policy_id)
    owner = owner_of(store, seen_by(key))
    if owner is not None and not owner.issued(policy):
        raise PolicyNotFound(policy_id)
    return policy


def _is_explained(store: Store, policy_id: str) -> bool:
    return bool(store.interpretations_of(policy_id))
