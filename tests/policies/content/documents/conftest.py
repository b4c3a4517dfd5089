"""Documents of an invented city that repeal, amend and cite one another, and pairs that rest on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from policies.content.model import (
    Clause,
    Declaration,
    Department,
    Disclosure,
    Interpretation,
    InterpretationKind,
    PairCitation,
    PairState,
    Policy,
    QaPair,
    Status,
)
from policies.content.store import Store

OLD, NEW, NOTICE, SECRET = "p-old", "p-new", "p-notice", "p-request"
CIVIL, HEALTH = "示范市民政局", "示范市医疗保障局"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """The old rules of the canteens, their successor from July 2026 on, a notice about them, one on request."""
    opened = Store.open(database_url)
    with opened.writing("编辑甲") as write:
        write.department(Department(CIVIL, ("市民政局",)))
        for policy in policies():
            write.policy(policy)
        write.interpretation(
            Interpretation("《社区食堂管理办法》解读", InterpretationKind.TEXT, (("一", "说明"),), (NEW,))
        )
        write.pair(pair("q-old", "社区食堂几点开饭", OLD, "第二条"))
        write.pair(pair("q-new", "社区食堂老人补多少", NEW, "第二条"))
        write.pair(pair("q-both", "社区食堂归谁管", NEW, "第一条", OLD))
    yield opened
    opened.close()


def policies() -> list[Policy]:
    repeals = Declaration(
        "repeals", "示民规〔2020〕1号", "示范市社区食堂暂行规则", date(2026, 7, 1), "第二条"
    )
    return [
        Policy(
            "示范市社区食堂暂行规则",
            clauses("社区食堂由街道举办。", "每日十一点开饭。"),
            id=OLD,
            doc_number="示民规〔2020〕1号",
            issuer=CIVIL,
            region="示范市",
            category="养老",
            effective_on=date(2020, 3, 1),
            expires_on=date(2027, 2, 28),
        ),
        Policy(
            "示范市社区食堂管理办法",
            clauses("社区食堂由民政部门主管。", "老年人每餐补贴三元。"),
            id=NEW,
            doc_number="示民规〔2026〕5号",
            issuer=f"{CIVIL}、{HEALTH}",
            region="示范市",
            category="养老",
            written_on=date(2026, 6, 1),
            effective_on=date(2026, 7, 1),
            declares=(repeals,),
            cites=("示民规〔2020〕1号",),
        ),
        Policy(
            "关于做好门诊报销的通知",
            clauses("门诊报销比例为百分之六十。"),
            id=NOTICE,
            doc_number="示医保发〔2026〕2号",
            issuer=HEALTH,
            region="示范市云川区",
            category="医保",
            published_on=date(2026, 2, 1),
            amended_on=None,
        ),
        Policy(
            "社区食堂内部稽核规程",
            clauses("每季稽核一次。"),
            id=SECRET,
            issuer="市民政局",
            disclosure=Disclosure.ON_REQUEST,
            status_override=Status.LAPSED,
            status_reason="清理",
            status_since=date(2026, 9, 1),
        ),
    ]


def clauses(*texts: str) -> tuple[Clause, ...]:
    return tuple(
        Clause(f"第{'一二三四五'[n]}条", f"第{'一二三四五'[n]}条 {text}") for n, text in enumerate(texts)
    )


def pair(qa_id: str, question: str, policy_id: str, path: str, *more: str) -> QaPair:
    return QaPair(
        id=qa_id,
        question=question,
        summary="见文件。",
        department=CIVIL,
        citations=(PairCitation(policy_id, path), *(PairCitation(each) for each in more)),
        state=PairState.PUBLISHED,
    )
