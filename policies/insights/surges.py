"""Telling a surge from an ordinary week."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import median

# So many questions in a week are worth a look at all.
LEAST = 5
# Beyond this modified z-score a value is an outlier.
OUTLYING = 3.5
_OF_SIGMA = 0.6745


def surges(week: int, before: Sequence[int]) -> bool:
    """Tell whether a week's count stands out from those of the weeks before.

    The modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993): 0.6745 times the distance
    from the median, divided by the median absolute deviation, is beyond 3.5. Counts vary by chance alone about as much
    as the root of their mean (Poisson), so the deviation counts as at least 0.6745 times that; and a handful of
    questions is no surge.

    Args:
        week: how often it was asked this week.
        before: how often in each of the usual weeks; none of them: there is nothing to compare with.
    """
    if week < LEAST or not before:
        return False
    usual = median(before)
    deviation = median(abs(each - usual) for each in before)
    return _OF_SIGMA * (week - usual) / max(deviation, _OF_SIGMA * sqrt(max(usual, 1))) > OUTLYING
