"""A turn: mask, ask Rasa, and where Rasa is silent ask the library; then record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from time import perf_counter
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool

from api.chat.locks import NamedLocks
from api.chat.rasa_client import RasaClient, RasaSilent
from api.documents.shelf import explaining
from api.live.visits import Visits
from policies.answering.card import card as card_from
from policies.answering.inquiry import Question, Turn
from policies.content.confirming import Confirming
from policies.content.conversations import Conversation, ConversationLog
from policies.content.live.model import Entry
from policies.language.masking import mask
from policies.language.normalise import normalise, plain
from policies.library import Library
from policies.wording import say

log = structlog.get_logger("api.chat")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message as it came in; region and audience are those chosen on the page, if any."""

    text: str
    conversation_id: str
    client_id: str | None = None
    region: str | None = None
    audience: str | None = None
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: the card, and where it is recorded; `live` where a person is to answer instead."""

    conversation_id: str
    message_id: str
    card: dict[str, Any]
    degraded: bool
    live: Entry | None = None


Found = tuple[dict[str, Any], list[dict[str, Any]], bool]


class ChatService:
    """Answers messages, or passes them to the person who serves the conversation; one turn after the other."""

    def __init__(
        self,
        library: Library,
        log_of: ConversationLog,
        rasa: RasaClient,
        visits: Visits,
        history_turns: int,
        today: Callable[[], date],
    ) -> None:
        self._library = library
        self._log = log_of
        self._confirming = Confirming(library.store.engine)
        self._rasa = rasa
        self._visits = visits
        self._history_turns = history_turns
        self._today = today
        self._locks = NamedLocks()

    async def open(self, channel: str, first: tuple[str, str] | None = None) -> str:
        """Return a new conversation's identifier.

        Args:
            channel: where it takes place ("web", "rest").
            first: (client_id, text) of its first message. The same pair again, a resend over a lost
                connection, gets the same conversation, in whatever process and after a restart too.
        """
        named = sha256("\n".join((channel, *first)).encode()).hexdigest()[:32] if first else None
        return await run_in_threadpool(self._log.start, channel, conversation_id=named)

    async def reply(self, utterance: Utterance) -> Reply:
        """Answer one message and record it; a `client_id` seen before gets its recorded answer.

        Raises:
            ConversationNotFound: no conversation has the utterance's identifier.
        """
        async with self._locks.of(utterance.conversation_id):
            started = perf_counter()
            known = await run_in_threadpool(self._log.get, utterance.conversation_id)
            recorded = await self._recorded(utterance)
            if recorded is not None:
                return recorded
            passed = await self._visits.pass_on(known.id, mask(utterance.text), utterance.client_id)
            if passed is not None:
                return Reply(known.id, f"e-{passed.entry.id}", passed.card, False, passed.entry)
            text = mask(plain(utterance.text)) or mask(utterance.text)
            utterance = await run_in_threadpool(self._told, utterance)
            found = await self._answer(_about(utterance, known), text)
            await run_in_threadpool(self._remember, utterance, known, found[0])
            reply = await self._record(utterance, text, found)
            if utterance.choice:
                await run_in_threadpool(self._confirming.pressed, utterance.conversation_id, utterance.choice)
            log.info(
                "turn",
                conversation_id=reply.conversation_id,
                message_id=reply.message_id,
                outcome=reply.card["outcome"],
                degraded=reply.degraded,
                ms=round((perf_counter() - started) * 1000, 1),
            )
            return reply

    async def _record(self, utterance: Utterance, text: str, found: Found) -> Reply:
        card, trace, degraded = await run_in_threadpool(self._with_interpretations, found[0]), *found[1:]
        conversation_id, client_id = utterance.conversation_id, utterance.client_id
        try:
            message_id = await run_in_threadpool(
                self._log.record, conversation_id, client_id, text, card, trace, degraded
            )
        except IntegrityError:  # another process took the same resent message at the same time
            recorded = await self._recorded(utterance)
            if recorded is None:
                raise
            return recorded
        return Reply(conversation_id, message_id, card, degraded)

    async def _recorded(self, utterance: Utterance) -> Reply | None:
        if utterance.client_id is None:
            return None
        stored = await run_in_threadpool(
            self._log.by_client_id, utterance.conversation_id, utterance.client_id
        )
        if stored is None:
            return None
        return Reply(utterance.conversation_id, stored.id, stored.card, stored.degraded)

    async def _answer(self, utterance: Utterance, text: str) -> Found:
        question = Question(
            text=text,
            asked_on=self._today(),
            region=utterance.region,
            audience=utterance.audience,
            history=tuple(await run_in_threadpool(self._turns, utterance.conversation_id)),
            choice=utterance.choice,
        )
        try:
            card = dict(
                await self._rasa.turn(
                    utterance.conversation_id, normalise(text) or text, metadata_of(question)
                )
            )
        except RasaSilent as silent:
            log.warning("rasa_silent", conversation_id=utterance.conversation_id, reason=silent.reason)
            return await run_in_threadpool(self._ask_library, question)
        trace = card.pop("trace", None)
        return {**card, "degraded": False}, trace if isinstance(trace, list) else [], False

    def _with_interpretations(self, card: dict[str, Any]) -> dict[str, Any]:
        """Return the card with, at each document cited, the newest interpretation that anybody may read."""
        cited = [{**each, "interpretation": self._explaining(each)} for each in card.get("citations", ())]
        return {**card, "citations": cited}

    def _explaining(self, citation: dict[str, Any]) -> dict[str, str] | None:
        if citation.get("kind") != "policy":
            return None
        source = str(citation["source_id"])
        found = explaining(self._library.store, source)
        if not found:
            return None
        # One that is about this document first of all, else the newest.
        best = min(found, key=lambda text: (text.explains[0] != source, len(text.explains)))
        return {"title": best.title, "url": f"/interpretations/{best.id}"}

    def _told(self, utterance: Utterance) -> Utterance:
        """Return the message with a region only if there is one of that name, and the audience masked."""
        names = {region.name for region in self._library.store.regions()} if utterance.region else set()
        region = utterance.region if utterance.region in names else None
        return replace(utterance, region=region, audience=mask(utterance.audience or "") or None)

    def _remember(self, utterance: Utterance, known: Conversation, card: dict[str, Any]) -> None:
        """Keep the region and the audience that this turn made known, for the turns to come."""
        region, audience = card.get("region") or utterance.region, utterance.audience
        if (region or known.region, audience or known.audience) != (known.region, known.audience):
            self._log.remember(utterance.conversation_id, region=region, audience=audience)

    def _turns(self, conversation_id: str) -> list[Turn]:
        return self._log.turns(conversation_id, self._history_turns)

    def _ask_library(self, question: Question) -> Found:
        inquiry = self._library.ask(question)
        assert inquiry.answer is not None  # noqa: S101 - the desk's last stage always answers
        card = card_from(inquiry.answer)
        notices = [*card["notices"], say("api.degraded")]
        return {**card, "notices": notices, "degraded": True}, [asdict(step) for step in inquiry.trace], True


def _about(utterance: Utterance, known: Conversation) -> Utterance:
    """Return the message with what the conversation remembers of the person asking."""
    return replace(
        utterance,
        region=utterance.region or known.region,
        audience=utterance.audience or known.audience,
    )


def metadata_of(question: Question) -> dict[str, Any]:
    """Return what Rasa hands on to the actions.

    The earlier turns go along, because a turn that the library answered by itself is unknown to Rasa.
    """
    return {
        "region": question.region,
        "audience": question.audience,
        "choice": question.choice,
        "asked_on": question.asked_on.isoformat(),
        "question": question.text,
        "history": [asdict(turn) for turn in question.history],
    }
