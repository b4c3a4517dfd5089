"""A policy document: its header, its clauses, what it says of others, and its validity on a day."""

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
