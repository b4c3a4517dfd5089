"""What people doubt about a document since it came into force, and the interpretation that is written for it."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from api.admin.gaps import GapReader, seen_by
from api.admin.interpretations import ListedOut, NamedOut
from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor
from api.security.text import Identifier, Legible
from policies.content.documents.wanted import owner_of
from policies.interpreting.doubts import Doubt, Doubted, Doubts
from policies.interpreting.outline import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_TITLE,
    Outline,
    Part,
    file_outline,
    outlined,
    write_docx,
)
from policies.interpreting.touching import How
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/doubts", tags=["admin"], dependencies=[DESCRIBED_QUERY])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file", "content": {DOCX: {"schema": {"type": "string", "format": "binary"}}}}
}


class DoubtOut(BaseModel):
    """What several people asked about one matter, personal data masked."""

    id: str
    text: str = Field(description="The question that stands for all.")
    questions: int
    askers: int
    unwell: int = Field(description="People who were not answered well.")
    hows: dict[How, int]
    examples: list[str]
    last_at: datetime
    clause: str | None

    @classmethod
    def of(cls, doubt: Doubt) -> DoubtOut:
        """Return a doubt as JSON shows it."""
        names = ("id", "text", "questions", "askers", "unwell", "hows", "last_at")
        return cls(
            **{name: getattr(doubt, name) for name in names},
            examples=list(doubt.examples),
            clause=doubt.clause.path if doubt.clause else None,
        )


class DoubtedOut(BaseModel):
    """A document in force with what people doubt about it."""

    document: NamedOut
    askers: int
    unwell: int
    doubts: list[DoubtOut]

    @classmethod
    def of(cls, found: Doubted) -> DoubtedOut:
        """Return it as JSON shows it."""
        return cls(
            document=NamedOut.model_validate(found.policy),
            askers=found.askers,
            unwell=found.unwell,
            doubts=[DoubtOut.of(each) for each in found.doubts],
        )


class PartBody(BaseModel):
    """A question of an interpretation, the clause on which its answer rests, and the answer."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    question: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION), Legible
    ]
    clause: Annotated[str, StringConstraints(max_length=128), Legible] = ""
    answer: Annotated[str, StringConstraints(max_length=LONGEST_ANSWER), Legible] = ""


class OutlineBody(BaseModel):
    """An interpretation as far as it is written."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    title: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE), Legible
    ]
    parts: list[PartBody] = Field(min_length=1, max_length=100)

    def to_outline(self) -> Outline:
        """Return the outline."""
        return Outline(self.title, tuple(Part(**each.model_dump()) for each in self.parts))


@router.get("", responses=READING)
def list_doubts(
    bridge: BridgeDep,
    key: GapReader,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[DoubtedOut]:
    """List documents in force about which people doubt something, the most pressing first."""
    found = doubts_of(bridge).every(owner_of(bridge.library.store, seen_by(key)))
    return [DoubtedOut.of(each) for each in found[offset : offset + limit]]


@router.get("/{policy_id}", responses=READING)
def read_doubts(policy_id: Identifier, bridge: BridgeDep, key: GapReader) -> DoubtedOut:
    """Return what people doubt about one document."""
    return DoubtedOut.of(doubts_of(bridge).of(policy_id, owner_of(bridge.library.store, seen_by(key))))


@router.get("/{policy_id}/outline", responses=READING)
def begin_outline(
    policy_id: Identifier,
    bridge: BridgeDep,
    key: GapReader,
    doubt: Annotated[list[Line] | None, Query(description="Which doubts; all where none is named")] = None,
) -> OutlineBody:
    """Return the outline with which an editor begins: doubts as questions, clauses as their basis, no answers."""
    found = doubts_of(bridge).of(policy_id, owner_of(bridge.library.store, seen_by(key)))
    chosen = [each for each in found.doubts if doubt is None or each.id in doubt]
    return OutlineBody.model_construct(
        title=outlined(found.policy, chosen).title,
        parts=[PartBody.model_validate(each) for each in outlined(found.policy, chosen).parts],
    )


@router.post("/{policy_id}/outline.docx", responses={**FILE, **WRITING}, response_class=FileResponse)
def outline_file(policy_id: Identifier, outline: OutlineBody, bridge: BridgeDep, key: Editor) -> FileResponse:
    """Return an outline as a Word file, which can be finished and brought back as an interpretation."""
    policy = bridge.library.store.policy(policy_id)
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-outline-")
    path = Path(folder.name) / f"{say('interpreting.outline.file')}.docx"
    write_docx(policy, outline.to_outline(), path)
    return FileResponse(path, media_type=DOCX, filename=path.name, background=BackgroundTask(folder.cleanup))


@router.post("/{policy_id}/interpretation", status_code=201, responses=WRITING)
def publish_outline(policy_id: Identifier, outline: OutlineBody, bridge: BridgeDep, key: Editor) -> ListedOut:
    """File a written outline as a 施行后解读 of the document; everybody may read it at once."""
    store = bridge.library.store
    policy = store.policy(policy_id)
    text = file_outline(store, policy, outline.to_outline(), key.name, bridge.today())
    return ListedOut(
        id=text.id,
        title=text.title,
        kind=text.kind,
        issuer=text.issuer,
        published_on=text.published_on,
        explains=[NamedOut.model_validate(policy)],
    )


def doubts_of(bridge: Bridge) -> Doubts:
    """Return the doubts of a bridge's library."""
    return Doubts(bridge.library, bridge.today)
