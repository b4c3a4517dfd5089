"""Editing Q&A pairs: draft, review, publication, archive, each step by somebody, for a reason, undoable.

A published pair keeps answering while a change of it is written and reviewed; the change takes its
place when it is approved.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from policies.content.checks.finding import Finding
from policies.content.checks.known import Known
from policies.content.checks.pair import check_pair
from policies.content.model import PairState, QaPair
from policies.content.pairs import versions
from policies.content.pairs.changing import PENDING, demand_documents, draft_of, put
from policies.content.pairs.content import changed_fields
from policies.content.pairs.diff import Change, changes
from policies.content.pairs.life import demand_another, demand_sound, step
from policies.content.pairs.versions import Version
from policies.content.store import Store
from policies.errors import (
    NoteMissing,
    PairNotFound,
    VersionConflict,
    VersionNotFound,
    WrongState,
)


@dataclass(frozen=True, slots=True)
class Edited:
    """The pair after a step, its version the newest, and what the checks say of it."""

    pair: QaPair
    findings: tuple[Finding, ...] = ()


class Editing:
    """What one person may do to pairs.

    Every step names the version it was decided on; another's step in between makes it fail, so that
    nobody undoes what they have not seen.
    """

    def __init__(self, store: Store, actor: str, *, today: date, known: Known | None = None) -> None:
        """Begin editing.

        Args:
            store: whose pairs.
            actor: who edits; compared for the four-eyes rule and written into every version.
            today: the day on which checks are made and reviews are dated.
            known: the library within reach for the checks; one may serve many. Read at need where it is not given.
        """
        self._store = store
        self._actor = actor
        self._today = today
        self._known = known

    # -- reading -----------------------------------------------------------------------------

    def newest(self, pair_id: str) -> QaPair:
        """Return what editors work on: the newest version, which may await approval.

        Raises:
            PairNotFound: no pair has this identifier.
        """
        with self._store.engine.connect() as connection:
            found = versions.newest(connection, pair_id)
        if found is None:
            raise PairNotFound(pair_id)
        return found

    def in_state(self, *states: PairState) -> list[QaPair]:
        """Return the newest versions that are in one of some states: drafts, or what awaits review."""
        with self._store.engine.connect() as connection:
            return versions.in_state(connection, states)

    def history(self, pair_id: str) -> list[Version]:
        """Return everything that was done to a pair, oldest first; kept when the pair is gone.

        Raises:
            PairNotFound: nothing is known of such a pair.
        """
        with self._store.engine.connect() as connection:
            found = versions.history(connection, pair_id)
        if not found:
            raise PairNotFound(pair_id)
        return found

    def diff(self, pair_id: str, older: int, newer: int) -> list[Change]:
        """Return what differs between two versions.

        Raises:
            VersionNotFound: the pair has no such version.
        """
        by_number = {each.number: each.pair for each in self.history(pair_id)}
        for number in (older, newer):
            if number not in by_number:
                raise VersionNotFound(pair_id, number)
        return changes(by_number[older], by_number[newer])

    def check(self, pair: QaPair) -> tuple[Finding, ...]:
        """Return what the checks say of a pair as it would be published, without saving it."""
        if self._known is None:
            self._known = Known(self._store)
        with self._known.following() as known:
            return tuple(check_pair(replace(pair, state=PairState.PUBLISHED), known, self._today))

    # -- steps -------------------------------------------------------------------------------

    def save_draft(self, pair: QaPair, expected: int = 0, note: str = "") -> Edited:
        """Save a new pair or a change; of a published pair it waits for approval while the pair answers on.

        A change of what is in review must be submitted again. Saving what is saved already does nothing.

        Args:
            pair: without identifier where it is new; its state, version and author are not looked at.
            expected: the version that was changed; 0 for a new pair.
            note: why.

        Raises:
            PairNotFound: no pair has this identifier.
            VersionConflict: somebody else was faster.
            InputError: it cites a document that is not in the library.
        """
        with self._store.writing(self._actor) as write:
            before = self._expected(write.connection, pair.id, expected) if pair.id else None
            draft = draft_of(pair, before, self._actor)
            demand_documents(self._store, draft)
            if before is not None and before.state is PairState.DRAFT and not changed_fields(before, draft):
                return Edited(before, self.check(before))
            saved = put(write, draft, "save" if before else "create", note)
        return Edited(saved, self.check(saved))

    def submit(self, pair_id: str, expected: int, note: str = "") -> Edited:
        """Hand a draft to the reviewers; raises PairNotFound, VersionConflict, WrongState."""
        return self._step(pair_id, "submit", expected, note)

    def send_back(self, pair_id: str, expected: int, note: str) -> Edited:
        """Send what is in review back to its editor, saying why.

        Raises:
            PairNotFound, VersionConflict, WrongState: see the class.
            NoteMissing: no reason is given.
        """
        return self._step(pair_id, "send_back", expected, note, needs_note=True)

    def archive(self, pair_id: str, expected: int, note: str) -> Edited:
        """Take a pair out of use, and any change of it that waits; saying why.

        Raises:
            PairNotFound, VersionConflict, WrongState: see the class.
            NoteMissing: no reason is given.
        """
        return self._step(pair_id, "archive", expected, note, needs_note=True)

    def approve(self, pair_id: str, expected: int, note: str = "", waived: Collection[str] = ()) -> Edited:
        """Publish what is in review: it answers in every process within a second.

        Args:
            pair_id: the pair.
            expected: the version that was reviewed.
            note: a remark; needed where rules are waived.
            waived: rules of `WAIVABLE` whose errors the reviewer answers for.

        Raises:
            PairNotFound, VersionConflict, WrongState: see the class.
            SamePerson: the reviewer wrote some of it.
            Misleading: the checks find errors.
            NoteMissing: rules are waived without a reason.
        """
        with self._store.writing(self._actor) as write:
            published, findings = self.approvable(write.connection, pair_id, expected, note, waived)
            saved = write.pair(published, "publish", note, waived=sorted(waived))
        return Edited(saved, findings)

    def approvable(
        self, connection: sa.Connection, pair_id: str, expected: int, note: str, waived: Collection[str]
    ) -> tuple[QaPair, tuple[Finding, ...]]:
        """Return the pair as `approve` would publish it and what the checks say; raises what that raises."""
        before = self._expected(connection, pair_id, expected)
        state = step(before, "publish")
        demand_another(before, self._actor, versions.history(connection, pair_id))
        published = replace(before, state=state, reviewer=self._actor, reviewed_on=self._today)
        findings = self.check(published)
        demand_sound(published, findings, frozenset(waived), note)
        return published, findings

    def discard(self, pair_id: str, expected: int, note: str = "") -> Edited:
        """Give up a change that waits; the published pair is the newest again.

        Raises:
            PairNotFound, VersionConflict: see the class.
            WrongState: no change of a published pair waits.
        """
        with self._store.writing(self._actor) as write:
            before = self._expected(write.connection, pair_id, expected)
            answering = versions.answering(write.connection, pair_id)
            if answering is None or before.state not in PENDING or answering.state is not PairState.PUBLISHED:
                raise WrongState(before.question, "discard", before.state)
            saved = write.pair(answering, "discard", note)
        return Edited(saved)

    def restore(self, pair_id: str, version: int, expected: int, note: str = "") -> Edited:
        """Take up an older version again as a draft; it goes through review like any change.

        Raises:
            PairNotFound, VersionConflict: see the class.
            VersionNotFound: the pair has no such version.
        """
        with self._store.writing(self._actor) as write:
            before = self._expected(write.connection, pair_id, expected)
            every = {each.number: each.pair for each in versions.history(write.connection, pair_id)}
            if version not in every:
                raise VersionNotFound(pair_id, version)
            draft = draft_of(every[version], before, self._actor)
            demand_documents(self._store, draft)
            saved = put(write, draft, "restore", note, of=version)
        return Edited(saved, self.check(saved))

    # -- parts -------------------------------------------------------------------------------

    def _step(
        self, pair_id: str, action: str, expected: int, note: str, *, needs_note: bool = False
    ) -> Edited:
        with self._store.writing(self._actor) as write:
            before = self._expected(write.connection, pair_id, expected)
            state = step(before, action)
            if needs_note and not note.strip():
                raise NoteMissing(before.question, action)
            saved = put(write, replace(before, state=state), action, note)
        return Edited(saved, self.check(saved) if state is PairState.IN_REVIEW else ())

    def _expected(self, connection: sa.Connection, pair_id: str, expected: int) -> QaPair:
        found = versions.newest(connection, pair_id)
        if found is None:
            raise PairNotFound(pair_id)
        if found.version != expected:
            raise VersionConflict(found.question, expected, found.version)
        return found
