"""The lookup lists and patterns of `nlu_data/entities/*.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policies.language.normalise import normalise
from policies.yaml_file import read_yaml


@dataclass(frozen=True, slots=True)
class EntityFile:
    """One entity: values by way (normalised, the value's own spelling included) and regular expressions."""

    entity: str
    values_by_way: dict[str, str]
    patterns: tuple[str, ...]


def _read(path: Path) -> EntityFile:
    content = read_yaml(path)
    values_by_way: dict[str, str] = {}
    for row in content.get("values") or ():
        value = str(row["value"])
        # A code such as "who" is not something people say.
        spoken = [] if value.isascii() else [value]
        for way in [*spoken, *(row.get("ways") or ())]:
            values_by_way.setdefault(normalise(str(way)), value)
    return EntityFile(content["entity"], values_by_way, tuple(content.get("patterns") or ()))


def read_entities(entities_dir: Path) -> list[EntityFile]:
    """Return all entities of a folder in the order of their file names.

    Raises:
        KeyError: a file names no entity, or a value is missing.
    """
    return [_read(path) for path in sorted(entities_dir.glob("*.yml"))]
