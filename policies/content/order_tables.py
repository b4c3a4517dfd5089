"""Tables of the work orders (工单): what people want done, who is to do it, and everything that became of it."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment

WORK_ORDER = sa.Table(
    "work_order",
    METADATA,
    # Grows with every order, so that lists can be paged by it; people know an order by its number.
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("number", sa.String(64), nullable=False, unique=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("status", sa.String(16), nullable=False, index=True),
    sa.Column("is_urgent", sa.Boolean, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    # What the person said, personal data masked.
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("region", sa.String(128)),
    sa.Column("department", sa.String(128), index=True),
    sa.Column("suggested", sa.String(128)),
    sa.Column("suggested_why", sa.Text, nullable=False),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column(
        "conversation_id", sa.String(64), sa.ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    ),
    # Whose key made it, and that one's own identifier: sent again, nothing is doubled.
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("client_id", sa.String(64), nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("changed_at", Moment(), nullable=False),
    sa.Column("due_on", sa.Date, nullable=False, index=True),
    sa.Column("urged", sa.Integer, nullable=False),
    sa.Column("urged_at", Moment()),
    sa.Column("reply", sa.Text, nullable=False),
    sa.Column("replied_by", sa.Text),
    sa.Column("answered_at", Moment()),
    sa.Column("satisfaction", sa.Integer),
    sa.Column("closed_at", Moment()),
    # The draft that was made of the reply; kept as a name where the pair is deleted.
    sa.Column("pair_id", sa.String(64), index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("owner", "client_id"),
)

# Every change of an order, with who, when and what.
ORDER_EVENT = sa.Table(
    "work_order_event",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column(
        "order_id",
        sa.Integer,
        sa.ForeignKey("work_order.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.UniqueConstraint("order_id", "version"),
)

# Whom to call back. Apart from the order: few may see it, and it goes sooner.
ORDER_CONTACT = sa.Table(
    "work_order_contact",
    METADATA,
    sa.Column("order_id", sa.Integer, sa.ForeignKey("work_order.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.String(32), nullable=False),
    sa.Column("at", Moment(), nullable=False),
)

# The last number given out under a beginning such as "GD990101-20261127".
ORDER_COUNTER = sa.Table(
    "work_order_counter",
    METADATA,
    sa.Column("prefix", sa.String(48), primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)
