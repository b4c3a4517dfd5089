"""A turn of a call: a key pressed, a word about the call itself, or a question that the library answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

import structlog

from api.hotline.calls import Call, Calls, Next, Spoken
from api.hotline.commands import Command, command_of
from api.hotline.opening import opening
from api.hotline.spelling import spelled
from api.hotline.summary import ending_of
from policies.answering.card import card as card_from
from policies.answering.emergency import tells_of_an_emergency
from policies.answering.inquiry import Choice, Outcome, Question
from policies.answering.speaking import closed, cut, speakable
from policies.content.calling.desk import CallDesk
from policies.content.calling.lines import CallLines
from policies.content.calling.model import Speaker, half_hidden
from policies.content.calls import CallRecords
from policies.content.conversations import ConversationLog
from policies.content.keys import Key
from policies.language.masking import mask
from policies.language.normalise import plain
from policies.library import Library
from policies.wording import say

log = structlog.get_logger("api.hotline")
CHANNEL = "hotline"
MOST_CHOICES = 3
SLOW_LONGEST = 60
# Below this a recogniser has guessed; what then finds nothing is asked for again.
UNCLEAR = 0.3
# What one call may ask; whoever needs more needs a person.
MOST_TURNS = 200
TRANSFERRED = frozenset({Outcome.HANDOFF, Outcome.EMERGENCY, Outcome.PAUSED})
UNANSWERED = frozenset({Outcome.NOT_FOUND, Outcome.NEEDS_DETAIL, Outcome.OUT_OF_SCOPE})


@dataclass(frozen=True, slots=True)
class Heard:
    """What came over the line in one turn: words or a key."""

    idempotency_key: str
    text: str | None = None
    dtmf: str | None = None
    is_final: bool = True
    asr_confidence: float | None = None


class Hotline:
    """Answers calls. The library answers directly; what is asked is masked first and kept in the log."""

    def __init__(
        self,
        library: Library,
        log_of: ConversationLog,
        history_turns: int,
        today: Callable[[], date],
        records: CallRecords,
        desk: CallDesk,
        lines: CallLines,
        calls: Calls | None = None,
    ) -> None:
        self._library = library
        self._log = log_of
        self._history_turns = history_turns
        self._today = today
        self._records = records
        self._desk = desk
        self._lines = lines
        self.calls = calls or Calls()

    def open(
        self, key: Key, region: str | None, idempotency_key: str | None = None, caller: str | None = None
    ) -> tuple[Call, Spoken]:
        """Begin a call of a key's owner; a region that is not known is left out, of the caller's number its middle.

        The same idempotency key of the same owner is the same call.
        """
        named = _named(key.id, idempotency_key) if idempotency_key else None
        going = self.calls.find(named, key.id) if named else None
        if going is not None:
            return going, Spoken(say("hotline.greeting"), "listen")
        known = {each.name for each in self._library.store.regions()} if region else set()
        region = region if region in known else None
        call = Call(self._log.start(CHANNEL, region=region, conversation_id=named), key.id, region)
        self._records.opened(call.id, key, half_hidden(caller) if caller else None)
        self.calls.add(call)
        greeting = self._read(call, opening(self._library.in_effect.now.banners, datetime.now(UTC)))
        log.info("call_opened", call_id=call.id, key_id=key.id)
        return call, greeting

    def hear(self, call_id: str, owner: str, heard: Heard) -> Spoken:
        """Answer a turn; the same idempotency key gets the same reply.

        Raises:
            ConversationNotFound: there is no such call of this owner.
        """
        call = self.calls.of(call_id, owner)
        if not heard.is_final:
            return Spoken("", "wait")
        with call.lock:
            known = call.replies.get(heard.idempotency_key)
            if known is None:
                known = call.replies[heard.idempotency_key] = self._turn(call, heard)
                self._keep(call, heard, known)
                outcome = known.card["outcome"] if known.card else None
                log.info("call_turn", call_id=call.id, key_id=owner, outcome=outcome, next=known.next)
                if known.ended:
                    self._note_end(call)
            return known

    def end(self, call_id: str, owner: str, satisfaction: int | None) -> Call:
        """End a call and return it; a satisfaction told later replaces an earlier one.

        Raises:
            ConversationNotFound: there is no such call of this owner.
        """
        call = self.calls.of(call_id, owner)
        with call.lock:
            if satisfaction is not None:
                self._log.satisfied(call_id, satisfaction, None)
                call.satisfaction = satisfaction
            call.has_ended = True
            self._note_end(call)
        log.info("call_ended", call_id=call.id, key_id=owner, turns=len(call.replies))
        return call

    def note(self, call_id: str, owner: str, text: str) -> None:
        """Keep what the caller said to an operator; nothing answers.

        Raises:
            ConversationNotFound: there is no such call of this owner.
        """
        call = self.calls.of(call_id, owner)
        self._lines.add(call.id, uuid4().hex, [(Speaker.CALLER, mask(text))])

    def _keep(self, call: Call, heard: Heard, reply: Spoken) -> None:
        said = mask(heard.text) if heard.text is not None else say("hotline.pressed", number=heard.dtmf)
        lines = [(Speaker.CALLER, said), (Speaker.SERVICE, reply.speech)]
        self._lines.add(call.id, heard.idempotency_key, lines)

    def _note_end(self, call: Call) -> None:
        self._records.ended(call.id, ending_of(call), len(call.replies))

    def _turn(self, call: Call, heard: Heard) -> Spoken:
        if call.has_ended:
            return Spoken(say("hotline.goodbye"), "end", ended=True)
        if len(call.replies) >= MOST_TURNS:
            return Spoken(say("hotline.too_long"), "transfer")
        if self._desk.is_held(call.id) and not tells_of_an_emergency(heard.text or ""):
            return Spoken("", "transfer")
        if heard.dtmf is not None:
            return self._pressed(call, heard)
        text = heard.text or ""
        command = command_of(text)
        return self._obey(call, command) if command else self._ask(call, heard, text)

    def _pressed(self, call: Call, heard: Heard) -> Spoken:
        if heard.dtmf == "0":
            return self._ask(call, heard, say("hotline.person"))
        place = int(heard.dtmf or "") - 1
        if place >= len(call.choices):
            return self._read(call, say("hotline.no_such_choice"), choices=call.choices)
        chosen = call.choices[place]
        if chosen.kind == "region":
            call.region = chosen.label
        return self._ask(call, heard, chosen.label, chosen.qa_id)

    def _obey(self, call: Call, command: Command) -> Spoken:
        if command is Command.GOODBYE:
            call.has_ended = True
            return Spoken(say("hotline.goodbye"), "end", ended=True)
        if command is Command.CONTINUE:
            return self._read(call, call.rest or say("hotline.nothing_more"), choices=call.choices)
        if command is Command.SPELL:
            return self._read(call, spelled(call), choices=call.choices)
        if command is Command.SLOWER:
            call.longest = SLOW_LONGEST
        return self._read(call, call.said + call.rest, choices=call.choices)

    def _ask(self, call: Call, heard: Heard, text: str, choice: str | None = None) -> Spoken:
        text = mask(plain(text)) or mask(text)
        history = tuple(self._log.turns(call.id, self._history_turns))
        question = Question(text, self._today(), region=call.region, history=history, choice=choice)
        inquiry = self._library.ask(question)
        answer = inquiry.answer
        assert answer is not None  # noqa: S101 - the desk's last stage always answers
        card = card_from(answer)
        trace = [asdict(step) for step in inquiry.trace]
        self._log.record(call.id, heard.idempotency_key, text, card, trace)
        if answer.region and answer.region != call.region:
            self._log.remember(call.id, region=answer.region, audience=None)
        call.region = answer.region or call.region
        call.answered.append((text, card))
        guessed = heard.asr_confidence is not None and heard.asr_confidence < UNCLEAR
        if guessed and answer.outcome in UNANSWERED:
            return self._read(call, say("hotline.unclear"), card=card)
        offered = [each for each in answer.choices if each.kind in ("question", "region")][:MOST_CHOICES]
        if answer.outcome in TRANSFERRED:
            return self._read(call, speakable(card["speech"] or card["summary"]), card=card, after="transfer")
        return self._read(call, self._worded(call, card, offered), tuple(offered), card)

    def _worded(self, call: Call, card: dict[str, Any], offered: list[Choice]) -> str:
        """Return all there is to read, the most important first: conclusion, choices, notices, details.

        A clarification's own speech names its choices by number; here they are named by key instead.
        """
        is_choosing = card["outcome"] == Outcome.CLARIFY and offered
        first = say("hotline.which") if is_choosing else card["speech"] or card["summary"]
        presses = [
            say("hotline.press", number=number, label=choice.label)
            for number, choice in enumerate(offered, start=1)
        ]
        notices = [each for each in card["notices"] if each not in call.notices]
        call.notices.update(notices)
        details = [say("hotline.detail", label=each["label"], text=each["text"]) for each in card["detail"]]
        parts = (speakable(each) for each in (first, *presses, *notices, *details))
        return "".join(closed(part) for part in parts if part)

    def _read(
        self,
        call: Call,
        text: str,
        choices: tuple[Choice, ...] = (),
        card: dict[str, Any] | None = None,
        after: Next = "listen",
    ) -> Spoken:
        """Read the beginning of a speakable text and keep the rest for 继续."""
        hint = say("hotline.more")
        part, rest = cut(text, call.longest)
        if rest:
            part, rest = cut(text, call.longest - len(hint) - 1)
        call.said, call.rest, call.choices = part, rest, choices
        following: Next = "continue" if rest and after == "listen" else after
        slowly = call.longest == SLOW_LONGEST
        speech = f"{closed(part)}{hint}" if rest else part
        return Spoken(speech, following, choices, card, slowly=slowly)


def _named(owner: str, idempotency_key: str) -> str:
    """Return the identifier of the call that an owner begins under a key of its own."""
    return sha256(f"{CHANNEL}\n{owner}\n{idempotency_key}".encode()).hexdigest()[:32]
