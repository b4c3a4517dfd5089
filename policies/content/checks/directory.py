"""The directory of departments in use: found by any name, no name twice, no circle of parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from policies.content.checks.finding import Finding, Severity
from policies.content.model import Department

ERROR = Severity.ERROR


class Directory:
    """Departments by name and alias."""

    def __init__(self, departments: Iterable[Department]) -> None:
        """Take the departments."""
        self.departments = tuple(departments)
        self._by_name = {each.name: each for each in self.departments}
        self._by_alias: dict[str, list[Department]] = defaultdict(list)
        for each in self.departments:
            for alias in dict.fromkeys(each.aliases):
                self._by_alias[alias].append(each)

    def find(self, name: str | None) -> Department | None:
        """Return a department by its name, else by its alias."""
        if not name:
            return None
        return self._by_name.get(name) or next(iter(self._by_alias.get(name, ())), None)

    def children(self, name: str | None) -> list[Department]:
        """Return the departments right below one; those at the top for None."""
        return [each for each in self.departments if (each.parent or None) == name]

    def is_top(self, department: Department) -> bool:
        """Whether a department stands at the top: no known parent, or the first of a circle by name."""
        above = self.above(department)
        if department.name in above:
            return department.name == min(above)
        return department.parent not in self._by_name

    @cached_property
    def phones(self) -> frozenset[str]:
        """Every phone number of the directory."""
        return frozenset(each.phone for each in self.departments if each.phone)

    def findings(self) -> Iterator[Finding]:
        """Give what is wrong with the directory."""
        for department in self.departments:
            yield from self._names(department)
            yield from self._parents(department)

    def above(self, department: Department) -> list[str]:
        """Return the names of those above a department, nearest first; a circle ends where it closes."""
        found: list[str] = []
        parent = department.parent
        while parent and parent not in found:
            found.append(parent)
            known = self._by_name.get(parent)
            parent = known.parent if known else None
        return found

    def _names(self, department: Department) -> Iterator[Finding]:
        for alias in dict.fromkeys(department.aliases):
            others = [each for each in self._by_alias[alias] if each.name != department.name]
            if alias in self._by_name and alias != department.name:
                others.append(self._by_name[alias])
            for other in others:
                yield _of(department, "alias_taken", "aliases", other.name, alias=alias, other=other.name)

    def _parents(self, department: Department) -> Iterator[Finding]:
        above = self.above(department)
        if department.name in above:
            yield _of(department, "parent_circle", "parent", chain=" → ".join([department.name, *above]))
        elif department.parent and department.parent not in self._by_name:
            yield _of(department, "parent_missing", "parent", parent=department.parent)


def _of(department: Department, rule: str, field: str, other_name: str = "", /, **facts: str) -> Finding:
    return Finding(rule, ERROR, "department", department.name, department.name, field, facts, other_name)
