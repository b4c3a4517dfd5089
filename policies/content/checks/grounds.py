"""What a pair rests on: the cited clauses with what belongs to them, and the texts of the answer they must bear out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from policies.content.checks.figures import parts_of, supported
from policies.content.model import Clause, Facet, PairCitation, Policy, QaPair

PolicyOf = Callable[[str], Policy | None]

# The directory and the desk of an office change without the document.
FROM_ELSEWHERE = frozenset({Facet.PLACE, Facet.PHONE})


@dataclass(frozen=True, slots=True)
class Ground:
    """One citation with the document and the clauses that it stands for; None and none where they are missing."""

    cited: PairCitation
    policy: Policy | None
    clauses: tuple[Clause, ...]

    @property
    def name(self) -> str:
        """The citation as a person would name it: 示医保规〔2025〕3号 第十条."""
        document = (
            (self.policy.doc_number or f"《{self.policy.title}》") if self.policy else self.cited.policy_id
        )
        return f"{document} {self.cited.clause_path or ''}".rstrip()


def grounds_of(pair: QaPair, policy_of: PolicyOf) -> list[Ground]:
    """Return a pair's citations with what they stand for."""
    found = []
    for cited in pair.citations:
        policy = policy_of(cited.policy_id)
        clauses = clauses_at(policy, cited.clause_path) if policy else ()
        found.append(Ground(cited, policy, clauses))
    return found


def clauses_at(policy: Policy, path: str | None) -> tuple[Clause, ...]:
    """Return a clause, everything below it, and the sentences above it that open the list it belongs to.

    The whole document where no path is given; nothing where the path names none of its clauses.
    """
    if path is None:
        return policy.clauses
    at = next((index for index, clause in enumerate(policy.clauses) if clause.path == path), None)
    if at is None:
        return ()
    clause = policy.clauses[at]
    below = takewhile(lambda each: each.level > clause.level, policy.clauses[at + 1 :])
    return (*_openings(policy, at), clause, *below)


def _openings(policy: Policy, at: int) -> list[Clause]:
    found: list[Clause] = []
    level = policy.clauses[at].level
    for above in reversed(policy.clauses[:at]):
        if above.level < level:
            level = above.level
            if above.text.rstrip().endswith(("：", ":")):
                found.append(above)
    return found[::-1]


def said(pair: QaPair) -> Iterator[tuple[str, str]]:
    """Give (field, text) of what a pair says on its document's authority."""
    yield "summary", pair.summary
    for facet, text in pair.detail.items():
        if facet not in FROM_ELSEWHERE:
            yield f"detail.{facet.value}", text
    yield "speech", pair.speech


def borne_out(grounds: list[Ground]) -> frozenset[str]:
    """Return the figures that the cited clauses state, and the dates of the cited documents."""
    values: set[str] = set()
    for ground in grounds:
        values |= supported("\n".join(clause.text for clause in ground.clauses))
        if ground.policy is not None:
            days = (
                ground.policy.effective_on,
                ground.policy.expires_on,
                ground.policy.published_on,
                ground.policy.written_on,
            )
            for day in days:
                if day is not None:
                    values |= {day.isoformat(), *parts_of(day.isoformat())}
    return frozenset(values)
