"""The parsed document: what every reader gives, whatever the format was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from policies.content.model import (
    Clause,
    Declaration,
    Disclosure,
    Interpretation,
    InterpretationKind,
    Policy,
    Status,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or an annex that belongs to a document; `url` is None where only its name is known."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document as read from a file; nothing in it is made up.

    Attributes:
        header: the header table as printed.
        doc_number: the document's own 文号; those it cites are in `cites`.
        region: as declared, otherwise the region that the issuer's name begins with.
        effective_on: as declared, otherwise what the text says of itself; so is `expires_on`.
        attachments: files that a page links and annexes that the text lists.
        declares: what the text says of the validity of other documents, and of its own end.
        explains: 文号 of the documents that an interpretation explains.
        checksum: SHA-256 of the file's bytes.
        extra: declared values without a field of their own, and where a value comes from when it
            was not declared: `title_from`, `disclosure_from`, `region_from`.
        printed: all text that was taken out of the file, the header's too.
    """

    title: str
    clauses: tuple[Clause, ...]
    checksum: str
    header: dict[str, str] = field(default_factory=dict)
    doc_number: str | None = None
    index_number: str | None = None
    issuer: str | None = None
    category: str | None = None
    disclosure: Disclosure = Disclosure.PUBLIC
    region: str | None = None
    written_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status: Status | None = None
    superseded_by: str | None = None
    cites: tuple[str, ...] = ()
    declares: tuple[Declaration, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    kind: Literal["policy", "interpretation"] = "policy"
    explains: tuple[str, ...] = ()
    interpretation_kind: InterpretationKind = InterpretationKind.TEXT
    source_url: str | None = None
    source_name: str | None = None
    is_demo: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    printed: str = field(default="", compare=False, repr=False)

    def to_policy(self) -> Policy:
        """Return the document as the store takes it in."""
        return Policy(
            title=self.title,
            clauses=self.clauses,
            doc_number=self.doc_number,
            index_number=self.index_number,
            issuer=self.issuer,
            category=self.category,
            region=self.region,
            disclosure=self.disclosure,
            written_on=self.written_on,
            published_on=self.published_on,
            effective_on=self.effective_on,
            expires_on=self.expires_on,
            status_override=self.status,
            superseded_by=self.superseded_by,
            cites=self.cites,
            declares=self.declares,
            source_url=self.source_url,
            source_name=self.source_name,
            checksum=self.checksum,
            is_demo=self.is_demo,
            extra=self._extra(),
        )

    def _extra(self) -> dict[str, str]:
        """Return `extra` with the attachments: a line each, name and address with a tab between."""
        if not self.attachments:
            return dict(self.extra)
        lines = (f"{each.name}\t{each.url or ''}".rstrip() for each in self.attachments)
        return {**self.extra, "attachments": "\n".join(lines)}

    def to_interpretation(self, explains: tuple[str, ...]) -> Interpretation:
        """Return an interpretation of the policies whose identifiers are `explains`.

        The caller finds them by the 文号 in `self.explains`.
        """
        return Interpretation(
            title=self.title,
            kind=self.interpretation_kind,
            passages=tuple(_passage(clause) for clause in self.clauses),
            explains=explains,
            issuer=self.issuer,
            published_on=self.published_on or self.written_on,
            source_url=self.source_url,
            checksum=self.checksum,
            is_demo=self.is_demo,
        )


def _passage(clause: Clause) -> tuple[str, str]:
    """Return (heading, text) of a clause, its heading's own line left out of the text."""
    first, _, rest = clause.text.partition("\n")
    has_own_line = clause.heading and rest and first.rstrip(" 。：:").endswith(clause.heading)
    return clause.heading or clause.path, rest if has_own_line else clause.text
