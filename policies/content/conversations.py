"""The log of conversations: what was asked (masked), what was answered, what people thought of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from policies.answering.inquiry import Step, Turn
from policies.content import tables
from policies.content.upserting import upsert
from policies.errors import NotFound


class ConversationNotFound(NotFound):
    """No conversation has this identifier."""


class MessageNotFound(NotFound):
    """No message has this identifier."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation and what is remembered about the person asking."""

    id: str
    channel: str
    region: str | None
    audience: str | None


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A question as stored, with the card that answered it."""

    id: str
    question: str
    card: dict[str, Any]
    degraded: bool


class ConversationLog:
    """Writes and reads conversations. It stores what it is given: personal data is masked before."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def start(
        self,
        channel: str,
        region: str | None = None,
        audience: str | None = None,
        conversation_id: str | None = None,
    ) -> str:
        """Begin a conversation and return its identifier; an identifier already there is kept as it is."""
        identifier = conversation_id or uuid.uuid4().hex
        row = {
            "id": identifier,
            "channel": channel,
            "region": region,
            "audience": audience,
            "started_at": datetime.now(UTC),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(tables.CONVERSATION).values(**row))
        except sa.exc.IntegrityError:
            self.get(identifier)
        return identifier

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation.

        Raises:
            ConversationNotFound: no conversation has this identifier.
        """
        table = tables.CONVERSATION
        with self._engine.connect() as connection:
            row = connection.execute(
                sa.select(table.c.id, table.c.channel, table.c.region, table.c.audience).where(
                    table.c.id == conversation_id
                )
            ).one_or_none()
        if row is None:
            raise ConversationNotFound(conversation_id)
        return Conversation(**row._mapping)

    def remember(self, conversation_id: str, *, region: str | None, audience: str | None) -> None:
        """Keep the region and audience of the person asking; None leaves what is known."""
        values = {
            name: value for name, value in (("region", region), ("audience", audience)) if value is not None
        }
        if values:
            with self._engine.begin() as connection:
                connection.execute(
                    sa.update(tables.CONVERSATION)
                    .where(tables.CONVERSATION.c.id == conversation_id)
                    .values(**values)
                )

    def turns(self, conversation_id: str, limit: int = 6) -> list[Turn]:
        """Return the last turns, oldest first, for resolving follow-ups."""
        table = tables.MESSAGE
        with self._engine.connect() as connection:
            rows = connection.execute(
                sa.select(table.c.question, table.c.qa_id, table.c.card)
                .where(table.c.conversation_id == conversation_id)
                .order_by(table.c.position.desc())
                .limit(limit)
            ).all()
        return [
            Turn(row.question, row.qa_id, cited_policy(row.card), row.card.get("topic"))
            for row in reversed(rows)
        ]

    def record(
        self,
        conversation_id: str,
        client_id: str | None,
        question: str,
        card: dict[str, Any],
        trace: Sequence[Step | dict[str, Any]] = (),
        degraded: bool = False,
    ) -> str:
        """Store a turn and return the message's identifier.

        Args:
            conversation_id: an existing conversation.
            client_id: the sender's own identifier of this message; unique within the conversation.
            question: the text asked, personal data already masked.
            card: the answer as shown.
            trace: the steps that led to it.
            degraded: whether the answer was given without Rasa.

        Raises:
            sqlalchemy.exc.IntegrityError: this `client_id` was recorded already.
        """
        identifier = uuid.uuid4().hex
        message = tables.MESSAGE
        steps = [asdict(step) if isinstance(step, Step) else step for step in trace]
        with self._engine.begin() as connection:
            # The insert itself takes the next position, so that no reading comes before the writing.
            position = (
                sa.select(sa.func.coalesce(sa.func.max(message.c.position), 0) + 1)
                .where(message.c.conversation_id == conversation_id)
                .scalar_subquery()
            )
            connection.execute(
                sa.insert(message).values(
                    id=identifier,
                    conversation_id=conversation_id,
                    position=position,
                    client_id=client_id,
                    question=question,
                    card=card,
                    outcome=card["outcome"],
                    confidence=card["confidence"],
                    degraded=degraded,
                    qa_id=card.get("qa_id"),
                    asked_at=datetime.now(UTC),
                )
            )
            connection.execute(
                sa.insert(tables.TRACE).values(
                    message_id=identifier, trace_id=card.get("trace_id") or "", steps=steps
                )
            )
        return identifier

    def by_client_id(self, conversation_id: str, client_id: str) -> StoredMessage | None:
        """Return the message that the sender already sent under this identifier, if there is one."""
        table = tables.MESSAGE
        with self._engine.connect() as connection:
            row = connection.execute(
                sa.select(table.c.id, table.c.question, table.c.card, table.c.degraded).where(
                    table.c.conversation_id == conversation_id, table.c.client_id == client_id
                )
            ).one_or_none()
        return StoredMessage(**row._mapping) if row is not None else None

    def feedback(self, message_id: str, helpful: bool, reason: str | None, comment: str | None) -> None:
        """Store what a person thought of an answer, joined to the pair behind it; the last word counts.

        Raises:
            MessageNotFound: no message has this identifier.
        """
        m = tables.MESSAGE
        row = {
            "message_id": message_id,
            "helpful": helpful,
            "reason": reason,
            "comment": comment,
            "qa_id": sa.select(m.c.qa_id).where(m.c.id == message_id).scalar_subquery(),
            "given_at": datetime.now(UTC),
        }
        try:
            with self._engine.begin() as connection:
                upsert(connection, tables.FEEDBACK, row)
        except sa.exc.IntegrityError as error:  # it refers to no message
            raise MessageNotFound(message_id) from error

    def asked_most(self, since: datetime, limit: int = 200) -> list[str]:
        """Return the pairs that answered in most conversations since a moment, the most asked first."""
        m = tables.MESSAGE
        asked = sa.func.count(sa.distinct(m.c.conversation_id))
        query = sa.select(m.c.qa_id).where(m.c.qa_id.is_not(None), m.c.asked_at >= since)
        query = query.group_by(m.c.qa_id).order_by(asked.desc(), m.c.qa_id).limit(limit)
        with self._engine.connect() as connection:
            return [str(each) for each in connection.scalars(query)]

    def satisfied(self, conversation_id: str, score: int, comment: str | None) -> None:
        """Store how a conversation was as a whole, 1 to 5; the last word counts.

        Raises:
            ConversationNotFound: no conversation has this identifier.
        """
        told = {"score": score, "comment": comment, "given_at": datetime.now(UTC)}
        try:
            with self._engine.begin() as connection:
                upsert(connection, tables.SATISFACTION, {"conversation_id": conversation_id, **told})
        except sa.exc.IntegrityError as error:  # it refers to no conversation
            raise ConversationNotFound(conversation_id) from error


def cited_policy(card: dict[str, Any]) -> str | None:
    """Return the document that a card cites first."""
    cited = (each for each in card.get("citations", ()) if each.get("kind") == "policy")
    return next((str(each["source_id"]) for each in cited), None)
