"""What is asked about a matter, read from the wording of the question."""

from __future__ import annotations

import re

from policies.content.model import Facet

# In order: the first cue that matches decides, so special wordings stand before general ones.
_CUES: tuple[tuple[Facet, str], ...] = (
    (Facet.WHY, r"为什么|为啥|为何|凭什么|什么原因|背景|目的|初衷|意义|咋就"),
    (
        Facet.DEPARTMENT,
        r"(?:哪个|什么|哪些|啥|哪一个|哪家)(?:部门|单位|机构|局|科室)|归谁|谁(?:来)?(?:负责|管|主管|牵头)|(?:主管|牵头|责任)(?:部门|单位)|找谁",
    ),
    (
        Facet.PHONE,
        r"电话(?:号码?)?(?:是|有)?(?:多少|几|什么|呢|吗|？|$)|(?:咨询|联系|服务|办公|投诉|监督)电话|(?:打|拨)(?:哪个|什么|啥)|联系方式|热线(?:是|号|电话)",
    ),
    (
        Facet.MATERIALS,
        r"材料|(?:带|拿|准备|提供|提交|交)(?:些|点)?(?:什么|啥|哪些)|什么(?:证件|手续|资料|证明)|哪些(?:证件|手续|资料|证明)|啥(?:证件|手续|资料|证明)|要(?:啥|什么)证|(?:需要|要)什么东西",
    ),
    (
        Facet.CONDITIONS,
        r"条件|(?:什么|有|没有|够|具备|符合)资格|资格要求|(?:什么|啥|哪些)要求|符合什么|门槛|够不够|(?:几|多少|多大)(?:周?岁|年纪|岁数)|"
        r"(?:满|交|缴|住|工作)(?:够|满)?(?:多少|几)(?:年|个月)",
    ),
    (
        Facet.WHO,
        r"(?:哪些|什么|哪种|哪类|啥|哪几类)(?:人|对象|人群|人员|群体|企业|家庭)|谁(?:可以|能|才能|有资格)|适用对象|保障对象|对象(?:是|范围|有)",
    ),
    (
        Facet.PLACE,
        r"(?:在|去|到|上|往|从)(?:哪|啥地方|什么地方)|哪里(?:办|申请|领|可以|能)|哪儿(?:办|领)|(?:哪个|什么|几号)(?:窗口|地方|大厅)|地址|地点|怎么走",
    ),
    (
        Facet.DEADLINE,
        r"多久|多长时间|(?:几|多少)(?:天|个?工作日|个月|日)|什么时候|啥时候|何时|什么时间|几点|几号|几月|截止|期限|时限|到期|有效期|过期|最晚|最迟|上班时间|办公时间",
    ),
    (
        Facet.AMOUNT,
        r"多少(?:钱|元|块|费用?|比例)?|几(?:块|成|百|千|万)|比例|额度|金额|标准|(?:怎么|如何|咋)(?:计?算|收费|收)|收费|(?:多少|什么|哪些)费用|费用(?:是|标准)|要不要钱|要钱吗|免费|百分之几|档次",
    ),
    (
        Facet.WHAT,
        r"(?:是|叫)(?:个)?(?:什么|啥)|什么(?:是|叫|意思)|啥(?:是|叫|意思)|含义|定义|指的?是|包括(?:哪些|什么)|有(?:什么|哪些|啥)|区别|哪些(?:内容|方面|项目)",
    ),
    (Facet.PROCEDURE, r"流程|步骤|程序|怎么|怎样|如何|咋"),
    (
        Facet.CAN,
        r"能不能|可不可以|可以不可以|能否|可否|是否|是不是|行不行|要不要|用不用|需不需要|有没有|会不会|允许|(?:能|可以|行|要|用|算|会|有|得|需要|必须).{0,14}(?:吗|么|不\b|没有|？)$|吗",
    ),
)
_TABLE = tuple((facet, re.compile(cue)) for facet, cue in _CUES)


def facet_of(question: str) -> Facet | None:
    """Return what the normalised `question` asks for, or None where its wording does not say."""
    return next((facet for facet, cue in _TABLE if cue.search(question)), None)
