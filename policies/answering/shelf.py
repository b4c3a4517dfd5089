"""The content within reach: what was read from the store, kept until the store changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol, TypeVar

from policies.answering.regions import RegionTree
from policies.content.model import Department, Interpretation, Policy, QaPair, Region
from policies.errors import NotFound

T = TypeVar("T")

MOST_KEPT = 4000


class Content(Protocol):
    """What the desk reads from a store."""

    def pair(self, qa_id: str) -> QaPair:
        """Return one pair; raises PairNotFound."""

    def policy(self, policy_id: str) -> Policy:
        """Return one document; raises PolicyNotFound."""

    def policy_by_number(self, doc_number: str) -> Policy | None:
        """Return the document with a 文号."""

    def predecessors(self, policy: Policy) -> list[Policy]:
        """Return the documents whose place one takes, the newest first."""

    def interpretation(self, interpretation_id: str) -> Interpretation:
        """Return one interpretation; raises InterpretationNotFound."""

    def department(self, name_or_alias: str) -> Department | None:
        """Return a department of the directory."""

    def regions(self) -> list[Region]:
        """Return all regions."""


class Revised(Protocol):
    """Something that knows which revision it shows."""

    @property
    def revision(self) -> int:
        """Grows with every change."""


class Shelf:
    """Reads content once for each revision; None stands for what is not there."""

    def __init__(self, store: Content, revised: Revised) -> None:
        """Read from `store`, and again when `revised` shows another revision."""
        self._store = store
        self._revised = revised
        self._revision = -1
        self._kept: dict[tuple[str, str], Any] = {}

    def pair(self, qa_id: str) -> QaPair | None:
        """Return a pair."""
        return self._get("pair", qa_id, self._store.pair)

    def policy(self, policy_id: str) -> Policy | None:
        """Return a document."""
        return self._get("policy", policy_id, self._store.policy)

    def policy_by_number(self, doc_number: str) -> Policy | None:
        """Return the document with this 文号."""
        return self._get("number", doc_number, self._store.policy_by_number)

    def interpretation(self, interpretation_id: str) -> Interpretation | None:
        """Return an interpretation."""
        return self._get("interpretation", interpretation_id, self._store.interpretation)

    def department(self, name: str) -> Department | None:
        """Return a department by its name or alias."""
        return self._get("department", name, self._store.department)

    def regions(self) -> RegionTree:
        """Return the tree of regions."""
        tree = self._get("regions", "", lambda _: RegionTree(self._store.regions()))
        return tree or RegionTree([])

    def successor(self, policy: Policy, day: date) -> Policy | None:
        """Return the document that stands in this one's place on `day`.

        Follows the chain of successors to the first that holds, else to its end.
        """
        seen = {policy.id}
        found = self._next(policy)
        while found is not None and not found.holds_on(day):
            seen.add(found.id)
            following = self._next(found)
            if following is None or following.id in seen:
                break
            found = following
        return found

    def predecessor(self, policy: Policy, day: date) -> Policy | None:
        """Return the document that held on `day` and whose place this one took, at once or through others."""
        seen, earlier = {policy.id}, [policy]
        while earlier:
            before = [each for later in earlier for each in self._before(later) if each.id not in seen]
            holding = next((each for each in before if each.holds_on(day)), None)
            if holding is not None:
                return holding
            seen |= {each.id for each in before}
            earlier = before
        return None

    def _before(self, policy: Policy) -> list[Policy]:
        return self._get("before", policy.id, lambda _: self._store.predecessors(policy)) or []

    def _next(self, policy: Policy) -> Policy | None:
        if policy.superseded_by_id:
            return self.policy(policy.superseded_by_id)
        if not policy.superseded_by:
            return None
        return self.policy_by_number(policy.superseded_by) or self.policy(policy.superseded_by)

    def _get(self, kind: str, key: str, read: Callable[[str], T | None]) -> T | None:
        if self._revised.revision != self._revision or len(self._kept) > MOST_KEPT:
            self._revision, self._kept = self._revised.revision, {}
        if (kind, key) not in self._kept:
            try:
                self._kept[(kind, key)] = read(key)
            except NotFound:
                self._kept[(kind, key)] = None
        found: T | None = self._kept[(kind, key)]
        return found
