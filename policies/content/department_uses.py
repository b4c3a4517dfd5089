"""What refers to a department: what a change of its name would have to take along."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from policies.content import tables
from policies.content.account_tables import ACCOUNT
from policies.content.gap_tables import GAP
from policies.content.model import Department
from policies.content.office_tables import OFFICE_DESK
from policies.content.store import Store

# What names a department in a column of its own, by what people call it (`departments.uses`); pairs and the directory
# itself have ways of their own.
COLUMNS: dict[str, sa.Column[str]] = {
    "accounts": ACCOUNT.c.department,
    "keys": tables.API_KEY.c.department,
    "desks": OFFICE_DESK.c.department,
    "orders": tables.WORK_ORDER.c.department,
    "gaps": GAP.c.department,
}


@dataclass(frozen=True, slots=True)
class Uses:
    """How much refers to a department by its name or, for pairs and documents, an alias.

    Attributes:
        pairs: in whatever state.
        documents: issued by it.
        below: departments right below it.
        others: by the names of `COLUMNS`.
    """

    pairs: int
    documents: int
    below: int
    others: dict[str, int]

    def told(self) -> dict[str, int]:
        """Return all counts by name, in the order in which people look at them."""
        return {"pairs": self.pairs, "documents": self.documents, "below": self.below, **self.others}


def uses_of(store: Store, department: Department) -> Uses:
    """Count what refers to a department."""
    names = (department.name, *department.aliases)
    with store.engine.connect() as connection:

        def count(column: sa.ColumnElement[str], values: Collection[str]) -> int:
            return connection.scalar(sa.select(sa.func.count()).where(column.in_(values))) or 0

        return Uses(
            pairs=count(tables.PAIR.c.department, names),
            documents=count(tables.POLICY.c.issuer, names),
            below=count(tables.DEPARTMENT.c.parent, (department.name,)),
            others={name: count(column, (department.name,)) for name, column in COLUMNS.items()},
        )


def pairs_by_department(store: Store) -> dict[str, int]:
    """Return how many pairs name each department, by the name that they use."""
    query = sa.select(tables.PAIR.c.department, sa.func.count()).group_by(tables.PAIR.c.department)
    with store.engine.connect() as connection:
        return {str(name): int(number) for name, number in connection.execute(query) if name}
