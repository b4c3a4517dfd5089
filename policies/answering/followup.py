"""Follow-up questions: 那要带什么材料呢 keeps the matter, 换成职工医保呢 swaps it."""

from __future__ import annotations

import re
from collections.abc import Collection

from policies.answering.scoring.features import core

_CONTINUES = re.compile(
    r"^(那么?|还有|还|另外|此外|然后|接着|如果|要是|假如|换成|换做|改成|若是|它|这个|那个|这种|那种|上面|刚才)"
)
_CORRECTS = re.compile(
    r"^(不是|不对|错了|说错了|打错了|我(想)?(问|说)的(是|不是)|我刚才说错了|换成|换做|改成)"
)
_LEADS = re.compile(
    r"^(不是|不对|错了|说错了|打错了)?[，, ]*(我(想)?(问|说)的(是|不是)|我刚才说错了|应该是|应该问)?[，, ]*"
    r"(那么?|还有|另外|此外|然后|接着)?[，, ]*(如果|要是|假如|若是)?(我)?(换成|换做|改成|是)?"
)
_TAIL = re.compile(r"(的话)?(呢|怎么样|又怎么样|行吗)?[？?。！! ]*$")
_REFERS = re.compile(r"这个|那个|它|这种|那种|上面|刚才|这边|那边|该项|这项")
_QUALIFIER = (
    r"(?:城乡居民|城镇居民|城镇职工|居民|职工|灵活就业|企业|单位|个人|学生|儿童|首套|二套|异地|本地|跨省|省内|市内|"
    r"公办|民办|小学|初中|高中|一级|二级|三级|门诊|住院|新建|二手)?"
)
_ASKS = re.compile(
    r"(需要|要|应该|应当)?(带|准备|提交|提供|交|拿)?(些|点)?(什么|哪些|啥)(材料|资料|证件|手续|条件|东西|流程)?|(怎么|如何|咋)(办理|申请|领取|查询|办|领|交|弄|算)?|"
    r"(是|有|给|发|能领|领|要交|交)?多少(钱|元)?|多久|多长时间|什么时候|(在|去|到)?(哪里|哪儿|哪)(办理|办|交|领)?|能不能|可以|是否|为什么|吗|呢|[？?]"
)
LONGEST_FOLLOW_UP = 30
_PAUSES = re.compile(r"[，,。；;！!\s]+")
# What asks and names nothing: 怎么弄, 那该怎么办, 行吗, 有影响吗, 要带什么.
_BARE = re.compile(
    r"(那|那么|我|这|这个|又|还|该|应该|得|要|能|需要|现在|到底)*"
    r"(怎么|如何|咋|咋个|怎样)?(办理?|弄|整|搞|处理|申请|领|取|交|算|走|操作)?"
    r"((怎么|咋)(办|弄|样)|行|可以|能|好|成|中|没事|没关系|有影响|要紧|算数|管用|受影响|用|够)?"
    r"(带|准备|拿|交)?(些|点)?(什么|啥|哪些)?(材料|手续|东西)?(吗|么|嘛|吧|呢|呀|啊|不|没|没有)?[？?]*"
)


def follows(text: str, entities: Collection[str], intent: str | None) -> bool:
    """Tell whether a question only makes sense after another one.

    Args:
        text: the normalised question.
        entities: names of the entities found in it.
        intent: what Rasa understood.
    """
    if intent in {"followup", "correct"}:
        return True
    if len(text) > LONGEST_FOLLOW_UP or "doc_number" in entities:
        return False
    if _CORRECTS.search(text) or (swapped(text) is not None and text.rstrip("？?。 ").endswith("呢")):
        return True
    if _CONTINUES.search(text) and ("topic" not in entities or swapped(text) is not None):
        return True
    return "topic" not in entities and (len(core(text)) <= 3 or bool(_REFERS.search(text)))


def asks_barely(text: str) -> bool:
    """Tell whether a normalised question tells of something and then asks without naming a matter: 我退休了，怎么弄."""
    *told, asked = [part for part in _PAUSES.split(text) if part] or [""]
    return bool(told) and _BARE.fullmatch(asked) is not None


def swapped(text: str) -> str | None:
    """Return what takes the place of the earlier matter (换成职工医保呢 → 职工医保), None where something new is asked."""
    rest = _TAIL.sub("", _LEADS.sub("", text, count=1)).strip("，, ")
    return rest if 2 <= len(rest) <= 12 and not _ASKS.search(rest) else None


def kept(earlier: str) -> str:
    """Return what a follow-up keeps of the question it follows: its matter, without the words that ask."""
    return _ASKS.sub("", earlier).strip("，, ")


def resolve(text: str, earlier: str, entities: dict[str, str], earlier_entities: dict[str, str]) -> str:
    """Return a follow-up as a question that stands alone.

    Args:
        text: the follow-up, normalised.
        earlier: the question it follows, normalised.
        entities: entities of the follow-up.
        earlier_entities: entities of the earlier question.
    """
    instead = swapped(text)
    if instead is None:
        asks = _TAIL.sub("", _CONTINUES.sub("", text, count=1)).strip("，, ")
        return f"{kept(earlier)} {asks}"
    shared = [instead[-length:] for length in (4, 3, 2) if length < len(instead)]
    values = [earlier_entities[name] for name in entities.keys() & earlier_entities.keys()]
    for ending in (*shared, *values):
        found = re.search(_QUALIFIER + re.escape(ending), earlier)
        if found:
            return earlier[: found.start()] + instead + earlier[found.end() :]
    return f"{instead} {earlier}"
