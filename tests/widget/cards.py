"""Answer cards of our own invention, made as the service makes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from policies.answering.card import card
from policies.answering.inquiry import Answer, Choice, Citation, Contact, Outcome
from policies.content.model import Facet
from tests.widget.samples import POLICY

CITATION = Citation(
    kind="policy",
    source_id="p-sample",
    title=POLICY.title,
    status="现行有效",
    doc_number=POLICY.doc_number,
    clause="第二条",
    quote="凭身份证办理借阅证，当场办结。",
    highlight=(0, 8),
    issuer=POLICY.issuer,
    effective_on=POLICY.effective_on,
    url="/policies/p-sample#第二条",
)
LAPSED = Citation(
    kind="policy", source_id="p-old", title="示范市阅览室暂行规定", status="已废止", clause="第一条"
)
CONTACT = Contact("示范市图书馆", "0000-88800099", "工作日 9:00—17:00", "示范路1号")


def answer(outcome: Outcome, **changes: Any) -> dict[str, Any]:
    """Return the card of an answer with everything a card can carry."""
    facts: dict[str, Any] = {
        "outcome": outcome,
        "confidence": 0.9,
        "summary": "可以办，带身份证就行。",
        "detail": ((Facet.MATERIALS, "身份证。"), (Facet.DEADLINE, "当场办结。")),
        "citations": (CITATION,),
        "department": CONTACT,
        "checked_on": date(2026, 10, 8),
        "is_demo": True,
        "trace_id": "t-sample",
    }
    return {**card(Answer(**{**facts, **changes})), "degraded": False}


CLARIFY = answer(
    Outcome.CLARIFY,
    summary="您想问哪一种？",
    detail=(),
    citations=(),
    choices=(
        Choice("question", "借阅证怎么办？", "q-card"),
        Choice("question", "图书逾期怎么办？", "q-late"),
        Choice("none_of_these", "都不是"),
    ),
)
EMERGENCY = answer(Outcome.EMERGENCY, summary="请立即拨打电话。", detail=(), citations=(), department=None)
ASKS_REGION = answer(
    Outcome.NEEDS_DETAIL,
    summary="您在哪里办理？",
    detail=(),
    citations=(),
    choices=(Choice("region", "示范市云川区"),),
)
LAPSED_ANSWER = answer(
    Outcome.NOT_IN_FORCE,
    summary="这份文件已经废止。",
    citations=(LAPSED, CITATION),
    notices=("请看现行文件。",),
)
