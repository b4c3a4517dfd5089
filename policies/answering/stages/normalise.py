"""Normalise: one spelling, no fillers; in a long story, the sentence that asks."""

from __future__ import annotations

import re
from dataclasses import replace

from policies.answering.inquiry import Inquiry
from policies.answering.noting import noted
from policies.language.normalise import normalise_query

LONG = 80
CONTEXT = 40

_PARTS = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]*")
_ASKING = re.compile(
    r"[?？]|吗|呢|怎么|咋|如何|什么|啥|哪|谁|几|多少|多久|多长|能不能|可不可以|是不是|要不要|行不行|有没有|为何|为什么|能否|是否"
)


class Normalise:
    """Fills `reading.text`."""

    def __call__(self, inquiry: Inquiry) -> Inquiry:
        """Return the inquiry with its question as it will be read and searched."""
        text = normalise_query(inquiry.question.text)
        asked = asking_part(text)
        finding = "asking part taken" if asked != text else "whole question"
        return noted(inquiry, finding, reading=replace(inquiry.reading, text=asked))


def asking_part(text: str) -> str:
    """Return what a long story asks: its last asking sentence and a little of what stands before it.

    Texts up to 80 characters stay whole, and so does a story that asks nothing.
    """
    if len(text) <= LONG:
        return text
    parts = [(found.start(), found.group()) for found in _PARTS.finditer(text)]
    asking = [(start, part) for start, part in parts if _ASKING.search(part)]
    if not asking:
        return text
    start, part = asking[-1]
    if len(part) > LONG:
        return _tail(part)
    before = text[max(0, start - CONTEXT) : start]
    return f"{before}{part}".strip()


def _tail(sentence: str) -> str:
    """Return the end of an endless sentence from a comma on, as speech recognisers write them."""
    cut = sentence[-LONG:]
    comma = re.search(r"[,， ]", cut[:CONTEXT])
    return cut[comma.end() :] if comma else cut
