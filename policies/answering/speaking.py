"""What a telephone says: a text as it is read aloud, in turns of at most 120 characters.

Written for the ear of `api/hotline`; `speech.py` shortens what a card says, this loses nothing: what does not fit
in a turn is kept for the next.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from policies.answering.speech import ADDRESS, LONGEST, with_numbers_said

_WIDE = str.maketrans("０１２３４５６７８９．％（）～－", "0123456789.%()~-")
_DIGITS = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
_PHONE = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<area>0\d{2,3})[-－—– ]?(?P<line>\d{7,8}|12\d{3})"
    r"|(?P<mobile>1[3-9]\d{9})"
    r"|(?P<free>[48]00)-?(?P<three>\d{3})-?(?P<four>\d{4})"
    r"|(?P<service>12\d{3}|9[56]\d{3})(?!\s*(?:[万亿元个人户名天年份家件次条套米吨]|平方|[-~至]\s*\d))"
    r"|(?<![满超过达共约])(?P<urgent>11[09]|12[02])(?=[，。；、！？,;)）或和与及求急报电]|\s*$)"
    r")(?!\d|\.\d|%)"
)
# What is written one way and said another, in this order.
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"(?<!\d)((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)", r"\1年\2月\3日"),
        (r"(?<=[年月])0(?=\d[月日])", ""),
        (r"(?<!\d)0?(\d{1,2})[:：]00(?!\d)", r"\1点"),
        (r"(?<!\d)0?(\d{1,2})[:：]([0-5]\d)(?!\d)", r"\1点\2分"),
        (r"(?<=\d),(?=\d{3}(?!\d))", ""),
        (r"[¥￥]\s*(\d+(?:\.\d+)?)(万?)元?", r"\1\2元"),
        (r"(\d+)\.0+(?=万?元)", r"\1"),
        (r"(\d+(?:\.\d+)?)\s*%", r"百分之\1"),
        (r"(\d+(?:\.\d+)?)\s*‰", r"千分之\1"),
        (r"(?<=[\d元日月年点分])(?<!\d{7})\s*[-－–—~～]+\s*(?=\d{1,6}(?!\d|-\d)|百分之|千分之)", "到"),
        (r"(?<=元)/(?=[人年月日天次户平])", "每"),
        (r"(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])", "、"),
        (r"㎡", "平方米"),
        (r"≥", "不低于"),
        (r"≤", "不超过"),
    )
)
_QUOTES = re.compile('[“”‘’「」『』"]')
_PAUSES = re.compile(r"[《》〈〉〔〕\[\]［］【】﹝﹞()（）{}*#|<>—_~\n\r\t]+")
_REPEATED = re.compile(r"[，,\s]*[，,][，,\s]*")
_BEFORE_END = re.compile(r"，+(?=[。！？；：、])|(?<=[。！？；：、])，+")
_SENTENCE = re.compile(r"[。！？；]+")
# Not between the groups of a telephone number.
_PAUSE = re.compile(r"[，、：](?![零幺二三四五六七八九]{3})")
_RUN = re.compile(r"[零幺二三四五六七八九，]+$|[\d.]+$")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def speakable(text: str) -> str:
    """Return a whole text as it is read aloud: no address, no bracket, numbers as they are said.

    示医保规〔2025〕3号 is said 示医保规，2025年，第3号; telephone numbers are said digit by digit with 幺 for one; what
    stands in brackets is kept, between pauses.
    """
    text = ADDRESS.sub("", text.translate(_WIDE))
    text = _PHONE.sub(_digit_by_digit, with_numbers_said(text))
    for written, said in _SAID:
        text = written.sub(said, text)
    text = _REPEATED.sub("，", _PAUSES.sub("，", _QUOTES.sub("", text)))
    return _BEFORE_END.sub("", text).strip("， ")


def cut(text: str, longest: int = LONGEST) -> tuple[str, str]:
    """Return the part of a speakable text for this turn, and the rest.

    The part ends with a sentence where one ends well inside the turn, else at a pause, and never inside a number.
    Nothing but blanks is lost between part and rest.
    """
    text = text.strip()
    if len(text) <= longest:
        return text, ""
    head = text[:longest]
    at = _last(_SENTENCE, text, longest) or _last(_PAUSE, text, longest)
    if not at:
        run = _RUN.search(head) if text[longest].isalnum() else None
        at = run.start() if run and run.start() else longest
    return text[:at].strip(), text[at:].strip()


def ssml(text: str, slowly: bool = False) -> str:
    """Return a speakable text as SSML 1.1, one element a sentence."""
    clean = _NOT_XML.sub("", text)
    ends = [found.end() for found in _SENTENCE.finditer(clean)]
    parts = [clean[start:end] for start, end in zip([0, *ends], [*ends, len(clean)], strict=True)]
    body = "".join(f"<s>{escape(part)}</s>" for part in parts if part.strip())
    rate = "slow" if slowly else "medium"
    return (
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="zh-CN">'
        f'<prosody rate="{rate}">{body}</prosody></speak>'
    )


def _last(mark: re.Pattern[str], text: str, longest: int) -> int:
    """Return where the last of these marks ends in the turn; 0 where that would be too short a turn."""
    ends = (found.end() for found in mark.finditer(text))
    return max((end for end in ends if longest // 3 < end <= longest), default=0)


def _digit_by_digit(found: re.Match[str]) -> str:
    mobile = found["mobile"]
    groups = [mobile[:3], mobile[3:7], mobile[7:]] if mobile else [each for each in found.groups() if each]
    return "，".join("".join(_DIGITS[digit] for digit in group) for group in groups)


def closed(part: str) -> str:
    """Return a part of speech as a sentence of its own, with its full stop."""
    return part if part.endswith(("。", "！", "？")) else f"{part.rstrip('，；、：')}。"
