"""What is read aloud: short, no brackets, no addresses of pages."""

from __future__ import annotations

import re

LONGEST = 120

_OPEN, _CLOSE = r"[〔\[［（(【﹝]", r"[〕\]］）)】﹞]"
_NUMBER = re.compile(rf"\s*{_OPEN}\s*((?:19|20)\d\d)\s*{_CLOSE}\s*第?\s*(\d{{1,5}})\s*号")
_BRACKETED = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]{0,60}[)）〕\]】]")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、）)（\u4e00-\u9fff]+", re.IGNORECASE)
_MARKS = str.maketrans("《》“”「」『』—*#|", "，，，，，，，，，，，，")
_REPEATED = re.compile(r"[，,\s]*，[，,\s]*")
_END = re.compile(r"[。！？；，]")


def with_numbers_said(text: str) -> str:
    """Return a text with each 文号 as it is said: 示医保规〔2025〕3号 becomes 示医保规，2025年，第3号."""
    return _NUMBER.sub(r"，\1年，第\2号", text)


def spoken(text: str) -> str:
    """Return a text as it can be read aloud, cut at the end of a sentence where it is too long."""
    text = ADDRESS.sub("", _BRACKETED.sub("", with_numbers_said(text))).translate(_MARKS)
    text = _REPEATED.sub("，", text.replace("\n", "，")).strip("， ")
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST - 1]
    ends = [found.end() for found in _END.finditer(head)]
    cut = head[: ends[-1]] if ends and ends[-1] > LONGEST // 3 else head
    return f"{cut.rstrip('，；')}。" if not cut.endswith(("。", "！", "？")) else cut
