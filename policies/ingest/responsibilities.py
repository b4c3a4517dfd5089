"""Responsibility marks at the ends of sentences: （市医保局牵头，市财政局配合）, （责任单位：市教育局）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.content.model import Responsibility

_ROLE = (
    r"(?:按照?(?:各自)?职责(?:分工)?(?:分别)?负责|(?:共同|分工|分别|具体|联合|牵头|组织|总体|统筹)负责|牵头(?:组织)?(?:实施)?|"
    r"负责(?![人制任的])[一-鿿]{0,6}|(?:积极|协助|协同)?配合|参加|参与|(?:组织|分工|共同)?(?:落实|实施))"
)
_ENDS_IN_ROLE = re.compile(rf"^(?P<who>.*?)(?P<role>{_ROLE})$", re.DOTALL)
_LABELLED = re.compile(
    r"(?P<role>牵头|责任|主管|配合|参与|落实|实施)(?:部门|单位|处室|科室)(?:及单位|和单位)?\s*[:：]\s*(?P<who>[^:：]*?)"
    r"(?=[\s，,；;。]*(?:牵头|责任|主管|配合|参与|落实|实施)(?:部门|单位|处室|科室)|$)"
)
_LABEL_ROLES = {"责任": "负责", "主管": "负责", "落实": "负责", "实施": "负责"}
_SPLIT = re.compile(r"[、，,；;]|会同|(?<=[局委厅办部院会府心])(?:和|及|与|以及)(?=[市区县省各国])")
_AND_OTHERS = re.compile(r"(?:等(?:有关|相关|责任)?(?:部门和单位|部门单位|部门|单位|机构)?|等)$")
_BRACKET_OR_END = re.compile(r"[（(）)。\n]")
_SENTENCE_END = "。；;，,！!、"
_LONGEST_MARK = 400
_LONGEST_NAME = 40


def responsibilities(text: str, start: int = 0, heading: str = "") -> tuple[Responsibility, ...]:
    """Return who is marked responsible in a clause's `text`, in order.

    `start` is where the sentences begin after the clause's number and `heading`. A mark's matter is
    what stands between it and the mark before it, or the beginning; the heading where nothing does.
    """
    found: list[Responsibility] = []
    since = start
    for opening, closing in _brackets(text):
        if opening < since or not _ends_sentence(text, opening, closing):
            continue
        parties = list(_parties(text[opening + 1 : closing].strip()))
        if parties:
            matter = text[since:opening].strip(" \n　。；;，,、：:】")
            found += [Responsibility(name, role, matter or without_marks(heading)) for name, role in parties]
            since = closing + 1
    return tuple(found)


def without_marks(heading: str) -> str:
    """Return a clause's `heading` without the mark at its end."""
    for opening, closing in _brackets(heading):
        if not heading[closing + 1 :].strip("。；; ") and list(
            _parties(heading[opening + 1 : closing].strip())
        ):
            return heading[:opening].rstrip()
    return heading


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield (opening, closing) of every outermost pair of round brackets."""
    opened: list[int] = []
    for found in _BRACKET_OR_END.finditer(text):
        sign, index = found[0], found.start()
        if sign in "（(":
            opened.append(index)
        elif sign in "）)" and opened:
            opening = opened.pop()
            if not opened:
                yield opening, index
        elif sign in "。\n":
            opened.clear()


def _ends_sentence(text: str, opening: int, closing: int) -> bool:
    after = text[closing + 1 : closing + 2]
    return (
        not after
        or after in _SENTENCE_END
        or after.isspace()
        or text[:opening].rstrip()[-1:] in ("。", "；", ";")
    )


def _parties(mark: str) -> Iterator[tuple[str, str]]:
    """Yield (department, role) from the words inside the brackets; nothing where they are no mark."""
    if len(mark) > _LONGEST_MARK:
        return
    labelled = list(_LABELLED.finditer(mark))
    if labelled and labelled[0].start() == 0:
        for label in labelled:
            role = _LABEL_ROLES.get(label["role"], label["role"])
            yield from ((name, role) for name in _names(label["who"]))
        return
    if _ENDS_IN_ROLE.match(mark):
        yield from _by_role(mark)


def _by_role(mark: str) -> Iterator[tuple[str, str]]:
    waiting: list[str] = []
    for piece in re.split(r"[，,；;]", mark):
        ending = _ENDS_IN_ROLE.match(piece.strip())
        if ending is None:
            waiting += _names(piece)
            continue
        who = re.sub(r"^由", "", ending["who"].strip())
        yield from ((name, ending["role"]) for name in [*waiting, *_names(who)])
        waiting = []


def _names(who: str) -> list[str]:
    names = (_AND_OTHERS.sub("", part.strip(" \n　。由")) for part in _split(who))
    return [name for name in names if 1 < len(name) <= _LONGEST_NAME]


def _split(who: str) -> list[str]:
    """Split a list of departments, leaving commas inside brackets (各县（市、区）) alone."""
    hidden = re.sub(
        r"[（(][^（()）]*[)）]", lambda inner: inner[0].replace("、", "\x00").replace("，", "\x01"), who
    )
    return [part.replace("\x00", "、").replace("\x01", "，") for part in _SPLIT.split(hidden)]
