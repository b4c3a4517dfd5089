"""Questions that a person has joined to a pair: what editors may take up as similar questions of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import sqlalchemy as sa

from policies.answering.inquiry import Outcome
from policies.content import tables
from policies.content.audit import write_entry
from policies.content.engine import writing
from policies.content.mapping import question_key
from policies.errors import PairNotFound
from policies.language.masking import mask

# A button is pressed soon after it was offered: so many turns back it is looked for.
REMEMBERED = 4
Source = Literal["button", "operator", "editor"]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A person's question and the pair that was meant.

    Attributes:
        pair_id: the pair.
        text: the question, personal data masked.
        text_key: the same for questions that differ in spacing and punctuation alone.
        source: who joined the two: the asker by a button, an operator, an editor.
        asker: tells independent askers apart (a conversation, an account).
        at: when.
    """

    pair_id: str
    text: str
    text_key: str
    source: Source
    asker: str
    at: datetime


class Confirming:
    """Writes and reads confirmed questions."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def confirm(
        self, pair_id: str, text: str, source: Source, asker: str, conversation_id: str | None = None
    ) -> bool:
        """Keep a question as one about a pair; return whether it is new from this asker.

        Args:
            pair_id: the pair that was meant.
            text: the question as asked; personal data is masked here.
            source: who says so.
            asker: who asked; the same asker counts once.
            conversation_id: where it was asked; erased with it.

        Raises:
            PairNotFound: there is no such pair.
        """
        masked = mask(text)
        row = {
            "id": uuid.uuid4().hex,
            "pair_id": pair_id,
            "text": masked,
            "text_key": question_key(masked),
            "source": source,
            "asker": asker,
            "conversation_id": conversation_id,
            "at": datetime.now(UTC),
        }
        try:
            with writing(self._engine) as connection:
                if not _asks_anew(connection, row):
                    return False
                connection.execute(sa.insert(tables.CONFIRMED).values(**row))
                if source == "editor":
                    write_entry(connection, asker, "expect", "pair", pair_id)
        except sa.exc.IntegrityError:  # the same press came twice at once, or the conversation is gone
            return False
        return True

    def withdraw(self, pair_id: str, text: str, asker: str) -> None:
        """Take back that a question was about a pair: the asker meant another."""
        t = tables.CONFIRMED
        same = (t.c.pair_id == pair_id, t.c.text_key == question_key(mask(text)), t.c.asker == asker)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(t).where(*same))

    def pressed(self, conversation_id: str, pair_id: str) -> bool:
        """Keep the question whose buttons offered a pair that was then chosen; return whether it is new.

        Args:
            conversation_id: where the button was pressed; it counts as the asker.
            pair_id: the pair whose button it was.
        """
        message = tables.MESSAGE
        newest = (
            sa.select(message.c.question, message.c.card)
            .where(message.c.conversation_id == conversation_id)
            .order_by(message.c.position.desc())
            .limit(REMEMBERED)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(newest).all()
        asked = next((row.question for row in rows if _offers(row.card, pair_id)), None)
        try:
            return asked is not None and self.confirm(
                pair_id, asked, "button", conversation_id, conversation_id
            )
        except PairNotFound:  # gone since it was offered
            return False

    def of(self, pair_id: str) -> list[Confirmed]:
        """Return a pair's confirmed questions, oldest first."""
        table = tables.CONFIRMED
        columns = [column for column in table.c if column.name not in ("id", "conversation_id")]
        with self._engine.connect() as connection:
            rows = connection.execute(
                sa.select(*columns).where(table.c.pair_id == pair_id).order_by(table.c.at, table.c.id)
            )
            return [Confirmed(**row) for row in rows.mappings()]


def _offers(card: dict[str, Any], pair_id: str) -> bool:
    offered = {choice.get("qa_id") for choice in card.get("choices", ())}
    return card.get("outcome") == Outcome.CLARIFY.value and pair_id in offered


def _asks_anew(connection: sa.Connection, row: Mapping[str, object]) -> bool:
    """Tell whether a row says something new: not the pair's own words, and not this asker's again.

    Raises:
        PairNotFound: there is no such pair.
    """
    pair, similar, table = tables.PAIR, tables.SIMILAR, tables.CONFIRMED
    # Locked, so that the pair and its words stay as they are until the row is written.
    locked = sa.select(pair.c.question_key).where(pair.c.id == row["pair_id"]).with_for_update(read=True)
    key = connection.scalar(locked)
    if key is None:
        raise PairNotFound(str(row["pair_id"]))
    stored = connection.scalars(sa.select(similar.c.text).where(similar.c.pair_id == row["pair_id"]))
    known = {key, *map(question_key, stored)}
    again = sa.select(table.c.id).where(
        *(table.c[name] == row[name] for name in ("pair_id", "text_key", "asker"))
    )
    return row["text_key"] not in known and connection.scalar(again) is None
