"""A few invented documents and pairs of 示范市 for the bridge's tests."""

from __future__ import annotations

from datetime import date

from policies.content.model import (
    Clause,
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
from policies.content.offices import Offices
from policies.content.store import Store
from policies.demo.calendar import load_calendar

PUBLIC, ON_REQUEST, OLD = "p-public", "p-request", "p-old"
EXPLAINED, HIDDEN_EXPLAINED = "i-public", "i-request"
PAIR = "q-glasses"
QUESTION = "老花镜补贴怎么申请？"
SUMMARY = "年满六十周岁的本市户籍居民可以申请老花镜补贴，每人每年一百元。"


def fill(store: Store) -> None:
    """Save the content in one revision."""
    Offices(store.engine).fill(load_calendar(), "demo")
    with store.writing() as write:
        write.region(Region("990100", "示范市", None, "city"))
        write.region(Region("990101", "示范市云川区", "示范市", "district"))
        write.department(Department("示范市民政局", phone="0000-88800001", hours="工作日 9:00-17:00"))
        for policy in policies():
            write.policy(policy)
        for text in interpretations():
            write.interpretation(text)
        for pair in pairs():
            write.pair(pair)


def policies() -> list[Policy]:
    """One public document, one disclosed on request, one that is superseded."""
    return [
        Policy(
            id=PUBLIC,
            title="示范市老花镜补贴办法",
            doc_number="示民发〔2025〕3号",
            issuer="示范市民政局",
            region="示范市",
            effective_on=date(2025, 7, 1),
            is_demo=True,
            clauses=(
                Clause("第一条", "第一条 为了方便老年人读书看报，制定本办法。", id="c-1"),
                Clause(
                    "第二条",
                    "第二条 年满六十周岁的本市户籍居民可以申请老花镜补贴，每人每年一百元。",
                    responsibilities=(Responsibility("示范市民政局", "牵头"),),
                    id="c-2",
                ),
                Clause("第三条", "第三条 申请人凭身份证到社区服务站申请。<b>不收费</b>。", id="c-3"),
            ),
        ),
        Policy(
            id=ON_REQUEST,
            title="示范市秘藏工作规程",
            doc_number="示民发〔2025〕4号",
            region="示范市",
            disclosure=Disclosure.ON_REQUEST,
            clauses=(Clause("一", "一、秘藏补贴的内部工作安排。", id="c-4"),),
        ),
        Policy(
            id=OLD,
            title="示范市老花镜补贴暂行办法",
            doc_number="示民发〔2020〕1号",
            region="示范市",
            effective_on=date(2020, 1, 1),
            expires_on=date(2025, 6, 30),
            superseded_by="示民发〔2025〕3号",
            clauses=(Clause("第一条", "第一条 老花镜补贴每人每年五十元。", id="c-5"),),
        ),
    ]


def interpretations() -> list[Interpretation]:
    """One of the public document, one of the document disclosed on request."""
    return [
        Interpretation(
            id=EXPLAINED,
            title="《示范市老花镜补贴办法》解读",
            kind=InterpretationKind.TEXT,
            passages=(("制定背景", "老年人读书看报需要配镜。"),),
            explains=(PUBLIC,),
        ),
        Interpretation(
            id=HIDDEN_EXPLAINED,
            title="《示范市秘藏工作规程》解读",
            kind=InterpretationKind.TEXT,
            passages=(("背景", "秘藏工作的背景。"),),
            explains=(ON_REQUEST,),
        ),
    ]


def pairs() -> list[QaPair]:
    """Two published pairs."""
    return [
        QaPair(
            id=PAIR,
            question=QUESTION,
            similar=("老花镜有补贴吗", "配老花镜的钱怎么报"),
            summary=SUMMARY,
            detail={Facet.MATERIALS: "身份证。", Facet.PLACE: "社区服务站。"},
            speech="年满六十岁的本市居民，每年可以领一百元老花镜补贴。",
            citations=(PairCitation(PUBLIC, "第二条"),),
            department="示范市民政局",
            region="示范市",
            category="养老/补贴",
            reviewed_on=date(2026, 10, 8),
            internal_note="内部备注不可外传",
            state=PairState.PUBLISHED,
            is_demo=True,
        ),
        QaPair(
            id="q-bus",
            question="老年人免费乘车卡在哪里办？",
            summary="年满六十五周岁可以到公交服务大厅办理免费乘车卡。",
            department="示范市民政局",
            region="示范市",
            category="交通/乘车",
            reviewed_on=date(2026, 10, 8),
            state=PairState.PUBLISHED,
            is_demo=True,
        ),
    ]
