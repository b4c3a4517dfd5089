"""The agency code of a 文号 (鲁政办发, 国务院令, 国家税务总局公告): where it begins in a running text."""

from __future__ import annotations

import re

HAN = "一-鿿"
ANNOUNCED = ("公告", "通告")
_REACH = 48
_LONGEST_CODE, _LONGEST_ISSUER = 15, 34
_PIECE = re.compile(f"[{HAN}]+")
# A code printed with gaps goes on with one of these: 鲁政 办发.
_GOES_ON = ("办", "发", "函", "字", "规", "令", *ANNOUNCED)

# What may stand directly before a number and is no part of its code.
_WORDS = (
    r"根据|按照|依照|依据|参照|比照|遵照|照|转发|印发|下发|执行|落实|贯彻|废止|代替|发布|公布|出台|确保|见|关于|有关|"
    r"文号|文件|通知|意见|办法|规定|措施|细则|方案|条例|决定|公告(?=.*公告)|通告(?=.*通告)|旧版|新版|有效|因此|所以|"
    r"请问|查询|一下|查找|知道|了解|告诉|麻烦|听说|下载|[这那哪][个份]|什么|我要|我想|帮我|比如|例如|已经?|"
    r"[一二三四五六七八九十][年月日号]"
)
# Single signs, but for the words and the places that hold them.
_SIGNS = (
    r"[以由与及或在为是把被至了按请问看给跟找叫]|(?<!感染)的|(?<![检稽督审监侦])查|"
    r"从(?![府化])|将(?!政)|对(?!外)|即(?!墨)|原(?!政)|(?<![国公私所])有(?![色限])"
)
_MINISTRIES = (
    r"(?:财政|教育|公安|民政|司法|商务|水利|科技|科学技术|交通运输|自然资源|生态环境|农业农村|文化和旅游|应急管理|"
    r"退役军人事务|住房和?城乡建设|人力资源和?社会保障|工业和信息化)部"
)
# The agency before its code (示范市教育局示教发); in 人社厅发 and 工信部联企业 it is part of the code.
_AGENCIES = (
    rf"(?:政府|委员会|办公[室厅]|中心|[局厅]|[革健康改建资信]委|{_MINISTRIES})"
    r"(?!办|发(?!改)|函|字|规|令|明|综|联|公告|通告)"
)
_HE_PLACES = "政府平田县龙静顺"
_AND = rf"(?<!^.)(?<!共)和(?![{_HE_PLACES}])"
_BEFORE_ISSUER = re.compile(rf".*(?:{_WORDS}|{_SIGNS})(?=[{HAN}]{{2}})")
_BEFORE_CODE = re.compile(rf".*(?:{_WORDS}|{_SIGNS}|{_AGENCIES}|{_AND})(?=[{HAN}]{{2}})")
_FIRST = re.compile(rf"和(?![{_HE_PLACES}])|原(?!政)|自(?![然贸治])|[这那]")
_NO_CODE = re.compile(
    r"^(?:[我该此]|本(?![政溪])|其中)|的(?:公告|通告)$|[了的于在第年月日]$|^(?:公告|通告|(?:委员会|总局|总署|政府|指挥部)令)$|"
    r"(?:通知|文件|办法|规定|意见|细则|方案|条例|决定|文号)$"
)
_ISSUER = re.compile(
    rf"(?:(?:中华人民共和国)?主席|[{HAN}]+(?:政府|[部局署院会委厅组行]))令|[{HAN}]{{2,}}(?:公告|通告)"
)
_STATE_ISSUER = re.compile(r"(?:中华人民共和国)?(?:主席|国务院)令$")
_USUAL_CODE = re.compile(
    rf"[{HAN}]{{1,9}}[发函字规办通电审任呈复批文知告党建财综医教公民监卫税环金保社农交林水商资改]"
)


def code_before(text: str, end: int, *, after: int = 0) -> tuple[int, str] | None:
    """Return (start, code) of the code that ends at `end`, without spaces and the words that lead into it.

    It begins at `after` or later. None where no code stands there, or one that names no issuer (本市, 部令).
    """
    places = _places(text, after, end)
    run = "".join(text[place] for place in places)
    own = run[_skipped(run, text[places[0] - 1 : places[0]] if places else "") :]
    longest = _LONGEST_ISSUER if own.endswith(("令", *ANNOUNCED)) else _LONGEST_CODE
    if not 2 <= len(own) <= longest or _NO_CODE.search(own):
        return None
    return places[-len(own)], own


def is_usual(code: str) -> bool:
    """Return whether `code` ends as codes do, so that a number without brackets or 号 may be its own."""
    return _USUAL_CODE.fullmatch(code) is not None


def is_issuer(code: str) -> bool:
    """Return whether `code` is an order or an announcement with its issuer: 国务院令, 海关总署公告."""
    return _ISSUER.fullmatch(code) is not None


def _places(text: str, after: int, end: int) -> list[int]:
    """Return the places of the Chinese signs from `after` to `end` that may belong to one code."""
    pieces = list(_PIECE.finditer(text, max(end - _REACH, after), end))
    if not pieces or len(text[pieces[-1].end() : end].lstrip()) or end - pieces[-1].end() > 4:
        return []
    taken = [pieces.pop()]
    while pieces and _is_one(text, pieces[-1], taken[0]):
        taken.insert(0, pieces.pop())
    return [place for piece in taken for place in range(piece.start(), piece.end())]


def _is_one(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Tell a gap inside a code from one before it."""
    is_narrow = text[left.end() : right.start()] in (" ", "\u3000")
    return is_narrow and (len(left[0]) == 1 or len(right[0]) == 1 or right[0].startswith(_GOES_ON))


def _skipped(run: str, before: str) -> int:
    """Return how many signs of `run` lead into its code; `before` is the sign in front of it."""
    state = _STATE_ISSUER.search(run)
    if state:
        return state.start()
    skipped = 1 if before.isdecimal() and run[:1] in ("年", "月", "日", "号") else 0
    of_issuer = run.endswith(("令", *ANNOUNCED))
    lead = (_BEFORE_ISSUER if of_issuer else _BEFORE_CODE).match(run[skipped:])
    skipped += lead.end() if lead else 0
    joins = skipped > 0 or before in tuple("》）)】〕”号")
    while skipped < len(run) and (_FIRST.match(run, skipped) or (joins and run[skipped] == "和")):
        skipped += 1
    return skipped
