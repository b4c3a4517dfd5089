"""A clause's words made short enough to lead a card or to be heard: cut where a part ends, and shown to be cut."""

from __future__ import annotations

import re

LONGEST_SUMMARY = 160
LONGEST_SPEECH = 120
CUT = "……"
_PART_ENDS = re.compile(r"[。；，]")
_BRACKETED = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]{0,80}[)）〕\]】]")
_MARKS = str.maketrans("《》“”「」『』—*#|/", "，，，，，，，，，，，，，")
_REPEATED = re.compile(r"[，\s]*，[，\s]*")


def shortened(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """Return a text, cut after its last part that fits; what is cut ends in "……"."""
    if len(text) <= longest:
        return text
    head = text[: longest - len(CUT)]
    sentence = head.rfind("。") + 1
    if sentence > longest // 3:
        return head[:sentence]
    ends = [found.start() for found in _PART_ENDS.finditer(head)]
    return (head[: ends[-1]] if ends else head) + CUT


def spoken(text: str) -> str:
    """Return a text as it can be read aloud: no brackets, no marks, at most 120 characters."""
    plain = _BRACKETED.sub("", text).translate(_MARKS).replace("\n", "，")
    return shortened(_REPEATED.sub("，", plain).strip("， "), LONGEST_SPEECH).replace(CUT, "。")
