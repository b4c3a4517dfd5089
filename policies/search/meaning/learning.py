"""Learn the space: what words occur together, then what asks the same."""

from __future__ import annotations

from policies.search.meaning.sources import matters, names
from policies.search.meaning.space import Space, learned
from policies.search.meaning.together import drawn_together


def learn(fingerprint: str) -> Space:
    """Return the space of the delivered texts; some thirty seconds.

    Args:
        fingerprint: what it is to be known by.
    """
    known = list(matters())
    together = learned((matter.text for matter in known), fingerprint)
    return drawn_together(together, [*known, *names()])
