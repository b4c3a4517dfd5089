"""The header table above a document: 索引号, 发布机构, 公开方式, 组配分类, 成文日期 ….

Rows are "key | value | key | value |" as copied from a portal, or "key：value" lines; keys may be
spaced out ("索 引 号"), a value may stand on the line below its key.
"""

from __future__ import annotations

import re

KEYS: dict[str, str] = {
    "索引号": "index_number",
    "信息索引号": "index_number",
    "发布机构": "issuer",
    "发文机关": "issuer",
    "发文机构": "issuer",
    "发文单位": "issuer",
    "发布单位": "issuer",
    "发布机关": "issuer",
    "制发机关": "issuer",
    "公开机构": "issuer",
    "公开方式": "disclosure",
    "公开属性": "disclosure",
    "公开类型": "disclosure",
    "组配分类": "category",
    "主题分类": "category",
    "信息分类": "category",
    "所属主题": "category",
    "分类": "category",
    "成文日期": "written_on",
    "发文日期": "written_on",
    "生成日期": "written_on",
    "印发日期": "written_on",
    "发布日期": "published_on",
    "公开日期": "published_on",
    "发布时间": "published_on",
    "发文字号": "doc_number",
    "文号": "doc_number",
    "文件编号": "doc_number",
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "文件名称": "title",
    "生效日期": "effective_on",
    "实施日期": "effective_on",
    "施行日期": "effective_on",
    "失效日期": "expires_on",
    "废止日期": "expires_on",
    "有效期": "period",
    "有效性": "status",
    "时效性": "status",
    "效力状态": "status",
    "文件状态": "status",
    "原文链接": "source_url",
    "来源网址": "source_url",
    "适用地区": "region",
    "关键词": "",
    "主题词": "",
    "体裁分类": "",
    "服务对象": "",
    "统一登记号": "",
    "统一编号": "",
    "规范性文件统一编号": "",
    "信息来源": "",
    "来源": "",
}
_MOST_LINES = 40
_CELLS = re.compile(r"[|｜\t]")
_COLON = re.compile(r"^(?P<key>[^:：|｜\t]{2,24}?)\s*[:：]\s*(?P<value>.*)$")
_PACKED = re.compile(r"\s{2,40}(?=[一-鿿][一-鿿\s]{1,12}[:：])")


def take_header(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return (header as printed keys without blanks → values, the other lines in order).

    Only rows before the first other line of prose are header rows; a document without them has an
    empty header.
    """
    header: dict[str, str] = {}
    index = 0
    while index < min(len(lines), _MOST_LINES):
        pairs = _pairs(lines[index])
        if pairs is None:
            break
        if (
            len(pairs) == 1
            and not pairs[0][1]
            and index + 1 < len(lines)
            and _pairs(lines[index + 1]) is None
        ):
            index += 1
            pairs = [(pairs[0][0], lines[index].strip())]
        for key, value in pairs:
            if value or key not in header:
                header[key] = value
        index += 1
    return {key: value for key, value in header.items() if value}, lines[index:]


def field_values(header: dict[str, str]) -> dict[str, str]:
    """Return the header's values by field name (`KEYS`), the first of several keys for one field."""
    values: dict[str, str] = {}
    for key, value in header.items():
        name = KEYS.get(key, "")
        if name and name not in values:
            values[name] = value
    return values


def take_rows(line: str) -> list[tuple[str, str]]:
    """Return the (key, value) pairs of one line, none where it is no header row."""
    return _pairs(line) or []


def _pairs(line: str) -> list[tuple[str, str]] | None:
    """Return the (key, value) pairs of a header row, None where the line is none."""
    if _CELLS.search(line):
        cells = [cell.strip() for cell in _CELLS.split(line.strip().strip("|｜"))]
        keys = [_key(cell) for cell in cells[::2]]
        if any(keys) and all(key or not cell for key, cell in zip(keys, cells[::2], strict=True)):
            values = [*cells[1::2], ""]
            return [(key, value) for key, value in zip(keys, values, strict=False) if key]
        return None
    found = [_COLON.match(part.strip()) for part in _PACKED.split(line.strip())]
    named = [(_key(part["key"]), part["value"].strip()) for part in found if part is not None]
    if len(named) == len(found) and all(key for key, _ in named):
        return [(key, value) for key, value in named if key]
    return None


def _key(cell: str) -> str | None:
    bare = re.sub(r"[\s:：【】\[\]]", "", cell)
    return bare if bare in KEYS else None
