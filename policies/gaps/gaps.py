"""What editors do with gaps: look, give the question to a pair, begin a draft, or leave it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import sqlalchemy as sa

from policies.answering.inquiry import Question
from policies.content.audit import write_entry
from policies.content.checks.known import Known
from policies.content.editing import Edited, Editing
from policies.content.gap_tables import GAP
from policies.content.model import PairState, QaPair
from policies.content.orders.drafting import question_of
from policies.content.proposals import Proposals
from policies.content.proposed import Origin
from policies.errors import InputError, PairNotFound
from policies.gaps.finding import Found, GapFinder
from policies.gaps.model import Deed, Gap, NearPair, WholeGap
from policies.gaps.reading import all_gaps, examples_of, one_gap
from policies.library import Library
from policies.wording import say

KIND = "gap"
EXAMPLES, NEAREST, MOST_SIMILAR, LONGEST_NOTE = 50, 5, 10, 500


class Gaps:
    """The gaps of a library.

    Methods that take a gap raise GapNotFound where there is none, or where it is not the department's that is named.
    """

    def __init__(
        self,
        library: Library,
        known: Known,
        today: Callable[[], date],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the library and what its checks know of all pairs."""
        self._library = library
        self._store = library.store
        self._known = known
        self._today = today
        self._clock = clock

    def find(self) -> Found:
        """Put what was asked since the last time to gaps."""
        return GapFinder(self._store, self._library.dictionary, self._whose).run(self._clock())

    def every(self, department: str | None = None, *, waiting: bool = True) -> list[Gap]:
        """Return gaps, those asked most this week first; only what waits for somebody unless `waiting` is False."""
        with self._store.engine.connect() as connection:
            found = all_gaps(connection, self._clock(), department)
        return [gap for gap in found if gap.is_open or not waiting]

    def read(self, gap_id: str, department: str | None = None) -> WholeGap:
        """Return a gap with its newest questions and the published pairs that come nearest."""
        with self._store.engine.connect() as connection:
            gap = one_gap(connection, gap_id, self._clock(), department)
            examples = examples_of(connection, gap_id, EXAMPLES)
        return WholeGap(gap, examples, self._nearest(gap.text))

    def similar(self, gap_id: str, pair_id: str, text: str, actor: str) -> Edited:
        """Propose a question as a similar one of a pair and accept it: a draft change that another person approves.

        Args:
            gap_id: the gap.
            pair_id: the pair that answers it.
            text: the question, as the editor wants it; masked already, or written by the editor.
            actor: who does it.

        Raises:
            PairNotFound: there is no such pair.
            InputError: a pair asks this already, it was turned down before, or there is no text.
        """
        with self._store.engine.connect() as connection:
            one_gap(connection, gap_id, self._clock())
        words = text.strip()
        if not words:
            raise InputError("text", "gap_without_text")
        self._store.pair(pair_id)
        proposals = Proposals(self._store, self._library.dictionary, self._known)
        self._known.follow()
        proposals.put([(pair_id, words, Origin.LEARNED, 0)])
        waiting = [each for each in proposals.waiting(pair_id) if each.text == words]
        done = proposals.accept([each.id for each in waiting], actor, self._today(), self._note(gap_id))
        if not done:
            raise InputError("text", "gap_text_taken")
        self._act(gap_id, Deed.SIMILAR, actor, pair_id)
        return done[0]

    def draft(self, gap_id: str, actor: str) -> Edited:
        """Begin a draft pair with the gap's questions; its answer is for the editor to write."""
        whole = self.read(gap_id)
        question = question_of(whole.gap.text)
        others = dict.fromkeys(each.text for each in whole.examples if each.text != question)
        pair = QaPair(
            question=question,
            summary="",
            similar=tuple(others)[:MOST_SIMILAR],
            department=whole.gap.department,
            state=PairState.DRAFT,
        )
        editing = Editing(self._store, actor, today=self._today(), known=self._known)
        edited = editing.save_draft(pair, note=self._note(gap_id))
        self._act(gap_id, Deed.DRAFT, actor, edited.pair.id)
        return edited

    def ignore(self, gap_id: str, actor: str, note: str = "") -> None:
        """Leave a gap; it comes back when more is asked.

        Raises:
            InputError: the note is too long.
        """
        if len(note) > LONGEST_NOTE:
            raise InputError("note", "gap_note", most=LONGEST_NOTE)
        with self._store.engine.connect() as connection:
            one_gap(connection, gap_id, self._clock())
        self._act(gap_id, Deed.IGNORED, actor, None, note.strip())

    def _act(self, gap_id: str, deed: Deed, actor: str, pair_id: str | None, note: str = "") -> None:
        values = {"deed": deed.value, "acted_at": self._clock(), "acted_by": actor, "pair_id": pair_id}
        with self._store.engine.begin() as connection:
            connection.execute(sa.update(GAP).where(GAP.c.id == gap_id).values(**values, note=note))
            write_entry(connection, actor, deed.value, KIND, gap_id, **({"pair": pair_id} if pair_id else {}))

    def _nearest(self, text: str) -> tuple[NearPair, ...]:
        found = []
        for each in self._library.candidates(Question(text, asked_on=self._today()))[:NEAREST]:
            try:
                pair = self._store.pair(each.qa_id)
            except PairNotFound:  # deleted since the index was read
                continue
            found.append(NearPair(pair.id, pair.question, each.score))
        best = max((each.score for each in found), default=0.0) or 1.0
        return tuple(NearPair(each.id, each.question, round(each.score / best, 3)) for each in found)

    def _whose(self, text: str) -> str | None:
        told = self._library.responsible(text, asked_on=self._today())
        return told.department if told is not None else None

    @staticmethod
    def _note(gap_id: str) -> str:
        return say("gaps.note", gap=gap_id)
