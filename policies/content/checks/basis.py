"""Checks of a pair against its documents: they are there, in force, open, and bear out its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.content.checks.claims import claims_in, claims_of, opposed
from policies.content.checks.figures import stated
from policies.content.checks.finding import Finding, Severity, of_pair
from policies.content.checks.grounds import Ground, borne_out, said
from policies.content.model import Disclosure, Policy, QaPair, Status

ERROR, WARNING = Severity.ERROR, Severity.WARNING
VALID = frozenset({Status.IN_FORCE, Status.AMENDED})


def check_basis(pair: QaPair, grounds: list[Ground], today: date) -> Iterator[Finding]:
    """Give what is wrong with a pair's citations, and with its figures measured by them."""
    if not grounds:
        yield of_pair(pair, "no_basis", Severity.INFO, "citations")
        return
    for ground in grounds:
        yield from _citation(pair, ground, today)
    if any(ground.clauses for ground in grounds):
        yield from _figures(pair, grounds)
        yield from _claims(pair, grounds)


def _citation(pair: QaPair, ground: Ground, today: date) -> Iterator[Finding]:
    policy = ground.policy
    if policy is None:
        yield of_pair(pair, "document_missing", ERROR, "citations", document=ground.cited.policy_id)
        return
    if not ground.clauses:
        yield of_pair(pair, "clause_missing", ERROR, "citations", clause=ground.name)
    elif ground.cited.clause_path is None:
        yield of_pair(pair, "clause_not_named", WARNING, "citations", document=ground.name)
    yield from _validity(pair, policy, ground.name, today)
    if policy.disclosure is not Disclosure.PUBLIC:
        yield of_pair(
            pair, "cites_undisclosed", ERROR, "citations", document=ground.name, mark=policy.disclosure.value
        )


def _validity(pair: QaPair, policy: Policy, name: str, today: date) -> Iterator[Finding]:
    """A pair that begins later is measured on the day it begins."""
    day = max(today, pair.effective_on or today)
    status = policy.status_on(day)
    if status not in VALID:
        yield of_pair(pair, "cited_not_in_force", ERROR, "citations", document=name, status=status.value)
    elif not policy.holds_on(day):
        yield of_pair(pair, "cited_replaced", ERROR, "citations", document=name)
    elif policy.expires_on and pair.expires_on and pair.expires_on > policy.expires_on:
        facts = {"document": name, "pair_until": pair.expires_on, "until": policy.expires_on}
        yield of_pair(pair, "outlives_its_basis", WARNING, "expires_on", **facts)


def _figures(pair: QaPair, grounds: list[Ground]) -> Iterator[Finding]:
    known = borne_out(grounds)
    where = "、".join(ground.name for ground in grounds)
    missing: dict[str, tuple[str, str, bool]] = {}
    for name, text in said(pair):
        for figure in stated(text):
            if figure.value not in known and not figure.is_loose:
                missing.setdefault(figure.value, (name, figure.printed, figure.unit == "date"))
    for name, printed, is_date in missing.values():
        rule = "date_not_in_clause" if is_date else "amount_not_in_clause"
        yield of_pair(pair, rule, ERROR, name, amount=printed, clauses=where)


def _claims(pair: QaPair, grounds: list[Ground]) -> Iterator[Finding]:
    """The clause says of the same thing another figure: 一级支付90% where it prints 一级支付92%、二级支付90%."""
    printed = claims_in(clause.text for ground in grounds for clause in ground.clauses)
    where = "、".join(ground.name for ground in grounds)
    known = borne_out(grounds)
    own = {thing: values for thing, values in claims_of(pair).items() if values.keys() <= known}
    for thing, mine, theirs in opposed(own, printed):
        facts = {"thing": thing.words, "mine": mine, "theirs": theirs, "clauses": where}
        yield of_pair(pair, "differs_from_clause", ERROR, "summary", **facts)
