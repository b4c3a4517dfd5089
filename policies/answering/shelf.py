"""The content within reach: what was read from the store, kept until the store changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any, Protocol, TypeVar

from policies.answering.halting import Halts
from policies.answering.regions import RegionTree
from policies.content.model import Department, Interpretation, Policy, QaPair, Region
from policies.errors import NotFound

T = TypeVar("T")
K = TypeVar("K")

MOST_KEPT = 4000
# A city's pairs; one takes some three kB.
MOST_PAIRS = 20_000


class Content(Protocol):
    """What the desk reads from a store."""

    def pair(self, qa_id: str) -> QaPair:
        """Return one pair; raises PairNotFound."""

    def pairs(self) -> Iterator[QaPair]:
        """Give the published pairs."""

    def changed_pairs(self, revision: int) -> frozenset[str]:
        """Return the identifiers of the pairs that were changed or deleted after a revision."""

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
    """Reads content once for each revision, a pair once for each of its own; None stands for what is not there."""

    def __init__(self, store: Content, revised: Revised, halts: Halts | None = None) -> None:
        """Read from `store`, and again when `revised` shows another revision; `halts` tells what is switched off."""
        self._store = store
        self.halts = halts or Halts()
        self.halts.known_by(self.department)
        self._revised = revised
        self._guard = threading.Lock()
        self._revision = -1
        self._kept: dict[tuple[str, str], Any] = {}
        self._pairs: dict[str, QaPair | None] = {}

    def pair(self, qa_id: str) -> QaPair | None:
        """Return a pair."""
        self._follow()
        return _read_once(self._pairs, qa_id, lambda: self._store.pair(qa_id))

    def warm(self) -> tuple[QaPair, ...]:
        """Read the published pairs ahead, at most as many as are kept; returns them."""
        self._follow()
        pairs, read = self._pairs, tuple(islice(self._store.pairs(), MOST_PAIRS))
        for pair in read:
            pairs.setdefault(pair.id, pair)
        return read

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
        self._follow()
        found: T | None = _read_once(self._kept, (kind, key), lambda: read(key))
        return found

    def _follow(self) -> None:
        """Forget what may have changed; of the pairs, those that did."""
        full = len(self._kept) > MOST_KEPT or len(self._pairs) > MOST_PAIRS
        if self._revised.revision == self._revision and not full:
            return
        with self._guard:
            revision = self._revised.revision
            self._pairs = self._still_true(revision)
            self._kept = {}
            self._revision = revision

    def _still_true(self, revision: int) -> dict[str, QaPair | None]:
        """Return the pairs that are kept: a copy, so that what is being read meanwhile goes to the old ones."""
        if not 0 <= self._revision <= revision or len(self._pairs) > MOST_PAIRS:
            return {}
        changed = self._store.changed_pairs(self._revision) if revision > self._revision else frozenset()
        kept = dict(self._pairs)
        for identifier in changed & kept.keys():
            del kept[identifier]
        return kept


def _read_once(kept: dict[K, T | None], key: K, read: Callable[[], T | None]) -> T | None:
    if key not in kept:
        try:
            kept[key] = read()
        except NotFound:
            kept[key] = None
    return kept[key]
