"""What a question asks for."""

from __future__ import annotations

import pytest

from policies.content.model import Facet
from policies.language.facets import facet_of


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("办居住证要带什么材料", Facet.MATERIALS),
        ("落户得拿啥手续", Facet.MATERIALS),
        ("灵活就业人员社保怎么交", Facet.PROCEDURE),
        ("社保断了怎么办", Facet.PROCEDURE),
        ("居民医保一年交多少钱", Facet.AMOUNT),
        ("在外地住院能报几成", Facet.AMOUNT),
        ("养老金怎么算", Facet.AMOUNT),
        ("哪个部门负责老旧小区改造", Facet.DEPARTMENT),
        ("申请创业补贴找谁", Facet.DEPARTMENT),
        ("为什么要延迟退休", Facet.WHY),
        ("公积金提取几天到账", Facet.DEADLINE),
        ("异地就医备案有效期多久", Facet.DEADLINE),
        ("在哪里办理老年证", Facet.PLACE),
        ("公租房去哪个窗口申请", Facet.PLACE),
        ("医保局咨询电话是多少", Facet.PHONE),
        ("什么是三同步", Facet.WHAT),
        ("哪些人可以申请公租房", Facet.WHO),
        ("申请低保需要什么条件", Facet.CONDITIONS),
        ("多少岁可以领高龄津贴", Facet.CONDITIONS),
        ("医保要交满多少年", Facet.CONDITIONS),
        ("外地户口能不能在这上学", Facet.CAN),
        ("居住证网上能办吗", Facet.CAN),
        ("研发费用加计扣除怎么办理", Facet.PROCEDURE),
        ("办手续是否需要本人到场", Facet.CAN),
        ("从哪里下载申请表", Facet.PLACE),
        ("身份证", None),
    ],
)
def test_the_wording_tells_what_is_asked(question: str, facet: Facet | None) -> None:
    assert facet_of(question) == facet
