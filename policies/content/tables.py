"""The relational store's tables. Alembic's revisions in `migrations/` must lead to exactly these."""

from __future__ import annotations

from policies.content.account_tables import ACCOUNT, SESSION, SIGN_IN_FAILURE
from policies.content.assistant_tables import ASSISTANT_ACTIVATION, ASSISTANT_MODEL, ASSISTANT_RUN
from policies.content.content_tables import DEPARTMENT, REGION, REVISION, SETTING, TERM, TOMBSTONE
from policies.content.correction_tables import CORRECTION
from policies.content.document_tables import (
    CLAUSE,
    CORRECTED,
    DECLARATION,
    EXPLAINS,
    INTERPRETATION,
    POLICY,
    READING,
)
from policies.content.gap_tables import GAP, GAP_QUESTION
from policies.content.lease_tables import LEASE
from policies.content.live_tables import HANDOFF, LIVE_ENTRY, PHRASE, PRESENCE
from policies.content.office_tables import OFFICE_DAY, OFFICE_DESK
from policies.content.order_tables import ORDER_CONTACT, ORDER_COUNTER, ORDER_EVENT, WORK_ORDER
from policies.content.pair_tables import PAIR, PAIR_CITATION, SCHEDULE, SIMILAR
from policies.content.record_tables import (
    API_KEY,
    AUDIT,
    AUDIT_HEAD,
    CALL_LINE,
    CONFIRMED,
    CONTACT_REQUEST,
    CONVERSATION,
    FEEDBACK,
    HOTLINE_CALL,
    MESSAGE,
    PAIR_VERSION,
    POLICY_VERSION,
    PROPOSED,
    SATISFACTION,
    SITES,
    TRACE,
)
from policies.content.regression_tables import (
    HELD_BATCH,
    REGRESSION_CASE,
    REGRESSION_RESULT,
    REGRESSION_RUN,
)
from policies.content.service_tables import SERVICE_SETTING
from policies.content.table_base import METADATA
from policies.content.webhook_tables import WEBHOOK, WEBHOOK_DELIVERY, WEBHOOK_EVENT

__all__ = [
    "ACCOUNT",
    "API_KEY",
    "ASSISTANT_ACTIVATION",
    "ASSISTANT_MODEL",
    "ASSISTANT_RUN",
    "AUDIT",
    "AUDIT_HEAD",
    "CALL_LINE",
    "CLAUSE",
    "CONFIRMED",
    "CONTACT_REQUEST",
    "CONVERSATION",
    "CORRECTED",
    "CORRECTION",
    "DECLARATION",
    "DEPARTMENT",
    "EXPLAINS",
    "FEEDBACK",
    "GAP",
    "GAP_QUESTION",
    "HANDOFF",
    "HELD_BATCH",
    "HOTLINE_CALL",
    "INTERPRETATION",
    "LEASE",
    "LIVE_ENTRY",
    "MESSAGE",
    "METADATA",
    "OFFICE_DAY",
    "OFFICE_DESK",
    "ORDER_CONTACT",
    "ORDER_COUNTER",
    "ORDER_EVENT",
    "PAIR",
    "PAIR_CITATION",
    "PAIR_VERSION",
    "PHRASE",
    "POLICY",
    "POLICY_VERSION",
    "PRESENCE",
    "PROPOSED",
    "READING",
    "REGION",
    "REGRESSION_CASE",
    "REGRESSION_RESULT",
    "REGRESSION_RUN",
    "REVISION",
    "SATISFACTION",
    "SCHEDULE",
    "SERVICE_SETTING",
    "SESSION",
    "SETTING",
    "SIGN_IN_FAILURE",
    "SIMILAR",
    "SITES",
    "TERM",
    "TOMBSTONE",
    "TRACE",
    "WEBHOOK",
    "WEBHOOK_DELIVERY",
    "WEBHOOK_EVENT",
    "WORK_ORDER",
]
