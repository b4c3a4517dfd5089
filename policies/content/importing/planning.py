"""What becomes of each row of an import: decided before anything is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from datetime import date

from policies import clock
from policies.content.checks.finding import Finding, Severity
from policies.content.checks.known import Known
from policies.content.checks.pair import check_pair
from policies.content.importing.columns import RowPair
from policies.content.importing.form import form_of
from policies.content.importing.grounds import Grounds
from policies.content.importing.report import Action, Duplicate, OnKnown, RowReport
from policies.content.mapping import question_key
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from policies.errors import BadRow
from policies.wording import say

# What tells of a pair's life, not of its content.
_LIFE = frozenset({"id", "version", "state", "author", "reviewer"})


@dataclass(frozen=True, slots=True)
class Manner:
    """How an import is done.

    Attributes:
        publish: whether the pairs answer at once; else they are drafts, a change of a published pair among them.
        keep_state: take state, author and reviewer as the file names them; for moving a whole library.
        on_known: what is done with pairs that are there already.
        today: the day written as the date of review where `publish` is set and the row names none, and on
            which what is published is checked.
        is_checked: whether what is published was checked elsewhere.
    """

    publish: bool = False
    keep_state: bool = False
    on_known: OnKnown = OnKnown.UPDATE
    today: date | None = None
    is_checked: bool = False


class Plan:
    """Decides, row after row, what becomes of it."""

    def __init__(self, store: Store, file: str, manner: Manner) -> None:
        self._file, self._manner = file, manner
        self._known = Known(store) if manner.publish and not manner.is_checked else None
        self._grounds = Grounds(store)
        self._by_external: dict[str, QaPair] = {}
        self._by_question: dict[tuple[str | None, str], list[QaPair]] = defaultdict(list)
        self._asked: dict[str, set[str]] = defaultdict(set)
        for pair in store.pairs(published_only=False):
            key = question_key(pair.question)
            self._asked[key].add(pair.id)
            if pair.external_id:
                self._by_external[pair.external_id] = pair
            else:
                self._by_question[pair.region, key].append(pair)
        self.pairs: list[QaPair] = []
        self.duplicates: list[Duplicate] = []

    def line(self, number: int, row: RowPair) -> RowReport:
        """Plan one row and return what becomes of it."""
        pair, warned = self._grounds.joined(row)
        stored = self._stored(pair)
        self._note_duplicate(number, pair, stored)
        warnings = (*warned, *form_of(pair))
        if stored is not None and self._manner.on_known is OnKnown.SKIP:
            return RowReport(number, pair.question, Action.SKIPPED, warnings)
        wanted, action = self._wanted(row, pair, stored)
        if action is Action.UNCHANGED:
            return RowReport(number, pair.question, action, warnings)
        findings = self._checked(number, wanted)
        self.pairs.append(wanted)
        return RowReport(number, pair.question, action, warnings, findings)

    def _checked(self, number: int, pair: QaPair) -> tuple[Finding, ...]:
        """Return what the checks say of a pair that is to be published, if that does not stop it.

        Raises:
            BadRow: published, it would mislead.
        """
        if self._known is None:
            return ()
        findings = check_pair(pair, self._known, self._manner.today or clock.today())
        errors = [
            say(f"findings.{each.rule}", **each.facts) for each in findings if each.severity is Severity.ERROR
        ]
        if errors:
            raise BadRow(self._file, number, "row_misleading", findings="；".join(errors))
        self._known.put(replace(pair, id=pair.id or f"row {number}"))
        return tuple(each for each in findings if each.severity is Severity.WARNING)

    def _stored(self, pair: QaPair) -> QaPair | None:
        if pair.external_id:
            return self._by_external.get(pair.external_id)
        same = self._by_question.get((pair.region, question_key(pair.question)))
        return same.pop(0) if same else None

    def _note_duplicate(self, number: int, pair: QaPair, stored: QaPair | None) -> None:
        askers = self._asked[question_key(pair.question)]
        own = stored.id if stored is not None else f"row {number}"
        if askers - {own}:
            self.duplicates.append(Duplicate(number, pair.question))
        askers.add(own)

    def _wanted(self, row: RowPair, pair: QaPair, stored: QaPair | None) -> tuple[QaPair, Action]:
        manner = self._manner
        reviewed = pair.reviewed_on or (manner.today if manner.publish else None)
        named = replace(pair, reviewed_on=reviewed, state=self._state(row, stored))
        if not manner.keep_state:
            named = replace(
                named, author=stored.author if stored else "", reviewer=stored.reviewer if stored else ""
            )
        if stored is None:
            return named, Action.CREATED
        if manner.on_known is OnKnown.REPLACE:
            wanted = replace(named, id=stored.id, version=stored.version, external_id=stored.external_id)
            action = Action.REPLACED
        else:
            wanted, action = _onto(stored, named), Action.UPDATED
        if replace(wanted, reviewed_on=stored.reviewed_on) == stored:
            return wanted, Action.UNCHANGED
        decided = manner.publish or (manner.keep_state and row.state is not None)
        if not decided and wanted.state in (PairState.PUBLISHED, PairState.IN_REVIEW):
            wanted = replace(wanted, state=PairState.DRAFT)  # for a reviewer, like any change
        return wanted, action

    def _state(self, row: RowPair, stored: QaPair | None) -> PairState:
        if self._manner.keep_state and row.state is not None:
            return row.state
        if self._manner.publish:
            return PairState.PUBLISHED
        return stored.state if stored is not None else PairState.DRAFT


def _onto(stored: QaPair, row: QaPair) -> QaPair:
    """Return a stored pair with what a row says; what the row leaves out stays."""
    said = {
        each.name: value
        for each in fields(row)
        if (value := getattr(row, each.name)) and each.name not in _LIFE
    }
    return replace(
        stored,
        **said,
        state=row.state,
        author=row.author or stored.author,
        reviewer=row.reviewer or stored.reviewer,
    )
