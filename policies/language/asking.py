"""How people ask about a matter: ways of asking by facet, read from `asking.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policies.yaml_file import read_yaml

FILE = Path(__file__).with_name("asking.yml")


@dataclass(frozen=True, slots=True)
class Asking:
    """Ways of asking one thing; `{matter}` stands for what is asked about."""

    title: str
    similar: tuple[str, ...]

    def question(self, matter: str) -> str:
        """Return the standard question about a matter."""
        return self.title.format(matter=matter)

    def others(self, matter: str) -> list[str]:
        """Return other questions that ask the same about a matter."""
        return [way.format(matter=matter) for way in self.similar]


@cache
def askings() -> dict[str, Asking]:
    """Return the ways of asking by the name of their facet; "validity" is one of a document alone."""
    rows = read_yaml(FILE)
    return {facet: Asking(row["title"], tuple(row["similar"])) for facet, row in rows.items()}
