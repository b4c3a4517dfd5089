"""Invented documents and interpretations, in a store of their own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from policies.content.model import Clause, Disclosure, Interpretation, InterpretationKind, Policy
from policies.content.store import Store
from tests.databases import laid_out

TODAY = date(2026, 11, 23)
MADE = date(2026, 5, 6)
CIVIL, HEALTH = "示范市民政局", "示范市医疗保障局"


def policy(identifier: str, issuer: str = CIVIL, made: date | None = MADE, **more: object) -> Policy:
    """Return a public document in force."""
    clauses = (
        Clause("第一条", "第一条 为了方便老年人，制定本办法。", id=f"{identifier}-1"),
        Clause(
            "第二条",
            "第二条 年满六十周岁的本市户籍居民，每人每年领取老花镜补贴一百元。",
            id=f"{identifier}-2",
        ),
        Clause("第三条", "第三条 申请人持身份证到社区居委会办理，五个工作日内办结。", id=f"{identifier}-3"),
    )
    facts: dict[str, object] = {
        "title": f"示范市{identifier}办法",
        "clauses": clauses,
        "id": identifier,
        "doc_number": f"示民发〔2026〕{sum(map(ord, identifier)) % 900}号",
        "issuer": issuer,
        "region": "示范市",
        "disclosure": Disclosure.PUBLIC,
        "published_on": made,
        "effective_on": made,
    }
    return Policy(**{**facts, **more})  # type: ignore[arg-type]


def text(
    identifier: str,
    explains: tuple[str, ...],
    after_days: int | None = 2,
    kind: InterpretationKind = InterpretationKind.TEXT,
) -> Interpretation:
    """Return an interpretation that was published so many days after the documents; None: nobody knows when."""
    return Interpretation(
        id=identifier,
        title=f"《{identifier}》解读",
        kind=kind,
        passages=(("老花镜补贴一年发多少钱", "每人每年一百元。"), ("在哪里办", "按第三条到社区居委会办理。")),
        explains=explains,
        issuer=CIVIL,
        published_on=MADE + timedelta(days=after_days) if after_days is not None else None,
    )


def store_of(folder: Path, *content: Policy | Interpretation) -> Store:
    """Return a store with this content."""
    store = Store.open(laid_out(folder / "library.db"))
    with store.writing() as write:
        for each in content:
            if isinstance(each, Policy):
                write.policy(each)
        for each in content:
            if isinstance(each, Interpretation):
                write.interpretation(each)
    return store
