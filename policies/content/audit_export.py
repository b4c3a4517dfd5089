"""The audit as a table that people read: China's time, and words for what was done where there are any."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from policies.clock import CHINA
from policies.content.audit import AuditEntry
from policies.content.exporting.sheets import Sheet, csv_lines, write_xlsx
from policies.errors import UnreadableFile
from policies.wording import say, section


def sheet_of(entries: Iterable[AuditEntry]) -> Sheet:
    """Return entries as a table with headings."""
    return Sheet(say("audit.title"), list(section("audit.column").values()), map(_row, entries))


def write_entries(entries: Iterable[AuditEntry], path: Path) -> None:
    """Write entries into a .csv or .xlsx file.

    Raises:
        UnreadableFile: the name's end is not known, or the file cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise UnreadableFile(path.name, "audit_file_kind", suffix=path.suffix or "无")
    try:
        if kind == ".xlsx":
            write_xlsx(path, [sheet_of(entries)])
        else:
            with path.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(csv_lines(sheet_of(entries)))
    except OSError as error:
        raise UnreadableFile(str(path), "cannot_write") from error


def named(group: str, code: str) -> str:
    """Return the words for a code of "action", "kind" or "detail"; the code itself where there are none."""
    return str(section(f"audit.{group}").get(code, code))


def described(entry: AuditEntry) -> list[str]:
    """Return what more an entry tells, each in words: fields by their names; what has no words as it is."""
    own = section("documents.fields" if entry.kind == "policy" else "admin.fields")
    fields = {**section("staff.roles"), **own}
    lines = []
    for name, value in entry.detail.items():
        items = value if isinstance(value, list) else [value]
        told = say("audit.separator").join(str(fields.get(item, item)) for item in items)
        lines.append(say("audit.told", name=named("detail", name), value=told))
    return lines


def _row(entry: AuditEntry) -> list[object]:
    return [
        entry.id,
        f"{entry.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
        entry.actor,
        named("action", entry.action),
        named("kind", entry.kind),
        entry.subject,
        json.dumps(entry.detail, ensure_ascii=False) if entry.detail else "",
        entry.digest,
    ]
