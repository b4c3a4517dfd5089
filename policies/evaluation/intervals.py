"""How sure a share is: bootstrap over entries, because questions about one entry stand or fall together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

RESAMPLES = 1_000
SEED = 7


def interval(rows: Iterable[tuple[str, float, float]]) -> tuple[float, float] | None:
    """Return the 95 % interval of Σpart / Σwhole, resampling entries (Efron's percentile bootstrap).

    Args:
        rows: (entry, part, whole) of every question, such as (pair, 1.0 if right, 1.0).
    """
    sums: dict[str, list[float]] = {}
    for entry, part, whole in rows:
        held = sums.setdefault(entry, [0.0, 0.0])
        held[0] += part
        held[1] += whole
    table: Any = np.array(list(sums.values()), dtype=float).reshape(-1, 2)
    if not table[:, 1].sum():
        return None
    drawn = np.random.default_rng(SEED).integers(0, len(table), (RESAMPLES, len(table)))
    parts, wholes = table[drawn, 0].sum(axis=1), table[drawn, 1].sum(axis=1)
    shares = parts[wholes > 0] / wholes[wholes > 0]
    low, high = np.percentile(shares, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)
