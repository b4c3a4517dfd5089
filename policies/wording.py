"""Every sentence that people see or hear, read from `wording.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("wording.yml")


@cache
def _texts() -> dict[str, Any]:
    with FILE.open(encoding="utf-8") as stream:
        return dict(yaml.safe_load(stream))


def section(name: str) -> dict[str, Any]:
    """Return a whole section ("page", "answering.facets"), for who needs many of its texts.

    Raises:
        KeyError: no section has this name.
    """
    return dict(_found(name))


def say(key: str, **values: object) -> str:
    """Return the sentence at `key` ("section.name.name") with its `{values}` filled in.

    Raises:
        KeyError: no sentence stands at this key, or a value it needs is missing.
    """
    found = _found(key)
    if not isinstance(found, str):
        raise KeyError(key)
    return found.format(**values)


def _found(key: str) -> Any:
    found: Any = _texts()
    for part in key.split("."):
        found = found[part]
    return found
