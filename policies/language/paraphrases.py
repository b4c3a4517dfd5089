"""Groups of questions that ask the same: `nlu_data/paraphrases`, a file a field, a line of JSON a group.

{"official": the question as a portal titles it, "terms": official words of its answer, "ways": how people ask it}
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policies.settings import ROOT

FOLDER = ROOT / "nlu_data" / "paraphrases"


@dataclass(frozen=True, slots=True)
class Paraphrases:
    """One matter: its official question, official words of its answer with blanks between, ways of asking."""

    official: str
    terms: str
    ways: tuple[str, ...]


def paraphrases(folder: Path = FOLDER) -> Iterator[Paraphrases]:
    """Give every group, file by file.

    Raises:
        ValueError: a line is not JSON; the file is named.
        TypeError: a group has other parts.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                read = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}: {error}") from error
            yield Paraphrases(**{**read, "ways": tuple(read["ways"])})
