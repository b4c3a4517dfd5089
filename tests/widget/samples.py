"""Documents of our own invention, for the pages to show."""

from __future__ import annotations

from datetime import date

from policies.content.model import (
    Clause,
    Interpretation,
    InterpretationKind,
    Policy,
    Region,
    Responsibility,
)

REGIONS = [
    Region("1", "示范省", None, "province"),
    Region("2", "示范市", "示范省", "city"),
    Region("3", "示范市云川区", "示范市", "district"),
]
POLICY = Policy(
    id="p-sample",
    title="示范市共享阅览室管理办法",
    doc_number="示政办发〔2025〕9号",
    issuer="示范市人民政府办公室",
    region="示范市",
    effective_on=date(2025, 7, 1),
    expires_on=date(2030, 6, 30),
    is_demo=True,
    source_url="https://example.org/policy",
    clauses=(
        Clause("第一章", "第一章 借阅", heading="借阅"),
        Clause("第二条", "第二条 凭身份证办理借阅证，当场办结。", level=1),
        Clause("第二章", "第二章 附则", heading="附则"),
        Clause(
            "第三条",
            "第三条 <b>本办法</b>由市图书馆解释。",
            level=1,
            responsibilities=(Responsibility("市图书馆", "牵头"),),
        ),
    ),
)
INTERPRETATION = Interpretation(
    id="i-sample",
    title="《示范市共享阅览室管理办法》解读",
    kind=InterpretationKind.TEXT,
    passages=(("一、为什么制定", "方便群众就近借书。"),),
    explains=("p-sample",),
)
