"""Putting questions to groups: each to the group that it is likest to on average, or to a new one.

Average likeness to the members is what average linkage (UPGMA, Sokal and Michener 1958) goes by; taking questions one
after another (leader clustering, Hartigan 1975) lets groups that are there keep their identity and what was done about
them, which a clustering made anew each time does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from policies.gaps.features import Vector, likeness

# Measured on invented questions; see docs/decisions/0034.
ENOUGH = 0.15


class Groups:
    """Groups of vectors by name."""

    def __init__(self, enough: float = ENOUGH) -> None:
        """Begin with none; questions less alike than `enough` stay apart."""
        self._enough = enough
        self._sums: dict[str, defaultdict[str, float]] = {}
        self._sizes: dict[str, int] = {}
        self._holding: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, name: str, vector: Vector) -> None:
        """Put a vector into a group, which is made where it is new."""
        total = self._sums.setdefault(name, defaultdict(float))
        self._sizes[name] = self._sizes.get(name, 0) + 1
        for token, weight in vector.items():
            total[token] += weight
            self._holding[token].add(name)

    def take(self, name: str, vector: Vector) -> None:
        """Take a vector out of a group again."""
        total = self._sums[name]
        self._sizes[name] -= 1
        for token, weight in vector.items():
            total[token] -= weight

    def nearest(self, vector: Vector) -> str | None:
        """Return the group that a vector belongs to; None where it is like none."""
        found: defaultdict[str, float] = defaultdict(float)
        for token, weight in vector.items():
            for name in self._holding.get(token, ()):
                found[name] += weight * self._sums[name][token]
        means = {name: total / self._sizes[name] for name, total in found.items() if self._sizes[name]}
        best = max(means, key=lambda name: (means[name], name), default=None)
        return best if best is not None and means[best] >= self._enough else None


def grouped(
    known: Iterable[tuple[str, Vector]],
    new: Sequence[Vector],
    fresh_names: Iterable[str],
    enough: float = ENOUGH,
) -> list[str]:
    """Return for each new vector the name of its group.

    The new ones are looked at twice: the second time each sees all the others, so that their order matters less.

    Args:
        known: (group, vector) of what has its group already and keeps it.
        new: what has none yet.
        fresh_names: gives a name for each new group.
        enough: how alike a question must be to a group.
    """
    groups, names = Groups(enough), iter(fresh_names)
    for name, vector in known:
        groups.add(name, vector)
    placed: list[str] = []
    for vector in new:
        placed.append(groups.nearest(vector) or next(names))
        groups.add(placed[-1], vector)
    for index, vector in enumerate(new):
        groups.take(placed[index], vector)
        placed[index] = groups.nearest(vector) or placed[index]
        groups.add(placed[index], vector)
    return placed


def most_typical(vectors: Mapping[str, Vector]) -> str:
    """Return the name of the vector that is likest to all of them together."""
    total: defaultdict[str, float] = defaultdict(float)
    for vector in vectors.values():
        for token, weight in vector.items():
            total[token] += weight
    return max(sorted(vectors), key=lambda name: likeness(vectors[name], total))
