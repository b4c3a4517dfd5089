"""A question with its approved answer (问答)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PairState(StrEnum):
    """Life of a Q&A pair."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Facet(StrEnum):
    """What is asked about a matter; also the sections of a pair's detail, in display order."""

    WHO = "who"
    CONDITIONS = "conditions"
    MATERIALS = "materials"
    PROCEDURE = "procedure"
    AMOUNT = "amount"
    DEADLINE = "deadline"
    PLACE = "place"
    PHONE = "phone"
    WHY = "why"
    DEPARTMENT = "department"
    WHAT = "what"
    CAN = "can"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PairCitation:
    """A pair's basis: a clause of a document."""

    policy_id: str
    clause_path: str | None = None


@dataclass(frozen=True, slots=True)
class QaPair:
    """A question with its approved answer.

    Attributes:
        summary: the conclusion in one sentence; leads the card.
        detail: text by facet, shown in `Facet` order.
        speech: the spoken form, at most 120 characters, no brackets, no addresses of pages.
        facet: what the question asks, where the editor has said it.
        expires_on: the last day on which the pair may answer.
        reviewed_on: when its content was last checked.
    """

    question: str
    summary: str
    id: str = ""
    external_id: str | None = None
    similar: tuple[str, ...] = ()
    detail: dict[Facet, str] = field(default_factory=dict)
    speech: str = ""
    citations: tuple[PairCitation, ...] = ()
    department: str | None = None
    phone: str | None = None
    region: str | None = None
    audience: str | None = None
    category: str | None = None
    material_kind: str | None = None
    keywords: tuple[str, ...] = ()
    facet: Facet | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    reviewed_on: date | None = None
    internal_note: str = ""
    state: PairState = PairState.DRAFT
    version: int = 1
    author: str = ""
    reviewer: str = ""
    is_demo: bool = False
    extra: dict[str, str] = field(default_factory=dict)
