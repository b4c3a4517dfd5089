"""An older and a newer text of a document side by side, with the pairs that rest on what changed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from api.admin.document_schemas import CitingOut
from api.admin.documents import document_for
from api.admin.doubts import DOCX, FILE
from api.admin.gaps import GapReader, seen_by
from api.admin.interpretations import NamedOut
from api.admin.pairs import READING
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.text import Identifier
from policies.content.comparing import Change
from policies.content.documents.comparison import Compared, Comparison, comparison, older_texts
from policies.content.documents.comparison_docx import write_comparison
from policies.content.keys import Key
from policies.errors import PolicyNotFound
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/documents", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Older = Annotated[
    Identifier | None,
    Query(description="The older document; the one in whose place it stands where none is named"),
]


class RunOut(BaseModel):
    """A run of a clause's text, and whether the other text has it too."""

    model_config = ConfigDict(from_attributes=True)

    text: str
    differs: bool


class ComparedOut(BaseModel):
    """A clause of the older text beside one of the newer, and the pairs that cite the older one."""

    change: Change
    old_path: str | None
    new_path: str | None
    old: list[RunOut]
    new: list[RunOut]
    pairs: list[CitingOut]

    @classmethod
    def of(cls, each: Compared) -> ComparedOut:
        """Return it as JSON shows it."""
        row = each.row
        return cls(
            change=row.change,
            old_path=row.old_path,
            new_path=row.new_path,
            old=[RunOut.model_validate(run) for run in row.old],
            new=[RunOut.model_validate(run) for run in row.new],
            pairs=[CitingOut.model_validate(pair) for pair in each.pairs],
        )


class ComparisonOut(BaseModel):
    """Two texts clause by clause."""

    old: NamedOut
    new: NamedOut
    counts: dict[Change, int]
    affected: list[CitingOut] = Field(
        description="Pairs that rest on a clause that was changed or dropped, or on the older document as a whole."
    )
    rows: list[ComparedOut]


@router.get("/{policy_id}/comparison", responses=READING)
def read_comparison(
    policy_id: Identifier, bridge: BridgeDep, key: GapReader, older: Older = None
) -> ComparisonOut:
    """Return a document beside an older one, clause by clause, and which pairs rest on what changed."""
    found = compared(bridge, key, policy_id, older)
    return ComparisonOut(
        old=NamedOut.model_validate(found.old),
        new=NamedOut.model_validate(found.new),
        counts=found.counts,
        affected=[CitingOut.model_validate(each) for each in found.affected],
        rows=[ComparedOut.of(each) for each in found.rows],
    )


@router.get("/{policy_id}/comparison.docx", responses={**FILE, **READING}, response_class=FileResponse)
def comparison_file(
    policy_id: Identifier, bridge: BridgeDep, key: GapReader, older: Older = None
) -> FileResponse:
    """Return what changed as a Word file."""
    found = compared(bridge, key, policy_id, older)
    folder = tempfile.TemporaryDirectory(prefix="yihaoda-comparison-")
    path = Path(folder.name) / f"{say('comparison.file')}.docx"
    write_comparison(found, path)
    return FileResponse(path, media_type=DOCX, filename=path.name, background=BackgroundTask(folder.cleanup))


def compared(bridge: Bridge, key: Key, policy_id: str, older: str | None) -> Comparison:
    """Compare a document with an older one, or with the one in whose place it stands.

    Raises:
        PolicyNotFound: one of them is not there, may not be seen, or it stands in nobody's place.
    """
    new = document_for(bridge, key, policy_id)
    before = older or next((each.id for each in older_texts(bridge.library.store, new)), None)
    if before is None:
        raise PolicyNotFound(policy_id)
    old = document_for(bridge, key, before)
    return comparison(bridge.library.store, old, new, seen_by(key))
