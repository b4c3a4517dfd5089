"""Regions inherit: a district's question is answered from district, city, province and nation."""

from __future__ import annotations

from collections.abc import Iterable

from policies.content.model import Region

SHORTEST_NAME = 2
DISTRICT_LEVELS = frozenset({"county", "district"})


class RegionTree:
    """The regions of the store, by name."""

    def __init__(self, regions: Iterable[Region]) -> None:
        """Hold the regions; `parent` may name a code or a full name."""
        self._by_name = {region.name: region for region in regions}
        self._by_code = {region.code: region for region in self._by_name.values()}

    def named(self, name: str | None) -> str | None:
        """Return the full name for a full or short one ("云川区", "云川"), None where it is not clear."""
        if not name or name in self._by_name:
            return name or None
        found = [full for full in self._by_name if full.endswith(name) or full[:-1].endswith(name)]
        return found[0] if len(found) == 1 else None

    def named_in(self, text: str) -> tuple[str, str] | None:
        """Return (full name, the words that name it) of the narrowest region that a text names."""
        ways = {name: (name, self.short(name), self.short(name)[:-1]) for name in self._by_name}
        found = [
            (name, next(way for way in all_ways if way in text))
            for name, all_ways in ways.items()
            if any(way in text and len(way) >= SHORTEST_NAME for way in all_ways)
        ]
        return max(found, key=lambda pair: len(self.lineage(pair[0])), default=None)

    def own(self) -> str | None:
        """Return the city, else the province, that the library is about; None where the store has no regions."""
        levels = {region.level: region.name for region in reversed(self._by_name.values())}
        return next((levels[level] for level in ("city", "prefecture", "province") if level in levels), None)

    def is_above(self, name: str) -> bool:
        """Tell whether a region lies above the one that the library is about."""
        own = self.own()
        return own is not None and name in self.lineage(own)[1:]

    def knows(self, name: str) -> bool:
        """Tell whether a full name is that of a region here, or the end of one."""
        return any(full.endswith(name) for full in self._by_name)

    def lineage(self, name: str) -> tuple[str, ...]:
        """Return a region's full name and those of all regions above it, nearest first."""
        found: list[str] = []
        region = self._by_name.get(name)
        while region is not None and region.name not in found:
            found.append(region.name)
            parent = region.parent or ""
            region = self._by_code.get(parent) or self._by_name.get(parent)
        return tuple(found) or (name,)

    def is_district(self, name: str | None) -> bool:
        """Tell whether a region lies below city level."""
        region = self._by_name.get(name or "")
        return region is not None and region.level in DISTRICT_LEVELS

    def districts(self) -> tuple[str, ...]:
        """Return the full names of all regions below city level."""
        return tuple(name for name in self._by_name if self.is_district(name))

    def short(self, name: str) -> str:
        """Return a region's own name without those above it: 示范市云川区 → 云川区."""
        above = self.lineage(name)[1:2]
        return name.removeprefix(above[0]) if above else name
