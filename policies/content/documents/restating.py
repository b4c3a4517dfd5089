"""A document said anew: with a corrected header and corrected clauses, and what follows from them."""

from __future__ import annotations

from dataclasses import replace

from policies.content.documents.header import Header, with_header
from policies.content.model import Clause, Policy
from policies.ingest.citations import cited_numbers
from policies.ingest.declarations import declarations


def restated(policy: Policy, header: Header, clauses: tuple[Clause, ...]) -> Policy:
    """Return a document with a header and clauses; what it says of others and cites is read from them."""
    said = declarations(
        header.title,
        clauses,
        own_number=header.doc_number,
        effective_on=header.effective_on,
        expires_on=header.expires_on,
    )
    text = "\n".join(clause.text for clause in clauses)
    cites = cited_numbers(text, header.doc_number)
    return replace(with_header(policy, header), clauses=clauses, declares=said, cites=cites)


def bare(policy: Policy) -> tuple[Clause, ...]:
    """Return a document's clauses without the identifiers of their rows, for comparing."""
    return tuple(replace(each, id="") for each in policy.clauses)
