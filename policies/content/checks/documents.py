"""Checks of documents among themselves: chains of successors end, and each has its interpretation or is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from policies.content.checks.basis import VALID
from policies.content.checks.finding import Finding, Severity, of_policy
from policies.content.model import Disclosure, Policy
from policies.content.store import Store


def check_documents(store: Store, today: date) -> Iterator[Finding]:
    """Give what is wrong among the documents, and which in force lack their interpretation."""
    every = [replace(policy, clauses=()) for policy in store.policies()]
    explained = {policy_id for text in store.interpretations() for policy_id in text.explains}
    yield from _successors(every, today)
    for policy in every:
        is_open = policy.disclosure is Disclosure.PUBLIC and policy.holds_on(today)
        if is_open and policy.id not in explained:
            yield of_policy(policy, "interpretation_missing", Severity.INFO)


def _successors(policies: Iterable[Policy], today: date) -> Iterator[Finding]:
    every = list(policies)
    by_name = {name: policy for policy in every for name in (policy.id, policy.doc_number) if name}
    for policy in every:
        if policy.superseded_by and policy.superseded_by not in by_name:
            facts = {"successor": policy.superseded_by}
            yield of_policy(policy, "successor_missing", Severity.ERROR, "superseded_by", **facts)
        chain = _chain(policy, by_name)
        last = chain[-1]
        if by_name.get(_next(last)) in chain:
            names = " → ".join(each.doc_number or each.title for each in chain)
            yield of_policy(policy, "successor_circle", Severity.ERROR, "superseded_by", chain=names)
        elif len(chain) > 1 and last.status_on(today) not in VALID:
            facts = {"last": last.doc_number or last.title, "status": last.status_on(today).value}
            yield of_policy(policy, "successor_not_in_force", Severity.WARNING, "superseded_by", **facts)


def _chain(policy: Policy, by_name: dict[str, Policy]) -> list[Policy]:
    """Return a document and its successors, up to the last, to a missing one, or to where a circle closes."""
    chain = [policy]
    while (following := by_name.get(_next(chain[-1]))) is not None and following not in chain:
        chain.append(following)
    return chain


def _next(policy: Policy) -> str:
    return policy.superseded_by_id or policy.superseded_by or ""
