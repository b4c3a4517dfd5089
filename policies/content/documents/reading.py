"""A document on an editor's table: a file that is looked at first, or a stored document that is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.content.documents.clause_tree import Node, Nodes
from policies.content.documents.header import Header, header_data, header_from
from policies.content.model import Policy
from policies.content.policy_versions import policy_from


@dataclass(frozen=True, slots=True)
class Reading:
    """A document on the table.

    Attributes:
        policy_id: the stored document that it is, or becomes the next version of; None for a new one.
        base_version: the stored document's version on which the work began.
        read: the document as its file has it.
        printed: all text that was taken out of the file.
        header, nodes: the work.
        edition: grows with every change.
        from_file: a file brought it; otherwise it is the stored document.
        name: the file's.
        collisions: header fields and clauses in which the file now says another thing than it had said where
            people corrected it.
    """

    id: str
    policy_id: str | None
    base_version: int
    read: Policy
    printed: str
    header: Header
    nodes: Nodes
    edition: int
    from_file: bool
    name: str
    begun_at: datetime
    begun_by: str
    changed_at: datetime
    changed_by: str
    collisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reading in a list of what somebody has begun and not saved."""

    id: str
    policy_id: str | None
    title: str
    name: str
    from_file: bool
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Put:
    """What is put onto the table; see `Reading`."""

    read: Policy
    printed: str
    header: Header
    nodes: Nodes
    name: str
    stored: Policy | None = None
    from_file: bool = True
    collisions: tuple[str, ...] = ()


def work_data(reading: Reading) -> dict[str, Any]:
    """Return the work as JSON holds it."""
    return {
        "header": header_data(reading.header),
        "nodes": [asdict(node) for node in reading.nodes],
        "collisions": list(reading.collisions),
    }


def reading_from(row: sa.RowMapping) -> Reading:
    """Return the reading of a row of the table."""
    work = row["work"]
    plain = {name: row[name] for name in Reading.__slots__ if name in row and name != "read"}
    return Reading(
        **plain,
        read=policy_from(row["read"]),
        header=header_from(work["header"]),
        nodes=tuple(_node(each) for each in work["nodes"]),
        collisions=tuple(work["collisions"]),
    )


def _node(data: Mapping[str, Any]) -> Node:
    return Node(**{**data, "was": tuple(data["was"]), "lines": tuple(data["lines"])})
