"""The numbers that Word shows before paragraphs but does not write into their text: 一、 （一） 1."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

Element = Any

_LEVELS = 9
_CHINESE = ("chineseCounting", "chineseCountingThousand", "ideographTraditional", "taiwaneseCounting", "japaneseCounting",
            "chineseLegalSimplified")  # fmt: skip
_SIGNS = {"decimalEnclosedCircle": "①", "decimalEnclosedCircleChinese": "①", "decimalEnclosedParen": "⑴"}
_MOST_SIGNS = 20


class Numbering:
    """Counts the numbered paragraphs of one document."""

    def __init__(self, numbering: Element | None, styles: Element) -> None:
        """Read the numbering part (None where a document has none) and the styles that are numbered."""
        self._counts: dict[str, list[int]] = {}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract_of: dict[str, str] = {}
        self._style_numbers = dict(_numbered_styles(styles))
        if numbering is not None:
            self._read(numbering)

    def number(self, paragraph: Element) -> str:
        """Return the number shown before the next paragraph, "" where it has none."""
        found = _number_of(paragraph) or self._style_numbers.get(_style_of(paragraph))
        if found is None or found[0] not in self._abstract_of:
            return ""
        abstract = self._abstract_of[found[0]]
        level = min(found[1], _LEVELS - 1)
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [0] * _LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else levels[level][2]
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return self._shown(levels, level, counts)

    def _shown(self, levels: dict[int, tuple[str, str, int]], level: int, counts: list[int]) -> str:
        kind, text, _ = levels[level]
        if kind in ("bullet", "none"):
            return ""
        for each in range(level + 1):
            style, _, start = levels.get(each, ("decimal", "", 1))
            text = text.replace(f"%{each + 1}", _written(counts[each] or start, style))
        return text

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            levels = self._levels.setdefault(abstract.get(qn("w:abstractNumId")), {})
            for level in abstract.iterchildren(qn("w:lvl")):
                kind, text, start = (_value(level, name) for name in ("w:numFmt", "w:lvlText", "w:start"))
                levels[int(level.get(qn("w:ilvl"), 0))] = (kind or "decimal", text or "", int(start or 1))
        for each in numbering.iterchildren(qn("w:num")):
            self._abstract_of[each.get(qn("w:numId"))] = _value(each, "w:abstractNumId") or ""


def _numbered_styles(styles: Element) -> Any:
    for style in styles.iterchildren(qn("w:style")):
        found = _number_of(style)
        if found is not None:
            yield style.get(qn("w:styleId")), found


def _number_of(element: Element) -> tuple[str, int] | None:
    """Return (numbering, level) that a paragraph or style declares itself."""
    declared = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if declared is None:
        return None
    number = _value(declared, "w:numId")
    return (number, int(_value(declared, "w:ilvl") or 0)) if number else None


def _style_of(paragraph: Element) -> str:
    properties = paragraph.find(qn("w:pPr"))
    return (_value(properties, "w:pStyle") or "") if properties is not None else ""


def _value(element: Element, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else str(child.get(qn("w:val")))


def _written(count: int, style: str) -> str:
    if style in _CHINESE:
        return chinese(count)
    if style in _SIGNS and count <= _MOST_SIGNS:
        return chr(ord(_SIGNS[style]) + count - 1)
    return str(count)


def chinese(count: int) -> str:
    """Return a number below 10,000 as clauses are counted: 七, 十二, 二十, 一百零三."""
    written, is_gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // place % 10
        if digit:
            written += ("零" if is_gap and written else "") + "零一二三四五六七八九"[digit] + unit
        is_gap = not digit
    return written.removeprefix("一") if written.startswith("一十") else written
