"""An invented document with a clause of each kind."""

from __future__ import annotations

from datetime import date

from policies.content.model import Policy
from policies.ingest.clauses import split_clauses

TEXT = """第一条 为保障困难群众基本生活，制定本办法。
第二条 本办法适用于遭遇突发事件的本市家庭和个人。（市民政局牵头，市财政局配合）
第三条 申请临时救助应当符合下列条件：
（一）具有本市户籍或者持有居住证；
（二）基本生活暂时出现严重困难。
第四条 申请临时救助应当提交身份证、户口簿和困难情况说明。
第五条 临时救助标准为每户每次2000元。以虚报手段骗取救助的，由民政部门追回资金。
第六条 乡镇人民政府自受理之日起10个工作日内完成审核。
第七条 咨询电话0000-88801005。
第八条 本办法自2026年1月1日起施行，有效期5年。
"""


def relief(**changes: object) -> Policy:
    """Return 《示范市临时救助办法》, in force from 2026 on."""
    values = {
        "id": "p-relief",
        "doc_number": "示民规〔2026〕9号",
        "issuer": "示范市民政局",
        "region": "示范市",
        "category": "社会救助",
        "effective_on": date(2026, 1, 1),
        **changes,
    }
    return Policy("示范市临时救助办法", tuple(split_clauses(TEXT)), **values)  # type: ignore[arg-type]
