"""Clauses as they are read: the items of a list belong to the sentence that opens it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from policies.content.model import Clause, Policy

_OPENS_A_LIST = ("：", ":")


def as_read(policy: Policy) -> Iterator[tuple[Clause, str, str]]:
    """Give every clause with its whole text and the sentence that opens the list whose item it is, or ""."""
    above: list[Clause] = []
    for position, clause in enumerate(policy.clauses):
        while above and above[-1].level >= clause.level:
            above.pop()
        parent = above[-1] if above else None
        yield clause, _whole(policy, position), parent.text if parent and _opens_a_list(parent) else ""
        above.append(clause)


def whole_text(policy: Policy, clause: Clause) -> str:
    """Return a clause's text, with the items of its list where it opens one."""
    return _whole(policy, policy.clauses.index(clause)) if _opens_a_list(clause) else clause.text


def opening_of(policy: Policy, clause: Clause) -> str:
    """Return the sentence that opens the list whose item a clause is, or ""."""
    return next((opening for each, _, opening in as_read(policy) if each is clause), "")


def _whole(policy: Policy, position: int) -> str:
    clause = policy.clauses[position]
    if not _opens_a_list(clause):
        return clause.text
    items = takewhile(lambda each: each.level > clause.level, islice(policy.clauses, position + 1, None))
    return "\n".join([clause.text, *(each.text for each in items)])


def _opens_a_list(clause: Clause) -> bool:
    return clause.text.rstrip().endswith(_OPENS_A_LIST)
