"""What is read aloud: short, no brackets, no addresses of pages."""

from __future__ import annotations

import re

LONGEST = 120

_BRACKETED = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]{0,60}[)）〕\]】]")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、）)（\u4e00-\u9fff]+", re.IGNORECASE)
_MARKS = str.maketrans("《》“”「」『』—*#|", "，，，，，，，，，，，，")
_REPEATED = re.compile(r"[，,\s]*，[，,\s]*")
_END = re.compile(r"[。！？；，]")


def spoken(text: str) -> str:
    """Return a text as it can be read aloud, cut at the end of a sentence where it is too long."""
    text = ADDRESS.sub("", _BRACKETED.sub("", text)).translate(_MARKS)
    text = _REPEATED.sub("，", text.replace("\n", "，")).strip("， ")
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST - 1]
    ends = [found.end() for found in _END.finditer(head)]
    cut = head[: ends[-1]] if ends and ends[-1] > LONGEST // 3 else head
    return f"{cut.rstrip('，；')}。" if not cut.endswith(("。", "！", "？")) else cut
