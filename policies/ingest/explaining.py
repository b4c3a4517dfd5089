"""A file that somebody brings as an interpretation, although its title does not call it one."""

from __future__ import annotations

from dataclasses import replace

from policies.errors import InputError
from policies.ingest.explanation import explained, form_of
from policies.ingest.parsed import ParsedDocument
from policies.ingest.passages import split_passages


def as_interpretation(document: ParsedDocument) -> ParsedDocument:
    """Return a document read as the interpretation that it is.

    Raises:
        InputError: it has a 文号 of its own: a document, not what explains one.
    """
    if document.kind == "interpretation":
        return document
    if document.doc_number is not None:
        raise InputError(document.title, "not_an_interpretation", number=document.doc_number)
    body = "\n".join(clause.text for clause in document.clauses)
    return replace(
        document,
        kind="interpretation",
        clauses=split_passages(body),
        declares=(),
        explains=explained(document.title, body),
        interpretation_kind=form_of(document.title),
    )
