"""The columns of the exchange: their names in the practice of 12345, and what other products call them."""

from __future__ import annotations

import re

from policies.content.model import Facet, PairState
from policies.wording import section

# Our name → (the name that an export writes, other names that an import knows).
COLUMNS: dict[str, tuple[str, ...]] = {
    "external_id": ("编号", "id", "qid", "序号"),
    "category": ("类目", "category"),
    "question": ("标题", "question", "问题", "标准问题", "分段标题", "q"),
    "similar": ("相似问", "similar", "相似问题", "indexes"),
    "summary": ("结论", "summary"),
    "answer": ("内容", "answer", "答案", "回答", "分段内容", "a"),
    "speech": ("口语答复", "speech"),
    "department": ("发文单位", "dept", "department", "部门", "责任部门"),
    "phone": ("咨询电话", "phone", "电话"),
    "material_kind": ("材料性质", "material_kind"),
    "keywords": ("关键字", "keywords", "关键词"),
    "region": ("适用地区", "region"),
    "audience": ("适用对象", "audience"),
    "facet": ("问的是什么", "facet"),
    "doc_number": ("文号", "doc_number"),
    "clause": ("条款", "clause"),
    "link": ("依据链接", "link"),
    "effective_on": ("生效日期", "effective_on"),
    "expires_on": ("失效日期", "expires_on"),
    "reviewed_on": ("复核日期", "reviewed_on"),
    "internal_note": ("内部备注", "internal_note"),
    "state": ("状态", "state"),
    "author": ("作者", "author"),
    "reviewer": ("审核人", "reviewer"),
    "is_demo": ("演示数据", "is_demo"),
}
# These may stand several times in a header; their cells are put together.
SEVERAL = frozenset({"similar", "keywords"})
_NUMBERED = re.compile(r"(?:question|问题|相似问题?|q)\s*\d+", re.I)
_KNOWN = {name.lower(): ours for ours, names in COLUMNS.items() for name in names}


def column_of(header: str) -> str | None:
    """Return our name of a column ("similar", "detail:materials"), None for one that is not known."""
    bare = header.strip()
    if bare.startswith(DETAIL):
        facet = facet_named(bare.removeprefix(DETAIL))
        return f"detail:{facet.value}" if facet else None
    return _KNOWN.get(bare.lower()) or ("numbered" if _NUMBERED.fullmatch(bare) else None)


# Sections of the answer have columns of their own: 内容：需要材料.
DETAIL = "内容："


def detail_column(facet: Facet) -> str:
    """Return the column of a section of the answer."""
    return f"{DETAIL}{section('answering.facets')[facet.value]}"


def facet_named(name: str) -> Facet | None:
    """Return the facet of a Chinese or English name."""
    labels = {str(label): Facet(value) for value, label in section("answering.facets").items()}
    known = {**labels, **{facet.value: facet for facet in Facet}}
    return known.get(name.strip())


def state_named(name: str) -> PairState | None:
    """Return the state of a Chinese or English name."""
    labels = {str(label): PairState(value) for value, label in section("exchange.states").items()}
    return {**labels, **{state.value: state for state in PairState}}.get(name.strip())
