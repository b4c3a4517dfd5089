"""Tables of the assistant's models: what was trained, what answers, what is being done."""

from __future__ import annotations

import sqlalchemy as sa

from policies.content.table_base import METADATA, Moment, child_of, identifier

# A model that was trained; its identifier is the name of its file. The file itself lies in the folder of models.
ASSISTANT_MODEL = sa.Table(
    "assistant_model",
    METADATA,
    identifier(),
    sa.Column("made_at", Moment(), nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    # Digests of what the product brings (recipe, examples, dialogue) and of what the site adds (questions, words).
    sa.Column("recipe", sa.String(16), nullable=False),
    sa.Column("data", sa.String(16), nullable=False),
    sa.Column("examples", sa.Integer, nullable=False),
    sa.Column("published", sa.Integer, nullable=False),
    sa.Column("megabytes", sa.Float, nullable=False),
    sa.Column("figures", sa.JSON),
    # Digest of the examples and folds that the figures are of; only figures of the same ones compare.
    sa.Column("evaluated_on", sa.String(32)),
    sa.Column("is_kept", sa.Boolean, nullable=False),
)

# The newest row names the model that answers.
ASSISTANT_ACTIVATION = sa.Table(
    "assistant_activation",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    child_of("assistant_model", "model_id"),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
)

# What the trainer does, one after the other.
ASSISTANT_RUN = sa.Table(
    "assistant_run",
    METADATA,
    identifier(),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("asked_at", Moment(), nullable=False, index=True),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("folds", sa.Integer, nullable=False),
    sa.Column("model_id", sa.String(64)),
    sa.Column("holder", sa.String(64)),
    sa.Column("began_at", Moment()),
    sa.Column("ended_at", Moment()),
    sa.Column("phase", sa.String(16), nullable=False, server_default=""),
    sa.Column("done", sa.Integer, nullable=False, server_default="0"),
    sa.Column("total", sa.Integer, nullable=False, server_default="0"),
    sa.Column("log", sa.Text, nullable=False, server_default=""),
    sa.Column("result", sa.JSON),
)
