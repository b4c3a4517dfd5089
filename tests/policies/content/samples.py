"""A few invented rows of everything a store holds, for tests that move whole stores."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa

from policies.answering.inquiry import Step
from policies.content import tables
from policies.content.conversations import ConversationLog
from policies.content.model import (
    Clause,
    Declaration,
    Department,
    Disclosure,
    Facet,
    Interpretation,
    InterpretationKind,
    PairCitation,
    PairState,
    Policy,
    QaPair,
    Region,
    Responsibility,
)
from policies.content.store import Store


def fill(store: Store) -> None:
    """Put at least one row into every kind of content, and a conversation."""
    with store.writing("编辑甲") as write:
        write.region(Region("990100", "示范市", None, "city"))
        write.department(
            Department("示范市民政局", ("市民政局",), None, "0000-88800001", "工作日", "示范路1号", "示范市")
        )
        write.policy(
            Policy(
                "示范市高温津贴办法",
                (
                    Clause(
                        "第一条",
                        "第一条 每天三十元。",
                        responsibilities=(Responsibility("市人社局", "牵头"),),
                    ),
                ),
                id="p-1",
                doc_number="示人社规〔2026〕8号",
                region="示范市",
                disclosure=Disclosure.ON_REQUEST,
                effective_on=date(2026, 6, 1),
                declares=(Declaration("repeals", None, "示范市防暑降温费办法", None, "第一条"),),
                extra={"组配分类": "劳动"},
            )
        )
        write.interpretation(
            Interpretation(
                "一图看懂高温津贴", InterpretationKind.CHART, (("标准", "每天三十元。"),), ("p-1",), id="i-1"
            )
        )
        for number in range(3):
            write.pair(
                QaPair(
                    f"高温津贴怎么领{number}？",
                    "由单位发放。",
                    id=f"q-{number}",
                    external_id=f"ext-{number}",
                    similar=("天热有没有补助", "高温费\t“谁”发？"),
                    detail={Facet.AMOUNT: "每天三十元。"},
                    citations=(PairCitation("p-1", "第一条"),),
                    state=PairState.PUBLISHED,
                    keywords=("高温津贴",),
                )
            )
    log = ConversationLog(store.engine)
    log.start("web", conversation_id="c-1")
    card = {"outcome": "answered", "confidence": 0.9137, "qa_id": "q-1", "citations": []}
    log.record("c-1", "m-1", "高温津贴怎么领", card, [Step("MatchQa", "3 pairs", 1.25)])
    with store.engine.begin() as connection:
        connection.execute(
            sa.insert(tables.API_KEY).values(
                id="k-1",
                name="热线",
                digest="0" * 64,
                scopes=["hotline"],
                created_at=datetime(2026, 1, 2, tzinfo=UTC),
            )
        )
