"""What an operator does with the library: look up, open, log, ask for a correction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.bridge import Bridge
from api.desk.opened import Opened, open_row
from policies.answering.card import card
from policies.answering.inquiry import Question
from policies.answering.lookup.rows import Row, Wanted
from policies.content.audit import write_entry
from policies.content.confirming import Confirming
from policies.content.keys import Key
from policies.content.shift import LOGGED, LOGGED_KIND
from policies.errors import PairNotFound
from policies.language.masking import mask

CHANNEL = "desk"
MOST_ROWS = 9
LONGEST = 200
_INITIALS = re.compile(r"[A-Za-z\s]*")


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of a logged question; `confirmed` where it taught the library another wording."""

    message_id: str
    confirmed: bool


class DeskService:
    """The work of one operator; holds no state."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._confirming = Confirming(bridge.library.store.engine)

    def look_up(self, text: str, wanted: Wanted) -> tuple[Row, ...]:
        """Return at most nine rows for what was typed."""
        return self._bridge.library.look_up(text[:LONGEST], self._bridge.today(), wanted, MOST_ROWS)

    def open(self, row: Row, region: str | None) -> Opened:
        """Return what stands behind a row.

        Raises:
            NotFound: it is gone since it was found.
        """
        return open_row(self._bridge.library, row, self._bridge.today(), region)

    def log(
        self,
        asked: str,
        opened: Opened | None,
        region: str | None,
        operator: Key,
        conversation_id: str | None = None,
    ) -> Logged:
        """Record a question that came over the telephone with what was told, and the pair as what was meant.

        Where nothing was opened, what the library says is recorded, so that editors see what is missing. Initials
        are no wording of the caller's: the question that was picked stands for them. It stands in the named conversation,
        or begins one.
        """
        is_question = not _INITIALS.fullmatch(asked)
        told = asked if is_question or opened is None else opened.row.title
        question = mask(told.strip()[:LONGEST])
        log = self._bridge.log
        conversation = conversation_id or log.start(CHANNEL, region)
        if opened is None:
            inquiry = self._bridge.library.ask(
                Question(question, self._bridge.today(), region=region, viewer="staff")
            )
            shown = card(inquiry.answer) if inquiry.answer is not None else {}
            message = log.record(conversation, None, question, shown, inquiry.trace)
            self._note(message, operator)
            return Logged(message, confirmed=False)
        message = log.record(conversation, None, question, opened.card, opened.trace)
        self._note(message, operator)
        return Logged(message, is_question and self._confirm(opened.row, question, operator, conversation))

    def _note(self, message_id: str, operator: Key) -> None:
        """Keep who recorded a question; the shift is counted from it."""
        with self._bridge.library.store.engine.begin() as connection:
            write_entry(connection, operator.name, LOGGED, LOGGED_KIND, message_id)

    def _confirm(self, row: Row, question: str, operator: Key, conversation: str) -> bool:
        try:
            return row.kind == "pair" and self._confirming.confirm(
                row.id, question, "operator", operator.id, conversation
            )
        except PairNotFound:  # gone since it was opened
            return False

    def correct(self, asked: str, opened: Opened | None, operator: Key) -> str:
        """Tell the editors that what is shown is wrong, or that nothing fits; returns the request's identifier.

        Raises:
            InputError: there is neither a question nor an answer.
        """
        row = opened.row if opened is not None else None
        return self._bridge.corrections.ask(
            "wrong" if row is not None else "missing",
            asked[:LONGEST],
            operator.name,
            qa_id=row.id if row is not None and row.kind == "pair" else None,
            source_id=row.id if row is not None and row.kind != "pair" else None,
            card=opened.card if opened is not None else None,
        )
