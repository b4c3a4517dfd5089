"""What a library holds, as the checks need it: pairs by question and by clause, documents, the directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from policies.content.checks.directory import Directory
from policies.content.checks.questions import Questions
from policies.content.model import PairCitation, PairState, Policy, QaPair
from policies.content.store import Store
from policies.errors import PolicyNotFound

EVERY_LIVE_STATE = frozenset({PairState.DRAFT, PairState.IN_REVIEW, PairState.PUBLISHED})


class Known:
    """A library within reach; it follows the store, and reads again only what changed.

    Attributes:
        questions: who asks what.
        directory: the departments.
    """

    def __init__(self, store: Store, states: frozenset[PairState] = EVERY_LIVE_STATE) -> None:
        """Read the library of `store`; pairs that are in none of `states` are not looked at."""
        self._guard = RLock()
        self._store = store
        self._states = states
        self._revision = -1
        self._pairs: dict[str, QaPair] = {}
        self._citing: dict[PairCitation, dict[str, QaPair]] = defaultdict(dict)
        self._policies: dict[str, Policy | None] = {}
        self.questions = Questions()
        self.directory = Directory(())
        self.follow()

    def follow(self) -> None:
        """Read what changed since the last time; cheap where nothing did."""
        revision = self._store.revision()
        if revision == self._revision:
            return
        if self._revision < 0:
            for pair in self._store.pairs(published_only=False):
                self.put(pair)
        else:
            changes = self._store.changes_since(self._revision)
            revision = changes.revision
            for pair in changes.pairs:
                self.put(pair)
            for kind, identifier in changes.gone:
                if kind == "pair":
                    self._forget(identifier)
        self._policies.clear()
        self.directory = Directory(self._store.departments())
        self._revision = revision

    @contextmanager
    def following(self) -> Iterator[Known]:
        """Be up to date and stay so while one thread looks; others wait."""
        with self._guard:
            self.follow()
            yield self

    def pairs(self) -> Iterator[QaPair]:
        """Give the pairs that are looked at."""
        yield from self._pairs.values()

    def pair(self, pair_id: str) -> QaPair:
        """Return one of `pairs`; raises KeyError."""
        return self._pairs[pair_id]

    def has(self, pair_id: str) -> bool:
        """Tell whether a pair is looked at."""
        return pair_id in self._pairs

    def citing(self, cited: PairCitation) -> list[QaPair]:
        """Return the pairs that cite the very same clause."""
        return list(self._citing.get(cited, {}).values())

    def policy(self, policy_id: str) -> Policy | None:
        """Return a document, None where there is none."""
        if policy_id not in self._policies:
            try:
                self._policies[policy_id] = self._store.policy(policy_id)
            except PolicyNotFound:
                self._policies[policy_id] = None
        return self._policies[policy_id]

    def put(self, pair: QaPair) -> None:
        """Look at a pair from now on, as if the store held it so."""
        self._forget(pair.id)
        if pair.state not in self._states:
            return
        self._pairs[pair.id] = pair
        self.questions.put(pair)
        for cited in pair.citations:
            self._citing[cited][pair.id] = pair

    def _forget(self, pair_id: str) -> None:
        old = self._pairs.pop(pair_id, None)
        if old is not None:
            self.questions.forget(pair_id)
            for cited in old.citations:
                self._citing[cited].pop(pair_id, None)
