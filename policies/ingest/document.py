"""A parsed document put together from what a reader took out of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from policies.content.model import Clause, Disclosure
from policies.errors import UnreadableFile
from policies.ingest.attachments import joined, named_attachments
from policies.ingest.citations import cited_numbers
from policies.ingest.clauses import split_clauses
from policies.ingest.dates import validity
from policies.ingest.declarations import declarations
from policies.ingest.disclosure import disclosure_of
from policies.ingest.explanation import explained, form_of, is_interpretation
from policies.ingest.parsed import Attachment, ParsedDocument
from policies.ingest.passages import split_passages
from policies.ingest.region import region_of
from policies.ingest.source import Source
from policies.ingest.tail import signature
from policies.ingest.tree import PREFACE, TAIL, WHOLE
from policies.ingest.values import Values

_KIND_NAMED = re.compile(r"(通知|通告|公告|意见|决定)如下")
FIELDS = frozenset(
    (
        *("title", "doc_number", "index_number", "issuer", "region", "category", "disclosure"),
        *("written_on", "published_on", "effective_on", "expires_on", "period", "status", "superseded_by"),
        *("source_url", "source_name", "kind", "explains", "interpretation_kind", "demo"),
    )
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a reader took out of a file.

    Attributes:
        title: the title above the body, None where none stands there.
        doc_number: the 文号 above the body.
        body: the text below title and number.
        marked_up: the body with its section marks, where the format has such.
        links: files that the format links.
        source_agency: the agency that a page names as its source; the issuer where nothing else names one.
    """

    source: Source
    values: Values
    body: str
    title: str | None = None
    doc_number: str | None = None
    marked_up: str | None = None
    header: dict[str, str] = field(default_factory=dict)
    links: tuple[Attachment, ...] = ()
    source_agency: str | None = None


def assemble(parts: Parts) -> ParsedDocument:
    """Return the parsed document.

    Raises:
        UnreadableFile: no text below the header, a document that may not be disclosed, or a
            declared value that cannot be read.
    """
    if not parts.body.strip():
        raise UnreadableFile(parts.source.name, "no_body")
    values = parts.values
    title = values.text("title") or parts.title or parts.source.stem
    own = values.number("doc_number") or parts.doc_number
    document = ParsedDocument(
        title=title,
        clauses=(),
        checksum=parts.source.checksum,
        header=parts.header,
        doc_number=own,
        index_number=values.text("index_number"),
        category=values.text("category"),
        status=values.status(),
        superseded_by=values.number("superseded_by"),
        cites=cited_numbers(parts.body, own),
        attachments=joined(parts.links, named_attachments(parts.body)),
        source_url=values.text("source_url"),
        source_name=values.text("source_name"),
        is_demo=values.flag("demo"),
        extra={key: values.text(key) or "" for key in values.printed if key not in FIELDS},
        printed=parts.source.text,
    )
    explains = _is_interpretation(values, title)
    document = (_explaining if explains else _ruling)(parts, document)
    return _with_declarations(_with_sources(parts, _with_dates(parts, document)))


def _ruling(parts: Parts, document: ParsedDocument) -> ParsedDocument:
    return replace(document, clauses=split_clauses(parts.body))


def _explaining(parts: Parts, document: ParsedDocument) -> ParsedDocument:
    return replace(
        document,
        kind="interpretation",
        clauses=split_passages(parts.marked_up or parts.body),
        explains=parts.values.numbers("explains") or explained(document.title, parts.body),
        interpretation_kind=parts.values.interpretation_kind() or form_of(document.title),
    )


def _with_declarations(document: ParsedDocument) -> ParsedDocument:
    """Add what a ruling document says of the validity of others; an interpretation rules nothing."""
    if document.kind == "interpretation":
        return document
    said = declarations(
        document.title,
        document.clauses,
        own_number=document.doc_number,
        effective_on=document.effective_on,
        expires_on=document.expires_on,
    )
    return replace(document, declares=said)


def _with_dates(parts: Parts, document: ParsedDocument) -> ParsedDocument:
    """Add the dates, and the issuer where only the signature names one."""
    values = parts.values
    signer, signed_on = _signature(document.clauses)
    written_on, published_on = values.date("written_on") or signed_on, values.date("published_on")
    period = values.text("period")
    text = f"{parts.body}\n有效期{period}" if period else parts.body
    said = validity(text, written_on=written_on, published_on=published_on)
    return replace(
        document,
        issuer=values.text("issuer") or signer,
        written_on=written_on,
        published_on=published_on,
        effective_on=values.date("effective_on") or said.effective_on,
        expires_on=values.date("expires_on") or said.expires_on,
    )


def _with_sources(parts: Parts, document: ParsedDocument) -> ParsedDocument:
    """Add region and disclosure, and note where undeclared values come from."""
    values, extra = parts.values, dict(document.extra)
    disclosure = disclosure_of(values.text("disclosure"), parts.body, values.name)
    if document.issuer is None and parts.source_agency:
        document = replace(document, issuer=parts.source_agency)
        extra["issuer_from"] = "source"
    region = values.text("region") or region_of(document.issuer)
    if not (values.text("title") or parts.title):
        described = _described(parts.body, document.clauses)
        document = replace(document, title=described or document.title)
        extra["title_from"] = "signature" if described else "file_name"
    if disclosure is None:
        extra["disclosure_from"] = "not_declared"
    if region is not None and not values.text("region"):
        extra["region_from"] = "issuer"
    return replace(document, region=region, disclosure=disclosure or Disclosure.PUBLIC, extra=extra)


def _described(body: str, clauses: tuple[Clause, ...]) -> str | None:
    """Return what a document without a title may be called: who signed it, its kind, its day.

    "现就有关事项通知如下", signed 示范市人民政府办公室 on 2026-10-08: 示范市人民政府办公室通知（2026年10月8日）.
    """
    kind = _KIND_NAMED.search(body)
    signer, day = _signature(clauses)
    if kind is None or signer is None or day is None:
        return None
    return f"{signer}{kind[1]}（{day.year}年{day.month}月{day.day}日）"


def _is_interpretation(values: Values, title: str) -> bool:
    declared = values.text("kind")
    if declared not in (None, "policy", "interpretation"):
        raise UnreadableFile(
            values.name, "bad_value", field="kind", value=declared, allowed="policy、interpretation"
        )
    return declared == "interpretation" if declared else is_interpretation(title)


def _signature(clauses: tuple[Clause, ...]) -> tuple[str | None, date | None]:
    """Return who signed and when: at the end, otherwise above the text that a notice passes on."""
    for clause in sorted(clauses, key=lambda clause: not clause.path.startswith(TAIL)):
        if clause.path.startswith((TAIL, PREFACE, WHOLE)):
            name, day = signature(clause.text.splitlines())
            if day is not None:
                return name, day
    return None, None
