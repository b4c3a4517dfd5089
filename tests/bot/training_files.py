"""Reads the assistant's YAML the way a person does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
ANNOTATION = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def examples() -> dict[str, list[str]]:
    """Examples by intent, annotations included."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "nlu_data" / "intents").glob("*.yml")):
        for block in load(path)["nlu"]:
            if "intent" in block:
                lines = [line.removeprefix("- ").strip() for line in block["examples"].splitlines()]
                found.setdefault(block["intent"], []).extend(lines)
    return found


def cues() -> dict[str, str]:
    """Regular expressions by name."""
    blocks = load(ROOT / "nlu_data" / "intents" / "cues.yml")["nlu"]
    return {block["regex"]: block["examples"].removeprefix("- ").strip() for block in blocks}


def domain(part: str) -> Any:
    return load(ROOT / "bot" / "domain" / f"{part}.yml")[part]


def entity_ways() -> dict[str, set[str]]:
    """Everything a person may say for an entity, the official values included."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "nlu_data" / "entities").glob("*.yml"):
        content = load(path)
        rows = content.get("values", [])
        found[content["entity"]] = {way for row in rows for way in (row["value"], *row["ways"])}
    return found


def actions_after_intents() -> dict[str, set[str]]:
    """The actions that rules give to each intent."""
    found: dict[str, set[str]] = {}
    for rule in load(ROOT / "bot" / "rules.yml")["rules"]:
        first, *rest = rule["steps"]
        for step in first.get("or", [first]):
            if "intent" in step:
                found.setdefault(step["intent"], set()).update(each["action"] for each in rest)
    return found
