"""What the editor's page shows of a pair; everything here reads the store and runs beside the event loop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.admin.pages.changes import name_of, policy_of, told_changes
from api.admin.pages.preview import Preview, preview_of
from api.admin.pages.steps import days
from api.admin.pair_schemas import VersionOut
from api.admin.pairs import editing, scheduling
from api.admin.proposals import proposals
from api.bridge import Bridge
from policies.answering.lookup.rows import Row, Wanted
from policies.answering.sources import clause_of
from policies.content.checks.finding import Finding
from policies.content.keys import Key
from policies.content.model import PairCitation, PairState, QaPair
from policies.content.pairs.diff import changes
from policies.content.pairs.listing import names_in_use
from policies.content.variants import drafted
from policies.errors import PairNotFound
from policies.language.saying import Sayings

MOST_VERSIONS = 20
MOST_SUGGESTED = 8
LONGEST_PREFILLED = 500
LONGEST_QUOTE = 120


class PairFacts:
    """A pair's facts for one person; `pair_id` is "" for a new one."""

    def __init__(self, bridge: Bridge, person: Key, pair_id: str) -> None:
        self.pair_id = pair_id
        self._bridge = bridge
        self._store = bridge.library.store
        self._editing = editing(bridge, person)
        self._scheduling = scheduling(bridge, person)

    def pair(self, department: str | None, given: Mapping[str, str]) -> QaPair:
        """Return the newest version, or a new pair with what the address gives for it.

        Raises:
            PairNotFound: there is none, or `department` is set and it belongs to another.
        """
        if not self.pair_id:
            return _prefilled({name: value[:LONGEST_PREFILLED].strip() for name, value in given.items()})
        found = self._editing.newest(self.pair_id)
        if department is not None and found.department != department:
            raise PairNotFound(self.pair_id)
        return found

    def standing(self) -> dict[str, Any]:
        """Return where the pair stands: its newest version, what answers meanwhile, how they differ."""
        if not self.pair_id:
            return {"pair": None, "answers": False, "changes": [], "gap": False}
        newest = self._editing.newest(self.pair_id)
        row = self._store.pair(self.pair_id)
        answers = row.state is PairState.PUBLISHED
        is_change = answers and newest.version != row.version
        later = newest.effective_on is not None and newest.effective_on > self._bridge.today()
        found = changes(row if is_change else None, newest) if newest.state is not PairState.PUBLISHED else []
        return {
            "pair": newest,
            "planned": self._scheduling.every().get(self.pair_id),
            **days(self._bridge),
            "answers": answers,
            "is_change": is_change,
            "changes": told_changes(self._store, found) if is_change else [],
            "gap": is_change and later,
        }

    def versions(self) -> list[VersionOut]:
        """Return what was done, newest first."""
        if not self.pair_id:
            return []
        newest_first = list(reversed(self._editing.history(self.pair_id)))[:MOST_VERSIONS]
        told = [(each, told_changes(self._store, each.changes)) for each in newest_first]
        return [VersionOut.of(each).model_copy(update={"changes": found}) for each, found in told]

    def conflict(self, mine: int, newest: int) -> dict[str, Any]:
        """Return what somebody else changed since the version that was worked on."""
        last = self._editing.history(self.pair_id)[-1]
        found = self._editing.diff(self.pair_id, mine, newest)
        return {"last": last, "changes": told_changes(self._store, found), "newest": newest}

    def choices(self) -> dict[str, Sequence[str]]:
        """Return what fields are chosen from."""
        used = names_in_use(self._store)
        return {
            **used,
            "department": [each.name for each in self._store.departments()],
            "region": [each.name for each in self._store.regions()],
        }

    def check(self, pair: QaPair) -> tuple[Finding, ...]:
        """Return what the checks say."""
        return self._editing.check(pair)

    def preview(self, pair: QaPair, site: str) -> Preview:
        """Return how people will get it."""
        return preview_of(self._bridge, pair, site)

    def suggestions(self, pair: QaPair) -> list[str]:
        """Return questions that people may ask instead and that the pair does not have yet."""
        waiting = proposals(self._bridge).waiting(self.pair_id, MOST_SUGGESTED) if self.pair_id else []
        made = drafted(pair, Sayings(self._bridge.library.dictionary.now))
        there = {pair.question, *pair.similar}
        texts = dict.fromkeys([*(each.text for each in waiting), *made])
        return [each for each in texts if each not in there][:MOST_SUGGESTED]

    def clauses(self, asked: str) -> tuple[Row, ...]:
        """Return clauses that fit what is looked for."""
        return self._bridge.library.look_up(asked, self._bridge.today(), Wanted(kind="policy"))

    def cited(self, citations: Iterable[PairCitation]) -> list[tuple[PairCitation, str, str]]:
        """Return citations with the document's name and the beginning of the clause."""
        return [(each, name_of(self._store, each), self._quote(each)) for each in citations]

    def _quote(self, cited: PairCitation) -> str:
        policy = policy_of(self._store, cited.policy_id)
        clause = clause_of(policy, cited.clause_path) if policy is not None else None
        return clause.text[:LONGEST_QUOTE] if clause is not None else ""


def _prefilled(told: Mapping[str, str]) -> QaPair:
    return QaPair(
        question=told.get("question", ""),
        summary=told.get("summary", ""),
        similar=tuple(each.strip() for each in told.get("similar", "").splitlines() if each.strip()),
        department=told.get("department") or None,
        region=told.get("region") or None,
        category=told.get("category") or None,
        version=0,
    )
