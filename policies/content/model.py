"""The library's nouns as frozen data: what the store gives out and takes in.

Dates are `datetime.date`; identifiers are opaque text; `region` is the full name of a region of
the region table ("示范市", "示范市云川区"), None where a text holds everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal


class Status(StrEnum):
    """Validity of a document on a date."""

    IN_FORCE = "现行有效"
    AMENDED = "已修改"
    REPEALED = "已废止"
    LAPSED = "已失效"
    NOT_YET = "尚未施行"


class Disclosure(StrEnum):
    """How a document may be disclosed (政府信息公开条例)."""

    PUBLIC = "主动公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"


class InterpretationKind(StrEnum):
    """The forms of 政策解读."""

    TEXT = "文字解读"
    CHART = "图解"
    QA = "问答解读"
    EXPERT = "专家解读"
    AFTER = "施行后解读"


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
class Responsibility:
    """A department's mark in a clause: (市医保局牵头)."""

    department: str
    role: str
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of a document's clause tree.

    Attributes:
        path: the clause's name in full: "三(二)", "第十二条", "第二章/第十二条/(三)".
        level: depth in the tree, 0 for the uppermost.
        heading: the clause's own heading without its number; may be empty.
        text: the clause's full text as printed, its number included, without its children.
    """

    path: str
    text: str
    level: int = 0
    heading: str = ""
    responsibilities: tuple[Responsibility, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a document says of the validity of a document (《…》同时废止).

    Attributes:
        kind: it repeals (废止), amends (修改, 修正) or ends by time (失效, 有效期…年) its target.
        doc_number: the target's 文号 in canonical form, where it is named.
        title: the target's title without 《》, where it is named. Neither number nor title: the
            document speaks of itself.
        on: the first day on which this holds: of a repeal the day from which the target no longer
            holds; None where the text does not say.
        clause_path: the clause that says it.
    """

    kind: Literal["repeals", "amends", "lapses"]
    doc_number: str | None
    title: str | None
    on: date | None
    clause_path: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document with its header and clauses in order.

    Attributes:
        status_override: what an editor has decided, with `status_reason`, from `status_since` on.
        superseded_by: 文号 of the document that takes this one's place, as declared.
        superseded_by_id: the same document, or the newer text of this one, by identifier. This and the
            following four are derived from all documents (`validity.py`) and not to be set by hand.
        starts_on: the first day of this text, where it is the newer text of a document.
        repealed_on: the first day on which the document is repealed.
        replaced_on: the first day of the next text of the same document.
        amended_on: the first day on which another document changes it in part.
        version: grows when the file behind it changes.
    """

    title: str
    clauses: tuple[Clause, ...]
    id: str = ""
    doc_number: str | None = None
    index_number: str | None = None
    issuer: str | None = None
    category: str | None = None
    region: str | None = None
    disclosure: Disclosure = Disclosure.PUBLIC
    written_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status_override: Status | None = None
    status_reason: str = ""
    status_since: date | None = None
    superseded_by: str | None = None
    superseded_by_id: str | None = None
    starts_on: date | None = None
    repealed_on: date | None = None
    replaced_on: date | None = None
    amended_on: date | None = None
    cites: tuple[str, ...] = ()
    declares: tuple[Declaration, ...] = ()
    source_url: str | None = None
    source_name: str | None = None
    checksum: str = ""
    version: int = 1
    is_demo: bool = False
    extra: dict[str, str] = field(default_factory=dict)

    def status_on(self, day: date) -> Status:
        """Return the document's validity on `day`.

        An editor's override wins from its day on; then the dates: before its first day it is not yet in
        force; it ends by what comes first, `repealed_on` or the day after `expires_on` (the last day it holds);
        from `replaced_on` or `amended_on` on it is amended.
        """
        if self._is_overridden(day):
            return self.status_override or Status.IN_FORCE
        begins = self.starts_on or self.effective_on
        if begins is not None and day < begins:
            return Status.NOT_YET
        ends = [(self.repealed_on, Status.REPEALED), (self._first_day_without, Status.LAPSED)]
        past = [(ended, status) for ended, status in ends if ended is not None and day >= ended]
        if past:
            return min(past)[1]
        changed = (self.replaced_on, self.amended_on)
        return Status.AMENDED if any(each and day >= each for each in changed) else Status.IN_FORCE

    def holds_on(self, day: date) -> bool:
        """Tell whether this text is the rule on `day`: in force, and no newer text of it stands."""
        if self.status_on(day) not in (Status.IN_FORCE, Status.AMENDED):
            return False
        replaced = self.replaced_on is not None and day >= self.replaced_on
        return self._is_overridden(day) or not replaced

    @property
    def _first_day_without(self) -> date | None:
        return self.expires_on + timedelta(days=1) if self.expires_on is not None else None

    def _is_overridden(self, day: date) -> bool:
        return self.status_override is not None and (self.status_since is None or day >= self.status_since)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An official interpretation (政策解读) of one or more documents.

    `explains` holds identifiers of policies; `passages` are (heading, text) in order.
    """

    title: str
    kind: InterpretationKind
    passages: tuple[tuple[str, str], ...]
    explains: tuple[str, ...]
    id: str = ""
    issuer: str | None = None
    published_on: date | None = None
    source_url: str | None = None
    checksum: str = ""
    is_demo: bool = False
    disclosure: Disclosure = Disclosure.PUBLIC


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


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the directory."""

    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    phone: str | None = None
    hours: str | None = None
    address: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A node of the region tree; `name` is the full name."""

    code: str
    name: str
    parent: str | None
    level: str
