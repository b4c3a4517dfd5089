"""A confirmed question knows the conversation in which it was asked, so that it can be erased with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FROM_BUTTONS = """
UPDATE confirmed_question SET conversation_id = asker
WHERE source = 'button' AND EXISTS (SELECT 1 FROM conversation WHERE conversation.id = confirmed_question.asker)
"""
# What was recorded at the desk stands word for word in a conversation of its own.
FROM_THE_DESK = """
UPDATE confirmed_question SET conversation_id = (
    SELECT message.conversation_id FROM message JOIN conversation ON conversation.id = message.conversation_id
    WHERE conversation.channel = 'desk' AND message.question = confirmed_question.text
    AND message.qa_id = confirmed_question.pair_id ORDER BY message.asked_at LIMIT 1
) WHERE source = 'operator'
"""


def upgrade() -> None:
    """Go one revision up."""
    with op.batch_alter_table("confirmed_question") as table:
        table.add_column(sa.Column("conversation_id", sa.String(length=64), nullable=True))
        table.create_foreign_key(
            op.f("fk_confirmed_question_conversation_id"),
            "conversation",
            ["conversation_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_index(op.f("ix_confirmed_question_conversation_id"), ["conversation_id"])
    op.execute(FROM_BUTTONS)
    op.execute(FROM_THE_DESK)


def downgrade() -> None:
    """Go one revision down."""
    with op.batch_alter_table("confirmed_question") as table:
        table.drop_index(op.f("ix_confirmed_question_conversation_id"))
        table.drop_constraint(op.f("fk_confirmed_question_conversation_id"), type_="foreignkey")
        table.drop_column("conversation_id")
