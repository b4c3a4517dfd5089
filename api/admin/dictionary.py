"""The dictionary over HTTP: what people say and the official words for it, in effect within a second."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.admin.pair_schemas import Line
from api.admin.pairs import READING, WRITING
from api.admin.schemas import ReadingOut, TermBody, TermOut, TrialIn, TrialOut
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from policies.language.dictionary import Trial
from policies.language.term import Term, clean

router = APIRouter(prefix="/api/v1/admin/dictionary", tags=["admin"], dependencies=[DESCRIBED_QUERY])


@router.get("/terms", responses=READING)
def list_terms(
    bridge: BridgeDep,
    key: Reader,
    q: Annotated[Line, Query(description="Official words or a way of saying them")],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[TermOut]:
    """Look terms up, those of the delivered dictionary and those written here."""
    bridge.library.refresh()
    every = bridge.library.dictionary.now.terms
    found = [term for term in every if q in term.concept or any(q in way for way in term.ways)]
    return [TermOut.model_validate(term) for term in found[:limit]]


@router.put("/terms", responses=WRITING)
def save_terms(terms: list[TermBody], bridge: BridgeDep, key: Editor) -> list[TermOut]:
    """Save terms, all or none; a term of the delivered dictionary of the same name gives way."""
    saved = bridge.library.terms.save([_term(each) for each in terms], key.name)
    return [TermOut.model_validate(term) for term in saved]


@router.post("/terms/{concept}/retire", responses=WRITING)
def retire_term(concept: Line, bridge: BridgeDep, key: Editor) -> TermOut:
    """Take a term out of use; it can be saved again."""
    return TermOut.model_validate(bridge.library.terms.retire(concept, key.name))


@router.delete("/terms/{concept}", status_code=204, responses=WRITING)
def delete_term(concept: Line, bridge: BridgeDep, key: Editor) -> None:
    """Delete what was written here; a term of the delivered dictionary holds again."""
    bridge.library.terms.delete(concept, key.name)


@router.post("/trial", responses=WRITING)
def try_reading(trial: TrialIn, bridge: BridgeDep, key: Reader) -> TrialOut:
    """Show how a text is cut and understood now, and how it would be with terms that are not saved yet."""
    bridge.library.refresh()
    now = bridge.library.dictionary.now
    then = now.with_terms([clean(_term(each)) for each in trial.terms]) if trial.terms else now
    return TrialOut(before=_reading(now.trial(trial.text)), after=_reading(then.trial(trial.text)))


def _term(body: TermBody) -> Term:
    return Term(body.concept, body.type, body.field, tuple(body.ways), body.is_word)


def _reading(trial: Trial) -> ReadingOut:
    official = [{"said": word.way, "official": word.name} for word in trial.concepts]
    return ReadingOut(words=list(trial.words), official=official, added=list(trial.added))
