"""The directory of departments: one name and its aliases lead to one department, parents make a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.content.checks.directory import Directory
from policies.content.checks.finding import Finding
from policies.content.model import Department
from policies.content.store import Store
from policies.errors import InputError

STOPS = frozenset({"parent_circle", "parent_missing"})


@dataclass(frozen=True, slots=True)
class Branch:
    """A department and those below it."""

    department: Department
    below: tuple[Branch, ...] = ()


class Departments:
    """The directory as editors keep it."""

    def __init__(self, store: Store, actor: str) -> None:
        """Keep the directory of `store`; `actor` is written into the audit entries."""
        self._store = store
        self._actor = actor

    def every(self) -> list[Department]:
        """Return all departments by name."""
        return self._store.departments()

    def find(self, name_or_alias: str) -> Department | None:
        """Return a department by its name, else by an alias."""
        return Directory(self._store.departments()).find(name_or_alias)

    def tree(self) -> tuple[Branch, ...]:
        """Return the departments under their parents; what has no known parent stands at the top."""
        directory = Directory(self._store.departments())
        tops = [each for each in directory.departments if directory.is_top(each)]
        return tuple(_branch(directory, each) for each in tops)

    def save(self, department: Department) -> tuple[Finding, ...]:
        """Save a department under its name; returns what is still to be settled, such as an alias of two.

        Raises:
            InputError: it has no name, its parent is unknown, or parents would go in a circle.
        """
        if not department.name.strip():
            raise InputError("", "department_without_name")
        with self._store.writing(self._actor) as write:
            others = [each for each in self._store.departments() if each.name != department.name]
            findings = tuple(_about(department, Directory((*others, department))))
            for finding in findings:
                if finding.rule in STOPS:
                    raise InputError(department.name, finding.rule, **finding.facts)
            write.department(department)
        return findings


def _about(department: Department, directory: Directory) -> Iterator[Finding]:
    return (each for each in directory.findings() if each.id == department.name)


def _branch(directory: Directory, department: Department, above: tuple[str, ...] = ()) -> Branch:
    """A circle of parents, from a file perhaps, is cut where it closes."""
    path = (*above, department.name)
    children = (each for each in directory.children(department.name) if each.name not in path)
    return Branch(department, tuple(_branch(directory, each, path) for each in children))
