"""From a row with named columns to a Q&A pair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from policies.content.model import Facet, PairState, QaPair
from policies.errors import BadRow

ALIASES: dict[str, tuple[str, ...]] = {
    "external_id": ("id", "编号", "qid", "序号"),
    "question": ("question", "标题", "问题", "标准问题", "分段标题", "q"),
    "answer": ("answer", "内容", "答案", "回答", "分段内容", "a"),
    "summary": ("summary", "结论"),
    "similar": ("similar", "相似问", "相似问题", "indexes"),
    "department": ("dept", "department", "发文单位", "部门", "责任部门"),
    "phone": ("phone", "电话", "咨询电话"),
    "region": ("region", "适用地区"),
    "audience": ("audience", "适用对象"),
    "category": ("category", "类目"),
    "material_kind": ("material_kind", "材料性质"),
    "keywords": ("keywords", "关键字", "关键词"),
    "effective_on": ("effective_on", "生效日期"),
    "expires_on": ("expires_on", "失效日期"),
    "reviewed_on": ("reviewed_on", "复核日期"),
}
_NAMES = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_SEVERAL = re.compile(r"[\n;；|]+")
_KEYWORDS = re.compile(r"[\n;；|,，、\s]+")
_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])")
SUMMARY_CHARACTERS = 120
QUESTION_CHARACTERS = 2_000
ANSWER_CHARACTERS = 100_000


def to_pair(row: Mapping[str, Any], where: str, number: int) -> QaPair:
    """Return the draft pair of a row.

    Args:
        row: cell values by column name; unknown columns are kept in `extra`.
        where: the file's name, for errors.
        number: the row's number as a person counts it.

    Raises:
        BadRow: the question or the answer is missing or too long, or a date cannot be read.
    """
    known, extra = _sort_columns(row)
    question = _text(known.get("question"))
    answer = _text(known.get("answer"))
    if not question:
        raise BadRow(where, number, "row_without_question")
    if not answer:
        raise BadRow(where, number, "row_without_answer")
    if len(question) > QUESTION_CHARACTERS or len(answer) > ANSWER_CHARACTERS:
        raise BadRow(where, number, "row_too_long", question=QUESTION_CHARACTERS, answer=ANSWER_CHARACTERS)
    similar = [each for each in _list(known.get("similar"), _SEVERAL) if each != question]
    return QaPair(
        question=question,
        summary=_text(known.get("summary")) or first_sentences(answer),
        external_id=_text(known.get("external_id")) or None,
        similar=tuple(dict.fromkeys(similar)),
        detail={Facet.NOTE: answer},
        department=_text(known.get("department")) or None,
        phone=_text(known.get("phone")) or None,
        region=_text(known.get("region")) or None,
        audience=_text(known.get("audience")) or None,
        category=_text(known.get("category")) or None,
        material_kind=_text(known.get("material_kind")) or None,
        keywords=tuple(_list(known.get("keywords"), _KEYWORDS)),
        effective_on=_date(known.get("effective_on"), where, number),
        expires_on=_date(known.get("expires_on"), where, number),
        reviewed_on=_date(known.get("reviewed_on"), where, number),
        state=PairState.DRAFT,
        extra=extra,
    )


def first_sentences(answer: str, limit: int = SUMMARY_CHARACTERS) -> str:
    """Return the opening of an answer: its first sentence, shortened where it is longer than `limit`."""
    first = _SENTENCE_END.split(answer.strip(), maxsplit=1)[0].split("\n", 1)[0].strip()
    return first if len(first) <= limit else first[: limit - 1] + "…"


def _sort_columns(row: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    known: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for column, value in row.items():
        name = _NAMES.get(str(column).strip().lower())
        if name is not None and name not in known:
            known[name] = value
        elif _text(value):
            extra[str(column).strip()] = _text(value)
    return known, extra


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "".join(each for each in str(value) if each in "\n\t" or each.isprintable()).strip()


def _list(value: Any, separators: re.Pattern[str]) -> list[str]:
    items = value if isinstance(value, list | tuple) else separators.split(_text(value))
    return [text for text in (_text(each) for each in items) if text]


def _date(value: Any, where: str, number: int) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        if match is None:
            raise ValueError(text)
        return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise BadRow(where, number, "row_bad_date", value=text) from error
