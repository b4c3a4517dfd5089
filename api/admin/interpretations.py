"""Interpretations: brought in, listed, what they explain corrected."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.admin.document_schemas import FiledOut
from api.admin.filing import MOST_FILES
from api.admin.gaps import GapReader, seen_by
from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.admin.uploads import kept_for_a_while
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor
from api.security.text import Day, Identifier, Legible
from policies.content.documents.wanted import owner_of
from policies.content.filed import Origin
from policies.content.interpretation_filing import Told, file_as_interpretations
from policies.content.model import InterpretationKind, Status
from policies.errors import InterpretationNotFound
from policies.interpreting.correcting import Correction, correct, seen
from policies.interpreting.listing import Sought, interpretations, is_of
from policies.interpreting.opened import Opened, Passage, opened

router = APIRouter(prefix="/api/v1/admin/interpretations", tags=["admin"], dependencies=[DESCRIBED_QUERY])


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class NamedOut(_Out):
    """A document by name."""

    id: str
    title: str
    doc_number: str | None


class ListedOut(_Out):
    """An interpretation in a list."""

    id: str
    title: str
    kind: InterpretationKind
    issuer: str | None
    published_on: date | None
    explains: list[NamedOut]


class FoundOut(BaseModel):
    """A page of interpretations, the newest first."""

    total: int
    items: list[ListedOut]


class ExplainedOut(NamedOut):
    """A document that is explained, with its validity today."""

    status: Status
    holds: bool


class PassageOut(BaseModel):
    """A part, a question with its answer where it is written so, and the clause that it speaks of."""

    heading: str
    text: str
    policy_id: str | None
    clause: str | None

    @classmethod
    def of(cls, passage: Passage) -> PassageOut:
        """Return a part as JSON shows it."""
        basis = passage.basis
        return cls(
            heading=passage.heading,
            text=passage.text,
            policy_id=basis.policy.id if basis else None,
            clause=basis.clause.path if basis else None,
        )


class OpenedOut(BaseModel):
    """An interpretation as a whole."""

    id: str
    title: str
    kind: InterpretationKind
    issuer: str | None
    published_on: date | None
    link_reason: str = Field(
        description="Why an editor set what it explains; empty where the file alone speaks."
    )
    is_open: bool = Field(description="Whether everybody may read it.")
    holds: bool = Field(description="Whether something that it explains is the rule today.")
    explains: list[ExplainedOut]
    passages: list[PassageOut]
    revision: int = Field(description="What a correction names as `expected`.")

    @classmethod
    def of(cls, shown: Opened, revision: int) -> OpenedOut:
        """Return an interpretation as JSON shows it."""
        text = shown.text
        explains = [
            ExplainedOut(
                id=each.policy.id,
                title=each.policy.title,
                doc_number=each.policy.doc_number,
                status=each.status,
                holds=each.holds,
            )
            for each in shown.documents
        ]
        names = ("id", "title", "kind", "issuer", "published_on", "link_reason")
        return cls(
            **{name: getattr(text, name) for name in names},
            is_open=shown.is_open,
            holds=shown.holds,
            explains=explains,
            passages=[PassageOut.of(each) for each in shown.passages],
            revision=revision,
        )


class CorrectionIn(BaseModel):
    """What an interpretation explains, its form and its day, with the reason."""

    model_config = ConfigDict(extra="forbid")

    explains: list[Line] = Field(max_length=50, description="Documents by identifier or 文号.")
    kind: InterpretationKind
    published_on: Day | None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Legible]
    expected: Annotated[int, Field(ge=0, description="The revision that was seen.")]


@router.get("", responses=READING)
def list_interpretations(
    bridge: BridgeDep,
    key: GapReader,
    q: Annotated[Line | None, Query(description="Words of its title or its document's, or a 文号")] = None,
    kind: InterpretationKind | None = None,
    issuer: Line | None = None,
    linked: Annotated[bool | None, Query(description="Whether it explains a document of the library")] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> FoundOut:
    """List interpretations, the newest first; a liaison sees those of the department."""
    sought = Sought(q, kind, issuer, linked, owner_of(bridge.library.store, seen_by(key)))
    found = interpretations(bridge.library.store, sought, offset, limit)
    return FoundOut(total=found.total, items=[ListedOut.model_validate(each) for each in found.rows])


@router.post("", responses=WRITING)
def upload_interpretations(
    bridge: BridgeDep,
    key: Editor,
    files: Annotated[list[UploadFile], File(min_length=1, max_length=MOST_FILES)],
    explains: Annotated[
        Identifier | None, Form(description="The document, where the files do not name it")
    ] = None,
    published_on: Annotated[
        Day | None, Form(description="When they were made public, where they do not say")
    ] = None,
) -> list[FiledOut]:
    """Read files as interpretations, in every format in which documents come. A file at fault is reported."""
    with kept_for_a_while(files) as paths:
        told = Told(explains, published_on)
        filed = file_as_interpretations(bridge.library.store, paths, Origin(key.name), told)
        return [FiledOut.of(each) for each in filed]


@router.get("/{interpretation_id}", responses=READING)
def read_whole(interpretation_id: Identifier, bridge: BridgeDep, key: GapReader) -> OpenedOut:
    """Return an interpretation with its parts, the clauses that they speak of, and the documents."""
    shown, revision = opened_for(bridge, interpretation_id, seen_by(key))
    return OpenedOut.of(shown, revision)


@router.put("/{interpretation_id}", responses=WRITING)
def correct_interpretation(
    interpretation_id: Identifier, correction: CorrectionIn, bridge: BridgeDep, key: Editor
) -> OpenedOut:
    """Set what an interpretation explains, its form and its day; it stays so when its file is read again."""
    given = correction.model_dump(exclude={"expected"})
    correct(bridge.library.store, interpretation_id, Correction(**given), key.name, correction.expected)
    shown, revision = opened_for(bridge, interpretation_id, None)
    return OpenedOut.of(shown, revision)


def opened_for(bridge: Bridge, interpretation_id: str, department: str | None) -> tuple[Opened, int]:
    """Return an interpretation with its revision.

    Raises:
        InterpretationNotFound: there is none, or it is not the department's that is named.
    """
    store = bridge.library.store
    revision = seen(store, interpretation_id)
    owner = owner_of(store, department)
    if owner is not None and not is_of(store, interpretation_id, owner):
        raise InterpretationNotFound(interpretation_id)
    return opened(store, interpretation_id, bridge.library.dictionary, bridge.today()), revision
