"""The regions of a library: a table of administrative divisions, read from a file and checked whole.

A row is {code, name, level, parent} with the six digits of GB/T 2260 as `code`, a level of `LEVELS`, and
the code or full name of the region above as `parent`; `full_name` is used as the name where it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policies.content.importing.sources import rows
from policies.content.model import Region
from policies.content.store import Store
from policies.errors import BadRow

LEVELS = frozenset({"nation", "province", "city", "county", "district", "town"})


def import_regions(store: Store, path: Path) -> int:
    """Save the regions of a .jsonl, .csv or .xlsx file, all or none; return how many.

    A region whose code is known is replaced; no region is taken away.

    Raises:
        UnreadableFile: the file cannot be read as what its name says.
        BadRow: a row lacks code, name or level, repeats a code or name, or its parent is nowhere.
    """
    found: dict[str, Region] = {}
    numbers: dict[str, int] = {}
    for number, row in rows(path):
        if isinstance(row, BadRow):
            raise row
        region = _region(row, path.name, number)
        if region.code in found:
            raise BadRow(path.name, number, "region_twice", code=region.code, other=numbers[region.code])
        found[region.code], numbers[region.code] = region, number
    known = {each.code for each in store.regions()} | {each.name for each in store.regions()}
    known |= found.keys() | {each.name for each in found.values()}
    for code, region in found.items():
        if region.parent and region.parent not in known:
            raise BadRow(path.name, numbers[code], "region_without_parent", parent=region.parent)
    with store.writing("regions") as write:
        write.regions(found.values())
    return len(found)


def _region(row: Mapping[str, Any], where: str, number: int) -> Region:
    def text(name: str) -> str:
        return str(row.get(name) or "").strip()

    for field in ("code", "name", "level"):
        if not text(field):
            raise BadRow(where, number, "region_field_missing", field=field)
    if text("level") not in LEVELS:
        raise BadRow(where, number, "region_level", level=text("level"), levels="、".join(sorted(LEVELS)))
    return Region(text("code"), text("full_name") or text("name"), text("parent") or None, text("level"))
