"""Searching the library directly, without a conversation."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from api.dependencies import BridgeDep
from api.problems import documented
from api.security.query import DESCRIBED_QUERY
from api.security.text import Day, ShortText, readable
from policies.library import Library

MAX_QUERY_CHARS = 200
QueryText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUERY_CHARS),
    AfterValidator(readable),
]
router = APIRouter(prefix="/api/v1", tags=["search"], dependencies=[DESCRIBED_QUERY])


class PairFound(BaseModel):
    """A published question that fits."""

    model_config = ConfigDict(from_attributes=True)

    qa_id: str
    question: str
    summary: str
    score: float


class QuestionFound(BaseModel):
    """A published question."""

    model_config = ConfigDict(from_attributes=True)

    qa_id: str
    question: str


class PassageFound(BaseModel):
    """A clause, or a passage of an interpretation, that fits."""

    model_config = ConfigDict(from_attributes=True)

    kind: Literal["policy", "interpretation"]
    source_id: str
    title: str
    doc_number: str | None
    clause: str | None
    quote: str
    status: str | None
    url: str | None
    score: float


class SearchOut(BaseModel):
    """What was found, best first."""

    model_config = ConfigDict(from_attributes=True)

    pairs: list[PairFound]
    passages: list[PassageFound]


def search(library: Library, text: str, day: date, region: str | None, limit: int) -> SearchOut:
    """Return what a citizen's search finds, as far as everybody may read it."""
    return SearchOut.model_validate(
        library.suggest(text, asked_on=day, limit=limit, region=region, viewer="citizen")
    )


@router.get("/search", responses=documented(422, 503))
def find(
    bridge: BridgeDep,
    q: Annotated[QueryText, Query(description="Words, a title or a 文号", examples=["公积金提取"])],
    region: Annotated[ShortText | None, Query(description="A region by its full name")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    on: Annotated[Day | None, Query(description="The day for which validity is judged")] = None,
) -> SearchOut:
    """Search pairs, clauses and interpretations as they hold on a day (today's); the words are not recorded."""
    return search(bridge.library, q, on or bridge.today(), region, limit)


@router.get("/questions", responses=documented(422, 503))
def complete(
    bridge: BridgeDep,
    q: Annotated[QueryText, Query(description="What was typed so far", examples=["公积"])],
    region: Annotated[ShortText | None, Query(description="A region by its full name")] = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> list[QuestionFound]:
    """Give published questions that fit what is being typed, from two characters on; nothing is recorded."""
    found = bridge.library.complete(q, asked_on=bridge.today(), region=region, limit=limit)
    return [QuestionFound.model_validate(each) for each in found]
