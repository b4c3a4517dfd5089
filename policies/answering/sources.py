"""Sources as shown: citations of documents, interpretations and pairs, and answers made from a pair."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote as escape

from policies.answering.inquiry import Answer, Citation, Contact, Outcome
from policies.answering.shelf import Shelf
from policies.answering.speech import spoken
from policies.content.model import Clause, Disclosure, Facet, Interpretation, Policy, QaPair, Status
from policies.search.split import LONGEST, pieces
from policies.wording import say

Highlight = tuple[int, int] | None


def policy_citation(
    policy: Policy, day: date, path: str | None = None, quote: str = "", highlight: Highlight = None
) -> Citation:
    """Return a document (or its clause) as a citation with its status on `day`."""
    anchor = f"#{escape(path, safe='()')}" if path else ""
    return Citation(
        kind="policy",
        source_id=policy.id,
        title=policy.title,
        status=policy.status_on(day).value,
        doc_number=policy.doc_number,
        clause=path,
        quote=quote,
        highlight=highlight,
        issuer=policy.issuer,
        effective_on=policy.effective_on or policy.published_on or policy.written_on,
        expires_on=policy.expires_on,
        url=f"/policies/{policy.id}{anchor}",
        disclosure=policy.disclosure.value,
    )


def interpretation_citation(text: Interpretation, heading: str, quote: str, highlight: Highlight) -> Citation:
    """Return a passage of an interpretation as a citation."""
    return Citation(
        kind="interpretation",
        source_id=text.id,
        title=text.title,
        status=text.kind.value,
        clause=heading,
        quote=quote,
        highlight=highlight,
        issuer=text.issuer,
        effective_on=text.published_on,
        url=f"/interpretations/{text.id}",
        disclosure=Disclosure.PUBLIC.value,
    )


def pair_citation(pair: QaPair, status: Status = Status.IN_FORCE) -> Citation:
    """Return a published pair as the source of its own answer."""
    return Citation(
        kind="pair",
        source_id=pair.id,
        title=pair.question,
        status=status.value,
        issuer=pair.department,
        effective_on=pair.effective_on,
        expires_on=pair.expires_on,
    )


def titled(title: str) -> str:
    """Return a title in its marks; marks inside it become single ones (GB/T 15834)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def clause_of(policy: Policy, path: str | None) -> Clause | None:
    """Return the clause at a path."""
    return next((clause for clause in policy.clauses if clause.path == path), None)


def contact(
    shelf: Shelf, name: str | None, phone: str | None = None, region: str | None = None
) -> Contact | None:
    """Return a department as it stands in the directory, or its bare name.

    Args:
        shelf: where the directory is read.
        name: full or short; a short name means the department of the text's own region, never another's.
        phone: a pair's own phone wins over the directory's.
        region: the region of the text that names the department.
    """
    if not name:
        return None
    known = shelf.department(name)
    if known is None or (known.name != name and not _belongs(shelf, known.region, region)):
        return Contact(name, phone)
    return Contact(known.name, phone or known.phone, known.hours, known.address)


def _belongs(shelf: Shelf, of_department: str | None, of_text: str | None) -> bool:
    if of_department is None or of_text is None:
        return True
    tree = shelf.regions()
    return of_department in tree.lineage(of_text) or of_text in tree.lineage(of_department)


def pair_citations(shelf: Shelf, pair: QaPair, day: date) -> tuple[Citation, ...]:
    """Return a pair's basis, clause by clause; a pair without a document cites itself."""
    found = []
    for basis in pair.citations:
        policy = shelf.policy(basis.policy_id)
        if policy is not None:
            clause = clause_of(policy, basis.clause_path)
            found.append(policy_citation(policy, day, basis.clause_path, _opening(clause)))
    return tuple(found) or (pair_citation(pair),)


def pair_answer(shelf: Shelf, pair: QaPair, confidence: float, facet: Facet | None = None) -> Answer:
    """Return what a pair answers; citations are filled in by Verify, which knows the day.

    Args:
        shelf: where the department is looked up.
        pair: the published pair.
        confidence: calibrated, 0 to 1.
        facet: what was asked; its section comes first where the pair has one.
    """
    order = [facet, *Facet] if facet in pair.detail else list(Facet)
    detail = tuple((key, pair.detail[key]) for key in dict.fromkeys(order) if key in pair.detail)
    return Answer(
        outcome=Outcome.ANSWERED,
        confidence=confidence,
        summary=pair.summary,
        detail=detail,
        speech=spoken(_said(pair, facet)),
        department=contact(shelf, pair.department, pair.phone, pair.region),
        notices=(say("answering.notices.demo"),) if pair.is_demo else (),
        checked_on=pair.reviewed_on,
        qa_id=pair.id,
        topic=(pair.category or "").split("/")[0] or None,
        is_demo=pair.is_demo,
    )


def _said(pair: QaPair, facet: Facet | None) -> str:
    """Return what is spoken: of a pair that asks something else, its section for what was asked."""
    if facet is not None and facet in pair.detail and pair.facet not in (None, facet):
        return pair.detail[facet]
    return pair.speech or pair.summary


def _opening(clause: Clause | None) -> str:
    if clause is None:
        return ""
    return next((text for _, text in pieces(clause.text, LONGEST)), "")
