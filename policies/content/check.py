"""Proving a library consistent: what a citation names is there, and what an answer says stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policies.content.mapping import question_key
from policies.content.model import Facet, Policy, QaPair, Status
from policies.content.store import Store

_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s*(?:元|万元|亿元|%|％|倍|个月|个工作日|周岁|平方米|年|天|日|岁)")
_FROM_ELSEWHERE = frozenset({Facet.PLACE, Facet.PHONE})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: `rule` is a key of `cli.check` in the wording, `subject` names pair or document."""

    rule: str
    subject: str
    detail: str = ""


def check_library(store: Store, today: date) -> list[Finding]:
    """Return everything inconsistent among the published pairs, the documents and the interpretations.

    Checked: citations name a document and a clause that exist; the cited document is in force; amounts,
    shares and terms of an answer stand in the cited document; no question is asked by two pairs of the
    same region; a superseding document exists; the department is in the directory where there is one.
    """
    policies = {policy.id: policy for policy in store.policies()}
    departments = {name for each in store.departments() for name in (each.name, *each.aliases)}
    pairs = list(store.pairs())
    findings: list[Finding] = []
    for pair in pairs:
        findings.extend(_citations(pair, policies, today))
        findings.extend(_amounts(pair, policies))
        if departments and pair.is_demo and pair.department not in departments:
            findings.append(Finding("department_unknown", pair.question, pair.department or ""))
    findings.extend(_asked_twice(pairs))
    findings.extend(_successors(policies.values()))
    return findings


def _citations(pair: QaPair, policies: dict[str, Policy], today: date) -> Iterator[Finding]:
    for cited in pair.citations:
        policy = policies[cited.policy_id]
        if cited.clause_path and cited.clause_path not in {clause.path for clause in policy.clauses}:
            yield Finding("clause_missing", pair.question, f"{policy.title} {cited.clause_path}")
        if policy.status_on(today) not in (Status.IN_FORCE, Status.AMENDED):
            yield Finding("cited_not_in_force", pair.question, policy.title)


def _amounts(pair: QaPair, policies: dict[str, Policy]) -> Iterator[Finding]:
    if not pair.citations:
        return
    texts = [clause.text for cited in pair.citations for clause in policies[cited.policy_id].clauses]
    printed = _bare("".join(texts))
    said = [pair.summary, *(text for facet, text in pair.detail.items() if facet not in _FROM_ELSEWHERE)]
    for amount in dict.fromkeys(_bare(each) for text in said for each in _AMOUNT.findall(text)):
        if not re.search(rf"(?<![\d.]){re.escape(amount)}", printed):
            yield Finding("amount_not_in_source", pair.question, amount)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("％", "%")


def _asked_twice(pairs: Iterable[QaPair]) -> Iterator[Finding]:
    asked: dict[tuple[str | None, str], str] = {}
    for pair in pairs:
        for question in dict.fromkeys((pair.question, *pair.similar)):
            key = (pair.region, question_key(question))
            other = asked.setdefault(key, pair.question)
            if other != pair.question:
                yield Finding("asked_twice", pair.question, f"{question} = {other}")


def _successors(policies: Iterable[Policy]) -> Iterator[Finding]:
    every = list(policies)
    numbers = {policy.doc_number for policy in every}
    for policy in every:
        if policy.superseded_by and policy.superseded_by not in numbers:
            yield Finding("successor_missing", policy.title, policy.superseded_by)
