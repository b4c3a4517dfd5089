"""Clauses as they are read: the items of a list belong to the sentence that opens it."""

from __future__ import annotations

from itertools import takewhile

from policies.content.model import Clause, Policy

_OPENS_A_LIST = ("：", ":")


def whole_text(policy: Policy, clause: Clause) -> str:
    """Return a clause's text, with the items of its list where it opens one."""
    if not _opens_a_list(clause):
        return clause.text
    rest = policy.clauses[policy.clauses.index(clause) + 1 :]
    items = takewhile(lambda each: each.level > clause.level, rest)
    return "\n".join([clause.text, *(each.text for each in items)])


def opening(policy: Policy, clause: Clause) -> str:
    """Return the sentence that opens the list of which a clause is an item, "" where there is none."""
    before = reversed(policy.clauses[: policy.clauses.index(clause)])
    parent = next((each for each in before if each.level < clause.level), None)
    return parent.text if parent is not None and _opens_a_list(parent) else ""


def _opens_a_list(clause: Clause) -> bool:
    return clause.text.rstrip().endswith(_OPENS_A_LIST)
