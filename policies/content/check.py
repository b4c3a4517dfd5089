"""Proving a whole library consistent: every published pair, the documents, the directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from policies.content.checks.documents import check_documents
from policies.content.checks.finding import Finding, Severity
from policies.content.checks.known import Known
from policies.content.checks.pair import check_pair
from policies.content.model import PairState
from policies.content.store import Store

PUBLISHED = frozenset({PairState.PUBLISHED})
Mark = tuple[str, frozenset[str], str]


def check_library(
    store: Store,
    today: date,
    progress: Callable[[int, int], None] | None = None,
) -> list[Finding]:
    """Return everything inconsistent among the published pairs, the documents and the directory.

    Checked: citations name a document and a clause that exist, in force and open to everybody; the
    figures and dates of an answer stand in the cited clauses and say there what they say here; no two
    pairs of a region ask the same or contradict each other; departments are in the directory; chains
    of superseding documents end. Documents without interpretation are told as infos.

    Args:
        store: the library.
        today: the day on which documents must be in force.
        progress: is told (pairs done, pairs in all).
    """
    known = Known(store, PUBLISHED)
    findings = list(known.directory.findings())
    told: set[Mark] = set()
    pairs = sorted(known.pairs(), key=lambda each: (each.external_id or "", each.id))
    for done, pair in enumerate(pairs, start=1):
        findings.extend(_untold(check_pair(pair, known, today), told))
        if progress is not None:
            progress(done, len(pairs))
    findings.extend(check_documents(store, today))
    order = tuple(Severity)
    return sorted(findings, key=lambda each: order.index(each.severity))


def _untold(findings: list[Finding], told: set[Mark]) -> Iterator[Finding]:
    """Give findings between two pairs from the side that comes first, once."""
    for each in findings:
        about = each.facts.get("thing") or each.facts.get("question") or ""
        mark = (each.rule, frozenset({each.id, each.other}), about)
        if not each.other or mark not in told:
            told.add(mark)
            yield each
