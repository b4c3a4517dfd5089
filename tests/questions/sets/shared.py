"""The real data beside the project; nothing of it is copied into the product."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import SHARED_DATA


def shared_file(name: str) -> Path:
    """Return the path of a file of the real data, there or not."""
    return SHARED_DATA / name


def shared_lines(name: str) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file of the real data."""
    return lines_of(shared_file(name))


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
