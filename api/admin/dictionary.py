"""The dictionary over HTTP: what people say and the official words for it, in effect within a second."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, UploadFile
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from api.admin.exchange import FILE, MEDIA_TYPES
from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.admin.term_schemas import (
    ConflictOut,
    EffectIn,
    EffectOut,
    EntryOut,
    ReadingOut,
    TermBody,
    TermOut,
    TermsImportOut,
    TrialIn,
    TrialOut,
    term_of,
)
from api.admin.uploads import kept_for_a_while
from api.bridge import Bridge
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from policies.content.term_import import TermSheet, read_terms_file
from policies.content.term_sheets import write_sheet
from policies.content.terms import retired
from policies.effect.conflicting import conflicts_of, told
from policies.effect.editing import LONGEST_REASON, TermChange
from policies.errors import TermNotFound
from policies.language.dictionary import Dictionary, Trial
from policies.language.origins import Origin, SoughtTerms, entries, entry, sought
from policies.language.term import clean
from policies.wording import say

router = APIRouter(prefix="/api/v1/admin/dictionary", tags=["admin"], dependencies=[DESCRIBED_QUERY])
Reason = Annotated[
    str, Query(max_length=LONGEST_REASON, description="Why; must be told where questions are answered worse")
]


@router.get("/terms", responses=READING)
def list_terms(
    bridge: BridgeDep,
    key: Reader,
    q: Annotated[str, Query(max_length=200, description="Official words or a way of saying them")] = "",
    type: Annotated[str, Query(max_length=20)] = "",
    field: Annotated[str, Query(max_length=60)] = "",
    origin: Origin | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[EntryOut]:
    """Look terms up, those of the delivered dictionary and those written here, the retired ones too."""
    found = sought(entries(dictionary_of(bridge)), SoughtTerms(q.strip(), type, field, origin))
    return [EntryOut.of(each) for each in found[offset : offset + limit]]


@router.get("/terms/{concept}", responses=READING)
def read_term(concept: Line, bridge: BridgeDep, key: Reader) -> EntryOut:
    """Return a term, with what was delivered under its name."""
    found = entry(dictionary_of(bridge), concept)
    if found is None:
        raise TermNotFound(concept)
    return EntryOut.of(found)


@router.put("/terms", responses=WRITING)
def save_terms(terms: list[TermBody], bridge: BridgeDep, key: Editor, reason: Reason = "") -> list[TermOut]:
    """Save terms, all or none; a term of the delivered dictionary of the same name gives way."""
    saved = bridge.terms.apply(TermChange(tuple(map(term_of, terms))), key.name, reason)
    return [TermOut.model_validate(term) for term in saved]


@router.post("/terms/{concept}/retire", responses=WRITING)
def retire_term(concept: Line, bridge: BridgeDep, key: Editor, reason: Reason = "") -> TermOut:
    """Take a term out of use; it can be saved again."""
    gone = retired(bridge.library.terms.term(concept))
    return TermOut.model_validate(bridge.terms.apply(TermChange((gone,)), key.name, reason)[0])


@router.delete("/terms/{concept}", status_code=204, responses=WRITING)
def delete_term(concept: Line, bridge: BridgeDep, key: Editor, reason: Reason = "") -> None:
    """Delete what was written here; a term of the delivered dictionary holds again."""
    bridge.terms.apply(TermChange(deleted=concept), key.name, reason)


@router.post("/trial", responses=WRITING)
def try_reading(trial: TrialIn, bridge: BridgeDep, key: Reader) -> TrialOut:
    """Show how a text is cut and understood now, and how it would be with terms that are not saved yet."""
    now = dictionary_of(bridge)
    then = now.with_terms([clean(term_of(each)) for each in trial.terms]) if trial.terms else now
    return TrialOut(before=_reading(now.trial(trial.text)), after=_reading(then.trial(trial.text)))


@router.post("/effect", responses=WRITING)
def try_change(change: EffectIn, bridge: BridgeDep, key: Reader) -> EffectOut:
    """Show which questions would be answered otherwise after a change; nothing is changed.

    At most 200 questions are asked, each twice, for at most 15 seconds; `asked` tells how many.
    """
    gone = [retired(bridge.library.terms.term(concept)) for concept in change.retired]
    terms = (*map(term_of, change.terms), *gone)
    return EffectOut.of(bridge.terms.effect(TermChange(terms, change.deleted)))


@router.post("/conflicts", responses=WRITING)
def find_conflicts(term: TermBody, bridge: BridgeDep, key: Reader) -> list[ConflictOut]:
    """Show what is wrong with a term among the others: ways that mean something else, or nothing."""
    found = conflicts_of(bridge.library, bridge.known, clean(term_of(term)))
    return [ConflictOut.model_validate(each).model_copy(update={"reason": told(each)}) for each in found]


@router.post("/import", responses=WRITING)
def import_terms(
    bridge: BridgeDep,
    key: Editor,
    file: Annotated[UploadFile, File(description=".xlsx, .csv or .jsonl in the columns of an export")],
    dry_run: Annotated[bool, Form(description="Only look and report")] = True,
    reason: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> TermsImportOut:
    """Import terms, all or none; by default only a dry run. Every row is reported by its number."""
    with kept_for_a_while([file]) as (path,):
        sheet: TermSheet = read_terms_file(path, dictionary_of(bridge))
    change, written, effect = TermChange(sheet.to_save), False, None
    if dry_run and sheet.to_save:
        effect = bridge.terms.effect(change)
    elif not dry_run and not sheet.errors:
        written = True
        if sheet.to_save:
            bridge.terms.apply(change, key.name, reason)
    return TermsImportOut.of(sheet, effect, written=written)


@router.get("/export", responses={**FILE, **READING}, response_class=FileResponse)
def export_terms(
    bridge: BridgeDep,
    key: Reader,
    kind: Annotated[Literal["xlsx", "csv", "jsonl"], Query()] = "xlsx",
    everything: Annotated[bool, Query(description="The delivered dictionary too")] = False,
) -> FileResponse:
    """Export terms into a file that an import reads back without loss."""
    now = dictionary_of(bridge)
    folder: Any = tempfile.TemporaryDirectory(prefix="yihaoda-terms-")
    path = Path(folder.name) / f"{say('dictionary.file_name')}.{kind}"
    write_sheet(path, [each.term for each in entries(now)] if everything else now.of_store)
    return FileResponse(
        path, media_type=MEDIA_TYPES[kind], filename=path.name, background=BackgroundTask(folder.cleanup)
    )


def dictionary_of(bridge: Bridge) -> Dictionary:
    """Return the dictionary of this moment."""
    bridge.library.refresh()
    return bridge.library.dictionary.now


def _reading(trial: Trial) -> ReadingOut:
    official = [{"said": word.way, "official": word.name} for word in trial.concepts]
    return ReadingOut(words=list(trial.words), official=official, added=list(trial.added))
