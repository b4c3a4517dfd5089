"""What an operator does with a call: look at it, open an answer for it, note what was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.bridge import Bridge
from api.desk.opened import Opened, open_row
from api.desk.picking import Picks
from api.desk.service import DeskService
from api.live.suggesting import Suggesting, Suggestion
from policies.answering.lookup.rows import Row
from policies.content.calling.lines import CallLine
from policies.content.calling.model import CallEnding, DeskCall, Speaker
from policies.content.keys import Key
from policies.content.live.model import Operator
from policies.content.model import Status
from policies.errors import PairNotFound

MOST = 5
# Who says 嗯 or 好的 still wants to know what they asked before.
LOOKS_BACK = 3


@dataclass(frozen=True, slots=True)
class Look:
    """A call as it stands.

    Attributes:
        words: the caller's words for which the suggestions are; `is_final` where their utterance has ended.
    """

    call: DeskCall
    lines: list[CallLine]
    suggestions: list[Suggestion]
    words: str
    is_final: bool

    def is_held_by(self, operator_id: str) -> bool:
        """Tell whether an operator has the call now."""
        return self.call.is_held and self.call.claimed_by == operator_id


def next_of(calls: Iterable[DeskCall], operator_id: str) -> str | None:
    """Return the call that an operator turns to: one's own, else the first that nobody holds; None where there is none."""
    return next((each.id for each in calls if each.claimed_by == operator_id or not each.is_held), None)


class Calling:
    """The work on calls; holds no state. Everything here is for a thread."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._service = DeskService(bridge)
        self._suggesting = Suggesting(bridge.library, bridge.live.handoffs, bridge.today)

    def look(self, call_id: str, heard: str = "") -> Look:
        """Return a call with what was said and pairs for it, best first.

        Args:
            call_id: which.
            heard: what was recognised of an utterance that has not ended.

        Raises:
            ConversationNotFound: no call has this identifier.
        """
        call, lines = self._bridge.call_desk.get(call_id), self._bridge.call_lines.of(call_id)
        said = [each.text for each in reversed(lines) if each.author is Speaker.CALLER]
        for text in (*([heard] if heard else []), *said[:LOOKS_BACK]):
            found = self._suggesting.of(text, call.region, MOST)
            if found:
                return Look(call, lines, found, text, is_final=text != heard)
        return Look(call, lines, [], "", is_final=False)

    def open(self, suggestion: Suggestion, call: DeskCall) -> Opened:
        """Return the answer behind a suggestion.

        Raises:
            NotFound: it is gone since it was suggested.
        """
        pair = suggestion.pair
        if pair.id is None:
            raise PairNotFound(pair.question)
        row = Row(
            kind="pair",
            id=pair.id,
            title=pair.question,
            text=pair.summary,
            clause=None,
            number=None,
            source=pair.department,
            region=pair.region,
            status=Status.IN_FORCE.value,
            in_force=True,
            on_request=False,
        )
        return open_row(self._bridge.library, row, self._bridge.today(), call.region)

    def finish(self, call_id: str, operator: Key, ending: CallEnding, picks: Picks) -> DeskCall:
        """Note what came of a call and what was told in it.

        Raises:
            ConversationNotFound, CallOver, CallNotYours: see `policies.content.calling.desk`.
        """
        by = Operator(operator.id, operator.name)
        call = self._bridge.call_desk.finish(call_id, by, ending)
        told = picks.told()
        for words, opened in told:
            self._service.log(words, opened, call.region, operator, call_id)
        if not told and not self._bridge.log.turns(call_id, 1):
            self._note_gap(call, operator)
        return call

    def _note_gap(self, call: DeskCall, operator: Key) -> None:
        """Record what the caller asked an operator and nobody found, so that editors see what is missing."""
        lines = self._bridge.call_lines.of(call.id)
        said = [each.text for each in lines if each.author is Speaker.CALLER]
        if said:
            self._service.log(max(said, key=len), None, call.region, operator, call.id)
