"""What a chat model is told, read from `prompts.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("prompts.yml")


@cache
def prompts() -> dict[str, str]:
    """Return the instructions by what they are for."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
