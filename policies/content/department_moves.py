"""A department gets another name, or is merged into another one: what refers to it goes along, all or nothing.

The old name stays as an alias, so that documents, links and people who use it still find the department.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import sqlalchemy as sa

from policies.content import tables
from policies.content.checks.directory import Directory
from policies.content.department_uses import COLUMNS
from policies.content.model import Department
from policies.content.pairs import versions
from policies.content.reasons import known_reason
from policies.content.store import Store
from policies.content.writing import Writing
from policies.errors import DepartmentNotFound, InputError

P, V = tables.PAIR, tables.PAIR_VERSION


@dataclass(frozen=True, slots=True)
class Moved:
    """What went along.

    Attributes:
        department: as it stands now.
        pairs: how many got a new version.
        others: how many rows of each kind of `COLUMNS`.
    """

    department: Department
    pairs: int
    others: dict[str, int]


class DepartmentMoves:
    """Renames and merges departments of a store."""

    def __init__(self, store: Store, actor: str) -> None:
        """Work on `store`; `actor` is written into the audit and into the versions of pairs."""
        self._store = store
        self._actor = actor

    def rename(self, old: str, new: str, reason: str) -> Moved:
        """Give a department another name; the one up to now becomes an alias.

        Raises:
            DepartmentNotFound: none has the old name.
            InputError: there is no reason, or the new name is empty or another department's.
        """
        told, name = known_reason(reason), new.strip()
        with self._store.writing(self._actor) as write:
            directory = Directory(self._store.departments())
            known = _demanded(directory, old)
            other = directory.find(name)
            if not name or name == old:
                raise InputError("name", "department_same_name")
            if other is not None and other.name != old:
                raise InputError("name", "department_taken", name=name, other=other.name)
            aliases = tuple(each for each in dict.fromkeys((*known.aliases, old)) if each != name)
            return self._move(write, known, replace(known, name=name, aliases=aliases), "rename", told)

    def merge(self, old: str, into: str, reason: str) -> Moved:
        """Let a department go up in another one, which keeps its name and gets the names of the first as aliases.

        Raises:
            DepartmentNotFound: one of the two is not there.
            InputError: there is no reason, or both are one, or the other stands below the first.
        """
        told = known_reason(reason)
        with self._store.writing(self._actor) as write:
            directory = Directory(self._store.departments())
            known, target = _demanded(directory, old), _demanded(directory, into)
            if known.name == target.name:
                raise InputError("into", "department_same_name")
            if known.name in directory.above(target):
                raise InputError("into", "department_below", name=target.name, other=known.name)
            names = dict.fromkeys((*target.aliases, known.name, *known.aliases))
            merged = replace(target, aliases=tuple(each for each in names if each != target.name))
            return self._move(write, known, merged, "merge", told)

    def _move(self, write: Writing, old: Department, new: Department, action: str, reason: str) -> Moved:
        connection = write.connection
        write.department_gone(old.name)
        write.department(new)
        below = tables.DEPARTMENT.c.parent
        connection.execute(sa.update(tables.DEPARTMENT).where(below == old.name).values(parent=new.name))
        others = {
            name: connection.execute(
                sa.update(column.table).where(column == old.name).values({column.name: new.name})
            ).rowcount
            for name, column in COLUMNS.items()
        }
        pairs = self._pairs(write, old.name, new.name, reason)
        write.note(action, "department", old.name, to=new.name, reason=reason, pairs=pairs)
        return Moved(new, pairs, others)

    def _pairs(self, write: Writing, old: str, new: str, reason: str) -> int:
        """Give the pairs a new version each; a change that waits for its approval stays on top and goes along."""
        found = _pairs_of(write.connection, old)
        for pair_id in found:
            row, newest = (
                versions.answering(write.connection, pair_id),
                versions.newest(write.connection, pair_id),
            )
            if row is None or newest is None:
                continue
            if row.department == old:
                write.pair(replace(row, department=new), "save", reason)
            if newest.version > row.version:
                department = new if newest.department == old else newest.department
                write.pair_version(replace(newest, department=department), "save", reason)
        return len(found)


def _demanded(directory: Directory, name: str) -> Department:
    found = next((each for each in directory.departments if each.name == name), None)
    if found is None:
        raise DepartmentNotFound(name)
    return found


def _pairs_of(connection: sa.Connection, name: str) -> list[str]:
    """Return the pairs that name a department themselves or in a change that waits."""
    rows = sa.select(P.c.id).where(P.c.department == name)
    waiting = sa.select(V.c.pair_id).join(P, P.c.id == V.c.pair_id).where(V.c.version > P.c.version)
    waiting = waiting.where(sa.cast(V.c.content, sa.Text).contains(json.dumps(name), autoescape=True))
    return sorted(connection.scalars(rows.union(waiting)))
