"""A small library whose pairs rest on one document in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from policies.content.checks.finding import Finding
from policies.content.checks.known import Known
from policies.content.checks.pair import check_pair
from policies.content.model import (
    Clause,
    Department,
    Disclosure,
    Facet,
    PairCitation,
    PairState,
    Policy,
    QaPair,
)
from policies.content.store import Store
from tests.databases import laid_out

TODAY = date(2026, 11, 23)
Check = Callable[[QaPair], list[Finding]]

RULES = Policy(
    id="p-rules",
    title="示范市基本医疗保险办法",
    doc_number="示医保规〔2025〕3号",
    clauses=(
        Clause(
            "第十条",
            "第十条 职工医保参保人员住院，起付标准为一级医疗机构300元、二级500元；一级支付92%、二级支付90%。",
            1,
        ),
        Clause("第十三条", "第十三条 到本市以外就医的，按下列规定享受待遇：", 1),
        Clause("第十三条(一)", "（一）备案长期有效，电话0000-88801101。", 2),
        Clause("第十三条(二)", "（二）临时外出就医的，备案有效期为6个月，支付比例降低10个百分点。", 2),
        Clause("第十四条", "第十四条 自受理之日起20个工作日内办结，每年6月30日前申请。", 1),
    ),
    effective_on=date(2025, 7, 1),
    expires_on=date(2030, 6, 30),
)
OLD = Policy(
    id="p-old",
    title="示范市暂行办法",
    clauses=(Clause("第一条", "第一条 支付92%。"),),
    expires_on=date(2025, 6, 30),
)
INNER = Policy(
    id="p-inner",
    title="内部经办规程",
    clauses=(Clause("第一条", "第一条 支付92%。"),),
    disclosure=Disclosure.ON_REQUEST,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(laid_out(tmp_path / "library.db"))
    for policy in (RULES, OLD, INNER):
        made.save_policy(policy)
    made.save_department(Department("示范市医疗保障局", ("市医保局",), phone="0000-88801001"))
    return made


@pytest.fixture
def check(store: Store) -> Check:
    return lambda pair: check_pair(pair, Known(store), TODAY)


def good(**values: object) -> QaPair:
    known: dict[str, object] = {
        "question": "职工医保住院报销比例是多少？",
        "summary": "一级支付92%、二级支付90%。",
        "detail": {Facet.AMOUNT: "起付标准为一级医疗机构300元、二级500元。"},
        "speech": "一级医院报百分之九十二，二级报百分之九十。",
        "citations": (PairCitation("p-rules", "第十条"),),
        "department": "示范市医疗保障局",
        "phone": "0000-88801001",
        "region": "示范市",
        "state": PairState.PUBLISHED,
    }
    return QaPair(**{**known, **values})  # type: ignore[arg-type]


def rules(findings: list[Finding]) -> dict[str, str]:
    """The rules found, each with its severity."""
    return {finding.rule: finding.severity.value for finding in findings}
