"""How much a token of a question says: what everybody says in every question says little.

The idf of a library shows how rare a token is in official texts, where 我, 咱, 老伴 and 听说 are rare and so
would count for much. `speech.json` holds in how many of our own spoken questions a token stands; the
share of its idf there lowers what is common in speech. `policies.answering.learn_speech` writes the file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from policies.search.bm25 import idf

FILE = Path(__file__).with_name("speech.json")
# Between 0 (speech does not count) and 1; measured with .75, and the same within noise from .5 to 1.
STRENGTH = 0.75
LEAST = 0.05


@dataclass(frozen=True)
class Speech:
    """In how many spoken questions tokens stand, by channel."""

    count: int
    frequencies: Mapping[str, Mapping[str, int]]

    def weight(self, channel: str, token: str) -> float:
        """Return what one token of a question weighs."""
        return self.weights(channel, (token,))[token]

    def weights(self, channel: str, tokens: Iterable[str]) -> dict[str, float]:
        """Return what the tokens of a question weigh: 1 where speech does not know one, less the commoner it is."""
        known = self._weights.get(channel, {}).get
        return {token: known(token, 1.0) for token in tokens}

    @cached_property
    def _weights(self) -> dict[str, dict[str, float]]:
        return {
            channel: {token: self._weight(seen) for token, seen in frequencies.items() if seen}
            for channel, frequencies in self.frequencies.items()
        }

    def _weight(self, seen: int) -> float:
        share = idf(self.count, seen) / idf(self.count, 0)
        return max(LEAST, math.pow(share, STRENGTH))


NOTHING = Speech(1, {})


@cache
def spoken() -> Speech:
    """Return the speech that is delivered with the library."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return Speech(read["questions"], read["frequencies"])
