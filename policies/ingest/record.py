"""Documents as rows of a JSON Lines file: one document a row, its text or its page among the values."""

from __future__ import annotations

import json
from typing import Any

from policies.errors import UnreadableFile
from policies.ingest.document import FIELDS, Parts, assemble
from policies.ingest.header import KEYS
from policies.ingest.parsed import ParsedDocument
from policies.ingest.source import RawFile
from policies.ingest.title import take_known_title
from policies.ingest.values import Values

IDENTIFIERS = ("id", "doc_id", "编号")
_TEXTS = ("text", "content", "body", "正文", "内容")
_PAGES = ("html",)
_ALIASES = {
    "doc_no": "doc_number",
    "order_no": "doc_number",
    "source": "issuer",
    "publisher": "issuer",
    "publish_date": "published_on",
    "pub_date": "published_on",
    "version_date": "written_on",
    "effective_date": "effective_on",
    "expire_date": "expires_on",
    "expiry_date": "expires_on",
    "url": "source_url",
}
_NATIONAL = ("全国", "国家", "中国")


def read_record(name: str, line: int, row: bytes) -> ParsedDocument:
    """Return the document of a row.

    A row with `html` is read as a page; what the row itself says of title, date and address counts then.

    Args:
        name: the file's name, for errors.
        line: the row's number from 1.
        row: its bytes.

    Raises:
        UnreadableFile: no JSON object, or one without a text; else as for `assemble`.
    """
    where = f"{name}#{line}"
    values = _object(where, line, row)
    file = RawFile.of(where, row.strip())
    page = next((str(values[key]) for key in _PAGES if values.get(key)), None)
    if page is not None:
        from policies.ingest.web_page import read_page

        return read_page(file, page, _declared(values))
    text = next((str(values[key]) for key in _TEXTS if values.get(key)), "")
    if not text.strip():
        raise UnreadableFile(where, "record_without_text", line=line)
    declared = _declared(values)
    top = take_known_title(
        [each.strip() for each in text.splitlines() if each.strip()], declared.get("title")
    )
    return assemble(
        Parts(
            source=file.holding(text),
            values=Values(where, declared),
            body="\n".join(top.rest),
            title=top.title,
            doc_number=top.doc_number,
        )
    )


def identifier_of(row: bytes) -> str | None:
    """Return the identifier that a row brings with it, None where it has none or cannot be read."""
    try:
        values = json.loads(row)
    except (ValueError, RecursionError):
        return None
    found = (values.get(name) for name in IDENTIFIERS) if isinstance(values, dict) else ()
    return next((str(each) for each in found if each not in (None, "")), None)


def _object(where: str, line: int, row: bytes) -> dict[str, Any]:
    try:
        values = json.loads(row)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(where, "record_not_json", line=line) from error
    if not isinstance(values, dict):
        raise UnreadableFile(where, "record_not_json", line=line)
    return values


def _declared(values: dict[str, Any]) -> dict[str, str]:
    """Return the row's plain values by field name; a value of no known field keeps its own name."""
    declared: dict[str, str] = {}
    for key, value in values.items():
        if key in (*_TEXTS, *_PAGES, *IDENTIFIERS) or not isinstance(value, str | int | float) or value == "":
            continue
        name = _ALIASES.get(key) or KEYS.get(key) or key
        declared.setdefault(name if name in FIELDS else key, str(value).strip())
    if declared.get("region") in _NATIONAL:
        del declared["region"]
    return declared
