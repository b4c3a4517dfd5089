"""How long it usually takes."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median


def median_s(seconds: Iterable[float]) -> int | None:
    """Return the median in whole seconds; None where there is none."""
    told = list(seconds)
    return round(median(told)) if told else None
