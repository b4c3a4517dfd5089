"""Erasing one conversation on somebody's wish, and once more in a store that was restored."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content import tables
from policies.content.audit import write_entry
from policies.content.conversations import ConversationNotFound
from policies.content.engine import writing
from policies.content.erasures import Erasures
from policies.content.orders.forgetting import disown, forget_closed

C, R, Q = tables.CONVERSATION, tables.CONTACT_REQUEST, tables.CONFIRMED
G = tables.REGRESSION_CASE


def erase(engine: sa.Engine, conversation_id: str, actor: str, erasures: Erasures) -> None:
    """Delete a conversation, what was told in it, the wishes to be called back made in it and what was learned from it.

    Whom to call back about a work order made in it goes with it where the order is closed; while it is open somebody
    waits for the answer. The order itself stays and belongs to nobody.

    Args:
        engine: the store's database.
        conversation_id: which.
        actor: who erases it.
        erasures: where it is noted for stores that are restored, before it is gone.

    Raises:
        ConversationNotFound: no conversation has this identifier.
        StoreError: the note cannot be written; nothing is erased then.
    """
    with writing(engine) as connection:
        # Locked, so that nothing new hangs on it before it is gone.
        locked = sa.select(C.c.id).where(C.c.id == conversation_id).with_for_update()
        if connection.scalar(locked) is None:
            raise ConversationNotFound(conversation_id)
        connection.execute(sa.delete(R).where(R.c.conversation_id == conversation_id))
        connection.execute(sa.delete(Q).where(Q.c.conversation_id == conversation_id))
        connection.execute(sa.delete(G).where(G.c.conversation_id == conversation_id))
        forget_closed(connection, conversation_id)
        connection.execute(sa.delete(C).where(C.c.id == conversation_id))
        disown(connection, [conversation_id])
        write_entry(connection, actor, "erase", "conversation", conversation_id)
        erasures.note(conversation_id)


def erase_again(engine: sa.Engine, erasures: Erasures) -> int:
    """Erase what was erased since the backup was made from which a store was restored; return how many.

    Raises:
        StoreError: the file of erasures cannot be read.
    """
    with engine.connect() as connection:
        found = erasures.among(connection.scalars(sa.select(C.c.id)))
    for each in found:
        erase(engine, each, "restore", erasures)
    return len(found)
